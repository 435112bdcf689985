import type { S3OperationName } from '../../access/services/s3/operations';
import type { Bucket } from '../../access/world/bucket';
import { AwsError, type AwsRequest } from '../http/exchange';
import { accessDenied } from './errors';

/** On answers to HeadBucket, whatever they are, and on redirections: how SDKs find a bucket's region. */
export function regionHeader(bucket: Bucket): Record<string, string> {
  return { 'x-amz-bucket-region': bucket.region };
}

/**
 * Refuses a signed request for a bucket of another region: the embedded AWS is the endpoint of whatever region a request
 * was signed for. Anonymous requests name no region, and GetBucketLocation may be asked anywhere.
 *
 * @throws AwsError PermanentRedirect (301), which the SDKs follow if they are asked to
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/Redirects.html
 */
export function requireRegion({ connection }: AwsRequest, bucket: Bucket, operation: S3OperationName): void {
  if (connection.region === bucket.region || !connection.authType || operation === 'GetBucketLocation') return;
  throw new AwsError(
    'PermanentRedirect',
    301,
    'The bucket you are attempting to access must be addressed using the specified endpoint. Please send all future requests to this endpoint.',
    { Endpoint: `${bucket.name}.s3.${bucket.region}.amazonaws.com`, Bucket: bucket.name },
    regionHeader(bucket),
  );
}

/**
 * Refuses a request that expects another owner of the bucket.
 *
 * @param header `x-amz-expected-bucket-owner`, or the one of a copy's source
 * @throws AwsError AccessDenied, InvalidBucketOwnerAWSAccountID
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-owner-condition.html
 */
export function requireOwner({ headers }: AwsRequest, bucket: Bucket, header: string): void {
  const expected = headers[header];
  if (expected === undefined || expected === bucket.account) return;
  if (/^\d{12}$/.test(expected)) throw accessDenied();
  throw new AwsError(
    'InvalidBucketOwnerAWSAccountID',
    400,
    'The value of the expected bucket owner parameter must be an AWS Account ID',
    { Value: expected },
  );
}
