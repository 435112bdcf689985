import { expect, test } from '@jest/globals';
import { managedKeyPolicy } from '../../../access/decide/managed-key';
import { simulate } from '../../../access/simulate/simulate';

const arn = 'arn:aws:kms:eu-west-1:111111111111:alias/aws/s3';

test('the policy of aws/s3 lets its own account use the key through S3, as AWS writes it', () => {
  expect(managedKeyPolicy(arn)).toEqual({
    name: 'key policy of aws/s3 in account 111111111111',
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
            StringEquals: { 'kms:ViaService': 's3.eu-west-1.amazonaws.com', 'kms:CallerAccount': '111111111111' },
          },
        },
      ],
    },
  });
});

test('is one document for each account and region, so that it is compiled once', () => {
  expect(managedKeyPolicy(arn)).toBe(managedKeyPolicy(arn));
  expect(managedKeyPolicy(arn.replace('eu-west-1', 'us-east-1'))).not.toEqual(managedKeyPolicy(arn));
});

test.each([
  ['a customer’s key', 'arn:aws:kms:eu-west-1:111111111111:key/11111111-1111-4111-8111-111111111111'],
  ['a customer’s alias', 'arn:aws:kms:eu-west-1:111111111111:alias/lake'],
  ['the key of another service', 'arn:aws:kms:eu-west-1:111111111111:alias/aws/ebs'],
  ['what is no ARN', 'alias/aws/s3'],
])('%s has no policy that AWS manages', (_what, resource) => {
  expect(managedKeyPolicy(resource)).toBeUndefined();
});

test.each([
  ['its own account through S3', '111111111111', { 'kms:ViaService': 's3.eu-west-1.amazonaws.com' }, 'allow'],
  ['its own account by a call of its own', '111111111111', {}, 'implicitDeny'],
  ['another account through S3', '222222222222', { 'kms:ViaService': 's3.eu-west-1.amazonaws.com' }, 'implicitDeny'],
])('aws/s3 answers %s (R-KMS-5)', (_who, account, context, effect) => {
  const everything = { Effect: 'Allow', Action: '*', Resource: '*' } as const;
  const decision = simulate({
    id: 'managed',
    principal: `arn:aws:iam::${account}:role/reader`,
    action: 'kms:Decrypt',
    resource: arn,
    resourceAccount: '111111111111',
    context: { 'kms:CallerAccount': account, ...context },
    identity: [{ Version: '2012-10-17', Statement: everything }],
    resourcePolicy: managedKeyPolicy(arn)!.document,
  });
  expect(decision.effect).toBe(effect);
});
