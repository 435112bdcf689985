import type { Bucket } from '../../../access/world/bucket';
import type { ObjectVersion } from '../../store/object-version';
import { aclResponse } from '../acl';
import { onObject } from '../exchange';
import { versionHeader } from '../object-headers';
import { requestedAcl } from '../requested-acl';
import { emptyResponse } from '../responses';
import { requireVersion } from './get-object';

/**
 * The ACL of an object. Under BucketOwnerEnforced it is the bucket owner's FULL_CONTROL, whatever was granted before.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectAcl.html
 */
export const getObjectAcl = onObject(async (exchange) => {
  const { world, bucket } = exchange;
  const version = requireVersion(exchange);
  const grants = bucket.ownership === 'BucketOwnerEnforced' ? [] : (version.acl ?? []);
  return aclResponse(world, ownerOf(version, bucket), grants);
});

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObjectAcl.html */
export const putObjectAcl = onObject(async (exchange) => {
  const { state, bucket, key } = exchange;
  const version = requireVersion(exchange);
  const acl = await requestedAcl(exchange, ownerOf(version, bucket), key);
  await state.objects.setAcl(bucket.name, key, version.versionId, acl);
  return emptyResponse(200, versionHeader(bucket, version.versionId));
});

/** R-OWN-1 */
function ownerOf({ owner }: ObjectVersion, bucket: Bucket): string {
  return bucket.ownership === 'BucketOwnerEnforced' ? bucket.account : owner;
}
