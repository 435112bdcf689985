import type { ConditionElement, PolicyDocument, Statement } from '../access/policy/document';
import { bucketArn, keysArn } from './arns';
import { bucketStatements } from './grant-statements';
import type { Pair } from './pair';
import { forConsumerRole, grantLabels } from './producer-half';

/** The policy of the producer's bucket: what nobody may do, and what each grant by bucket policy opens. */
export function bucketPolicy(pair: Pair): PolicyDocument {
  const { partition, producer, grants } = pair;
  const labels = grantLabels(pair);
  const opened = grants
    .filter(({ via }) => via === 'bucket-policy')
    .flatMap((grant) =>
      bucketStatements(pair, grant).map((statement) => forConsumerRole(pair, grant, statement, labels.get(grant.id)!)),
    );
  return {
    Version: '2012-10-17',
    Statement: [
      ...transportStatements(bucketArn(partition, producer.bucket)),
      ...encryptionStatements(pair),
      ...opened,
    ],
  };
}

/**
 * Refuses requests without TLS, and below TLS 1.2, in two statements: the conditions of one have to hold together, and
 * `s3:TlsVersion` is absent without TLS.
 *
 * @param bucket its ARN
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html
 */
export function transportStatements(bucket: string): Statement[] {
  const deny = (Sid: string, Condition: ConditionElement): Statement => ({
    Sid,
    Effect: 'Deny',
    Principal: '*',
    Action: 's3:*',
    Resource: [bucket, `${bucket}/*`],
    Condition,
  });
  return [
    deny('DenyInsecureTransport', { Bool: { 'aws:SecureTransport': 'false' } }),
    deny('DenyOutdatedTls', { NumericLessThan: { 's3:TlsVersion': '1.2' } }),
  ];
}

const ENCRYPTION = 's3:x-amz-server-side-encryption';

/**
 * Refuses objects that their writer encrypts in another way than the bucket does: the producer could not read what is
 * encrypted with a key of somebody else. A request without the header is encrypted by the bucket's default, and a part of
 * an upload never carries one, so each statement asks with `Null` whether the header is there.
 *
 * The key's id is not known before it is made: any key of the bucket's own account and region passes here, and the key
 * policies decide about those.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/specifying-kms-encryption.html
 */
function encryptionStatements(pair: Pair): Statement[] {
  const { partition, producer } = pair;
  const deny = (Sid: string, header: string, otherThan: ConditionElement): Statement => ({
    Sid,
    Effect: 'Deny',
    Principal: '*',
    Action: 's3:PutObject',
    Resource: `${bucketArn(partition, producer.bucket)}/*`,
    Condition: { Null: { [header]: 'false' }, ...otherThan },
  });
  const isKms = producer.encryption === 'kms';
  const key = `${ENCRYPTION}-aws-kms-key-id`;
  return [
    deny('DenyOtherAlgorithm', ENCRYPTION, { StringNotEquals: { [ENCRYPTION]: isKms ? 'aws:kms' : 'AES256' } }),
    ...(isKms ? [deny('DenyKeyOfOthers', key, { StringNotLike: { [key]: keysArn(pair) } })] : []),
    deny('DenyCustomerProvidedKey', `${ENCRYPTION}-customer-algorithm`, {}),
  ];
}
