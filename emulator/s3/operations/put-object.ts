import { chosenChecksum, receiveContent } from '../receive-content';
import { checkWriteConditions } from '../conditions';
import { encryptionHeaders, etagFor, newObjectEncryption, requireUsableKey } from '../encryption';
import { onObject } from '../exchange';
import { describeObject } from '../object-description';
import { checksumHeaders, versionHeader } from '../object-headers';
import { notImplemented, requireBucketStill } from '../errors';
import { newOwner, newVersion } from '../new-version';
import { newObjectAcl } from '../requested-acl';

/**
 * Puts an object. Everything is checked before the content is read, and the conditions again when it is there.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html
 */
export const putObject = onObject(async (exchange) => {
  const { state, world, request, bucket, objects, key } = exchange;
  const { headers } = request;
  if (headers['x-amz-write-offset-bytes'] !== undefined) throw notImplemented('x-amz-write-offset-bytes');
  const owner = newOwner(bucket, request);
  const acl = newObjectAcl(exchange, owner);
  const description = describeObject(headers);
  const encryption = newObjectEncryption(exchange, bucket);
  requireUsableKey(world, bucket, encryption, request.caller);
  checkWriteConditions(headers, key, objects.current(key));

  const received = await receiveContent(state, request);
  try {
    requireBucketStill(world, bucket);
    checkWriteConditions(headers, key, objects.current(key));
  } catch (error) {
    state.objects.discard(received.content);
    throw error;
  }
  const made = newVersion(state, bucket);
  const etag = etagFor(encryption, received.md5, state, key);
  const checksum = chosenChecksum(received);
  await state.objects.put(bucket.name, key, {
    headers: description.headers,
    metadata: description.metadata,
    storageClass: description.storageClass,
    tags: description.tags,
    versionId: made.versionId,
    deleteMarker: false,
    lastModified: made.lastModified,
    owner,
    etag,
    size: received.size,
    content: received.content,
    encryption,
    checksum,
    ...(acl && { acl }),
  });
  const answer = checksumHeaders(checksum);
  answer['etag'] = `"${etag}"`;
  Object.assign(answer, encryptionHeaders(encryption), versionHeader(bucket, made.versionId));
  return { status: 200, headers: answer };
});
