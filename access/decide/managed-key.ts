import type { NamedPolicy } from '../policy/document';
import { parseArn } from '../world/arn';

const kept = new Map<string, NamedPolicy>();

/**
 * The policy of the AWS managed key `aws/s3`, which nobody can change: whoever of its own account may use S3 may use it
 * through S3, and nobody else ever (R-KMS-5).
 *
 * @param arn `arn:…:alias/aws/s3`, by which the engine names that key; undefined is returned for any other
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html
 */
export function managedKeyPolicy(arn: string): NamedPolicy | undefined {
  let policy = kept.get(arn);
  if (policy) return policy;
  const parsed = parseArn(arn);
  if (parsed?.resource !== 'alias/aws/s3') return undefined;
  const { region, account } = parsed;
  policy = {
    name: `key policy of aws/s3 in account ${account}`,
    document: {
      Version: '2012-10-17',
      Id: 'auto-s3-2',
      Statement: [
        {
          Sid: 'Allow access through S3 for all principals in the account that are authorized to use S3',
          Effect: 'Allow',
          Principal: { AWS: '*' },
          Action: ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:DescribeKey'],
          Resource: '*',
          Condition: {
            StringEquals: { 'kms:ViaService': `s3.${region}.amazonaws.com`, 'kms:CallerAccount': account },
          },
        },
      ],
    },
  };
  kept.set(arn, policy);
  return policy;
}
