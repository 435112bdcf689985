import { createHash } from 'node:crypto';
import type { UploadedPart, MultipartUpload } from '../../store/multipart-upload';
import { parseXml } from '../../xml/parse';
import { checksumElements } from '../checksum-elements';
import { checkWriteConditions } from '../conditions';
import { encryptionHeaders, etagFor } from '../encryption';
import { invalidRequest } from '../errors';
import { onObject, type ObjectExchange } from '../exchange';
import { requireUpload, requireUploadStill } from '../multipart';
import { checkSentChecksum, uploadChecksum } from '../multipart-checksum';
import { chosenParts } from '../multipart-parts';
import { newVersion } from '../new-version';
import { versionHeader } from '../object-headers';
import { xmlResponse } from '../responses';

/** 10,000 parts with their checksums. */
export const BODY_LIMIT = 4 * 1024 * 1024;

/**
 * Makes an object of the parts that the client lists. Their bytes stay where they are.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_CompleteMultipartUpload.html
 */
export const completeMultipartUpload = onObject(async (exchange) => {
  const { state, request, bucket, objects, key } = exchange;
  const upload = requireUpload(exchange);
  const body = parseXml(await request.text(BODY_LIMIT), 'CompleteMultipartUpload');
  requireUploadStill(exchange, upload);
  const parts = chosenParts(upload, body);
  const size = parts.reduce((sum, part) => sum + part.size, 0);
  checkSentSize(request.headers, size);
  const checksum = uploadChecksum(upload, parts);
  checkSentChecksum(request.headers, upload, checksum);
  checkWriteConditions(request.headers, key, objects.current(key));
  const etag = `${etagOf(exchange, upload, parts)}-${parts.length}`;
  const made = newVersion(state, bucket);
  await state.objects.put(
    bucket.name,
    key,
    {
      headers: upload.headers,
      metadata: upload.metadata,
      storageClass: upload.storageClass,
      tags: upload.tags,
      ...made,
      owner: upload.owner,
      ...(upload.acl && { acl: upload.acl }),
      etag,
      size,
      content: parts.flatMap((part) => part.content),
      encryption: upload.encryption,
      checksum,
      parts: parts.map(({ partNumber, size, checksum }) => ({
        partNumber,
        size,
        ...(upload.checksum && checksum && { checksum }),
      })),
    },
    upload.id,
  );
  return xmlResponse(
    'CompleteMultipartUploadResult',
    {
      Location: location(exchange),
      Bucket: bucket.name,
      Key: key,
      ETag: `"${etag}"`,
      ...checksumElements(checksum, true),
    },
    { ...encryptionHeaders(upload.encryption), ...versionHeader(bucket, made.versionId) },
  );
});

function checkSentSize(headers: Readonly<Record<string, string>>, size: number): void {
  const sent = headers['x-amz-mp-object-size'];
  if (sent === undefined || Number(sent) === size) return;
  throw invalidRequest(
    `The provided 'x-amz-mp-object-size' header value ${sent} does not match what was computed: ${size}`,
  );
}

/** The MD5 of the parts' MD5s. */
function etagOf({ state, key }: ObjectExchange, upload: MultipartUpload, parts: readonly UploadedPart[]): string {
  const md5 = createHash('md5');
  for (const part of parts) md5.update(part.md5, 'hex');
  return etagFor(upload.encryption, md5.digest('hex'), state, key);
}

/** The URL of an object, as its client would write it. */
export function location({ request, bucket, key }: Pick<ObjectExchange, 'request' | 'bucket' | 'key'>): string {
  const path = key.split('/').map(encodeURIComponent).join('/');
  return `${request.connection.secure ? 'https' : 'http'}://${request.headers['host'] ?? ''}/${bucket.name}/${path}`;
}
