import { AwsError } from '../../http/exchange';
import { onBucket } from '../exchange';
import { emptyResponse, xmlResponse } from '../responses';
import { BUCKET_TAGS, tagsInBody, tagSetXml } from '../tag-set';

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketTagging.html */
export const getBucketTagging = onBucket(async ({ bucket }) => {
  if (bucket.tags.size === 0) {
    throw new AwsError('NoSuchTagSet', 404, 'The TagSet does not exist', { BucketName: bucket.name });
  }
  return xmlResponse('Tagging', tagSetXml(bucket.tags));
});

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketTagging.html */
export const putBucketTagging = onBucket(async ({ bucket, api }) => {
  bucket.tags = new Map(Object.entries(api.tags ?? {}));
  return emptyResponse(204);
}, tagsInBody(BUCKET_TAGS));

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketTagging.html */
export const deleteBucketTagging = onBucket(async ({ bucket }) => {
  bucket.tags = new Map();
  return emptyResponse(204);
});
