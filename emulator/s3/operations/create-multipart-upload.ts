import { callerArn } from '../../../access/caller';
import { newVersionId } from '../../store/version-id';
import { requestedUploadChecksum } from '../checksum-algorithm';
import { encryptionHeaders, newObjectEncryption, requireUsableKey } from '../encryption';
import { onObject } from '../exchange';
import { newOwner } from '../new-version';
import { describeObject } from '../object-description';
import { newObjectAcl } from '../requested-acl';
import { xmlResponse } from '../responses';

/**
 * Begins a multipart upload: all that the object will have beside its content is said here.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateMultipartUpload.html
 */
export const createMultipartUpload = onObject(async (exchange) => {
  const { state, world, request, bucket, key } = exchange;
  const { headers, caller } = request;
  const owner = newOwner(bucket, request);
  const acl = newObjectAcl(exchange, owner);
  const description = describeObject(headers);
  const encryption = newObjectEncryption(exchange, bucket);
  requireUsableKey(world, bucket, encryption, caller);
  const checksum = requestedUploadChecksum(headers);
  // Like a version id it grows with time, so that a listing can go on behind an upload that is over meanwhile.
  const id = newVersionId();
  await state.objects.addUpload({
    ...description,
    id,
    bucket: bucket.name,
    key,
    initiated: state.clock().getTime(),
    initiator: callerArn(caller),
    owner,
    ...(acl && { acl }),
    encryption,
    ...(checksum && { checksum }),
    parts: new Map(),
  });
  return xmlResponse(
    'InitiateMultipartUploadResult',
    { Bucket: bucket.name, Key: key, UploadId: id },
    {
      ...encryptionHeaders(encryption),
      ...(checksum && {
        'x-amz-checksum-algorithm': checksum.algorithm.toUpperCase(),
        'x-amz-checksum-type': checksum.type,
      }),
    },
  );
});
