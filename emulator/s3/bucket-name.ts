import { bucketNameProblem } from '../../access/services/s3/bucket-name';
import { AwsError } from '../http/exchange';

/**
 * Checks the name of a bucket to be created.
 *
 * @throws AwsError InvalidBucketName
 */
export function checkBucketName(name: string): void {
  if (bucketNameProblem(name) === undefined) return;
  throw new AwsError('InvalidBucketName', 400, 'The specified bucket is not valid.', { BucketName: name });
}
