import { invalidArgument, invalidRequest, requireBucketStill } from '../errors';
import type { ObjectChecksum, ObjectDescription, ObjectEncryption, ObjectVersion } from '../../store/object-version';
import { requestedAlgorithm } from '../checksum-algorithm';
import { checksumElements } from '../checksum-elements';
import { checkWriteConditions } from '../conditions';
import { checkCopySize, requireSource, sourceVersionHeader, type FoundSource } from '../copy-source';
import { digestContent } from '../digest-content';
import { encryptionHeaders, etagFor, newObjectEncryption, requireUsableKey } from '../encryption';
import { onObject, type ObjectExchange } from '../exchange';
import { newOwner, newVersion } from '../new-version';
import { describeObject } from '../object-description';
import { versionHeader } from '../object-headers';
import { newObjectAcl } from '../requested-acl';
import { xmlResponse, xmlTime } from '../responses';

type Headers = Readonly<Record<string, string>>;

/**
 * Copies an object: its bytes are shared, and read only where the copy's ETag or checksum has to be another one.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html
 */
export const copyObject = onObject(async (exchange) => {
  const { state, world, request, bucket, objects, key } = exchange;
  const { headers } = request;
  const owner = newOwner(bucket, request);
  const acl = newObjectAcl(exchange, owner);
  const source = requireSource(exchange);
  const original = source.version;
  const description = describeCopy(headers, original);
  checkChangesSomething(exchange, source);
  checkCopySize(original.content);
  const encryption = newObjectEncryption(exchange, bucket);
  requireUsableKey(world, bucket, encryption, request.caller);
  checkWriteConditions(headers, key, objects.current(key));

  return state.objects.holding(original.content, async () => {
    const { etag, checksum } = await identityOf(exchange, original, encryption);
    requireBucketStill(world, bucket);
    checkWriteConditions(headers, key, objects.current(key));
    const made = newVersion(state, bucket);
    await state.objects.put(bucket.name, key, {
      ...description,
      ...made,
      owner,
      etag,
      size: original.size,
      content: original.content,
      encryption,
      checksum,
      ...(acl && { acl }),
    });
    return xmlResponse(
      'CopyObjectResult',
      { ETag: `"${etag}"`, LastModified: xmlTime(made.lastModified), ...checksumElements(checksum, true) },
      {
        ...sourceVersionHeader(source),
        ...encryptionHeaders(encryption),
        ...versionHeader(bucket, made.versionId),
      },
    );
  });
});

/** What the copy says of itself: the source's words or the request's, by directive. Its storage class is the request's. */
function describeCopy(headers: Headers, original: ObjectVersion): ObjectDescription {
  const asked = describeObject(headers);
  const metadata = directive(headers, 'metadata') === 'COPY' ? copiedMetadata(headers, original) : asked;
  const tags = directive(headers, 'tagging') === 'COPY' ? original.tags : asked.tags;
  return { headers: metadata.headers, metadata: metadata.metadata, storageClass: asked.storageClass, tags };
}

/** A website redirect is an object's own and never copied. */
function copiedMetadata(headers: Headers, original: ObjectVersion): Pick<ObjectDescription, 'headers' | 'metadata'> {
  const kept = { ...original.headers };
  delete kept['x-amz-website-redirect-location'];
  const redirect = headers['x-amz-website-redirect-location'];
  if (redirect !== undefined) kept['x-amz-website-redirect-location'] = redirect;
  return { headers: kept, metadata: original.metadata };
}

function directive(headers: Headers, what: 'metadata' | 'tagging'): 'COPY' | 'REPLACE' {
  const name = `x-amz-${what}-directive`;
  const value = headers[name] ?? 'COPY';
  if (value === 'COPY' || value === 'REPLACE') return value;
  throw invalidArgument(`Unknown ${what} directive.`, name, value);
}

/** Headers of which each gives a copy onto itself something to do. */
const CHANGES = [
  'x-amz-storage-class',
  'x-amz-website-redirect-location',
  'x-amz-server-side-encryption',
  'x-amz-server-side-encryption-customer-algorithm',
  'x-amz-server-side-encryption-bucket-key-enabled',
];

function checkChangesSomething({ request, bucket, key }: ObjectExchange, source: FoundSource): void {
  if (source.bucket !== bucket || source.key !== key || source.versionId !== undefined) return;
  if (directive(request.headers, 'metadata') === 'REPLACE') return;
  if (CHANGES.some((name) => request.headers[name] !== undefined)) return;
  throw invalidRequest(
    "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.",
  );
}

/** The copy's ETag and checksum: a copy is in one piece, whatever its source was uploaded in. */
async function identityOf(
  { state, request, key }: ObjectExchange,
  original: ObjectVersion,
  encryption: ObjectEncryption,
): Promise<{ readonly etag: string; readonly checksum: ObjectChecksum }> {
  const algorithm = requestedAlgorithm(request.headers) ?? original.checksum?.algorithm ?? 'crc64nvme';
  const { checksum: before } = original;
  // Only of an object that came in one piece are ETag and checksum those of its content.
  const etagIsMd5 = original.encryption.algorithm === 'AES256' && !original.parts;
  if (etagIsMd5 && before?.algorithm === algorithm) {
    return { etag: etagFor(encryption, original.etag, state, key), checksum: before };
  }
  const { md5, checksums } = await digestContent(state, original.content, [algorithm]);
  return {
    etag: etagFor(encryption, md5, state, key),
    checksum: { algorithm, value: checksums[algorithm]!, type: 'FULL_OBJECT' },
  };
}
