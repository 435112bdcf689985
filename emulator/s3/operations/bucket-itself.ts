import { AwsError } from '../../http/exchange';
import { regionHeader } from '../bucket-checks';
import { onBucket } from '../exchange';
import { emptyResponse, xmlResponse } from '../responses';

/**
 * Says that a bucket is there and where.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadBucket.html
 */
export const headBucket = onBucket(async ({ bucket }) => ({
  status: 200,
  headers: {
    'content-type': 'application/xml',
    ...regionHeader(bucket),
    'x-amz-access-point-alias': 'false',
  },
}));

/**
 * The region of a bucket; us-east-1 is an empty element.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLocation.html
 */
export const getBucketLocation = onBucket(async ({ bucket }) =>
  xmlResponse('LocationConstraint', bucket.region === 'us-east-1' ? {} : bucket.region),
);

/**
 * Deletes a bucket without objects, versions and delete markers. Uploads under way go with it.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucket.html
 */
export const deleteBucket = onBucket(async ({ state, world, bucket, objects }) => {
  if (objects.size > 0) {
    const versioned = bucket.versioning === undefined ? '' : ' You must delete all versions in the bucket.';
    throw new AwsError('BucketNotEmpty', 409, `The bucket you tried to delete is not empty.${versioned}`, {
      BucketName: bucket.name,
    });
  }
  world.buckets.delete(bucket.name);
  await state.objects.dropBucket(bucket.name);
  return emptyResponse(204);
});
