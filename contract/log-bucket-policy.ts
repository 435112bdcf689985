import type { PolicyDocument } from '../access/policy/document';
import { bucketArn } from './arns';
import { transportStatements } from './bucket-policy';
import { logBucketName, logPrefix } from './names';
import type { Pair } from './pair';

/**
 * The policy of the log bucket: S3's log delivery may write there, for this bucket of this account, and nobody else may do
 * anything.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html#grant-log-delivery-permissions-general
 */
export function logBucketPolicy(pair: Pair): PolicyDocument {
  const { partition, producer } = pair;
  const logs = bucketArn(partition, logBucketName(pair));
  return {
    Version: '2012-10-17',
    Statement: [
      ...transportStatements(logs),
      {
        Sid: 'DeliverAccessLogs',
        Effect: 'Allow',
        Principal: { Service: 'logging.s3.amazonaws.com' },
        Action: 's3:PutObject',
        Resource: `${logs}/${logPrefix(pair)}*`,
        Condition: {
          ArnEquals: { 'aws:SourceArn': bucketArn(partition, producer.bucket) },
          StringEquals: { 'aws:SourceAccount': producer.account },
        },
      },
    ],
  };
}
