import { aclResponse, checkPutAcl } from '../acl';
import { onBucket } from '../exchange';
import { emptyResponse } from '../responses';

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketAcl.html */
export const getBucketAcl = onBucket(async ({ world, bucket }) => aclResponse(world, bucket.account, bucket.acl));

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketAcl.html */
export const putBucketAcl = onBucket(async ({ world, bucket, request }) => {
  checkPutAcl(world, request.headers, await request.text(), bucket);
  bucket.acl = [];
  return emptyResponse(200);
});
