import { aclResponse } from '../acl';
import { onBucket } from '../exchange';
import { requestedAcl } from '../requested-acl';
import { emptyResponse } from '../responses';

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketAcl.html */
export const getBucketAcl = onBucket(async ({ world, bucket }) => aclResponse(world, bucket.account, bucket.acl));

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketAcl.html */
export const putBucketAcl = onBucket(async (exchange) => {
  const { bucket } = exchange;
  bucket.acl = await requestedAcl(exchange, bucket.account);
  return emptyResponse(200);
});
