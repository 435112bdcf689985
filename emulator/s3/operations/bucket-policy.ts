import { callerArn } from '../../../access/caller';
import { isPublicPolicy } from '../../../access/decide/public-policy';
import { checkBucketResources } from '../../../access/policy/bucket-resources';
import { PolicyError } from '../../../access/policy/errors';
import { parsePolicy } from '../../../access/policy/parse';
import { bindPrincipals, showPrincipals } from '../../../access/world/principal-ids';
import { AwsError } from '../../http/exchange';
import { accessDenied } from '../errors';
import { onBucket } from '../exchange';
import { emptyResponse, xmlResponse } from '../responses';

/** S3 reads no larger policy at all; the limit of the policy itself is 20 KB. */
const BODY_LIMIT = 64 * 1024;

function noPolicy(bucket: string): AwsError {
  return new AwsError('NoSuchBucketPolicy', 404, 'The bucket policy does not exist', { BucketName: bucket });
}

/**
 * The policy, with ARNs of the roles and users that are there and the dead ids of those that are gone (R-PR-ID).
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketPolicy.html
 */
export const getBucketPolicy = onBucket(async ({ world, bucket }) => {
  if (!bucket.policy) throw noPolicy(bucket.name);
  return {
    status: 200,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(showPrincipals(world, bucket.policy)),
  };
});

/**
 * Checks and sets the policy. Principals that do not exist are refused, and public policies where Block Public Access
 * says so (R-BPA-2).
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketPolicy.html
 */
export const putBucketPolicy = onBucket(async ({ world, bucket, request }) => {
  const text = await request.text(BODY_LIMIT);
  try {
    const document = parsePolicy(text, 'bucket');
    checkBucketResources(document, bucket.name);
    const bound = bindPrincipals(world, document, 'bucket');
    const account = world.accounts.get(bucket.account);
    const blocked = bucket.publicAccessBlock?.blockPublicPolicy || account?.publicAccessBlock?.blockPublicPolicy;
    if (blocked && isPublicPolicy(bound)) {
      throw accessDenied(
        `User: ${callerArn(request.caller)} is not authorized to perform: s3:PutBucketPolicy on resource: ` +
          `"arn:${account?.partition ?? 'aws'}:s3:::${bucket.name}" because public policies are prevented by the ` +
          'BlockPublicPolicy setting in S3 Block Public Access.',
      );
    }
    bucket.policy = bound;
  } catch (error) {
    if (error instanceof PolicyError) throw new AwsError(error.code, 400, error.message);
    throw error;
  }
  return emptyResponse(204);
});

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketPolicy.html */
export const deleteBucketPolicy = onBucket(async ({ bucket }) => {
  delete bucket.policy;
  return emptyResponse(204);
});

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketPolicyStatus.html (R-BPA-5) */
export const getBucketPolicyStatus = onBucket(async ({ bucket }) => {
  if (!bucket.policy) throw noPolicy(bucket.name);
  return xmlResponse('PolicyStatus', { IsPublic: isPublicPolicy(bucket.policy) });
});
