import { expect, test } from '@jest/globals';
import { decideWith } from '../../../access/decide/decide-with';
import { isMandatory, resourceKindOf, type ResourceKind } from '../../../access/decide/policy-sets';

const account = '111111111111';
const kms = `arn:aws:kms:eu-west-1:${account}`;

test.each<[action: string, resource: string, kind: ResourceKind]>([
  ['s3:GetObject', 'arn:aws:s3:::acme/x', 'bucket'],
  ['S3:ListAllMyBuckets', '*', 'bucket'],
  ['kms:Decrypt', `${kms}:key/11111111-1111-4111-8111-111111111111`, 'key'],
  ['kms:Decrypt', `${kms}:alias/aws/s3`, 'key'],
  ['kms:DeleteAlias', `${kms}:alias/aws/s3/x`, 'other'],
  ['kms:DeleteAlias', `${kms}:alias/lake`, 'other'],
  ['kms:CreateKey', '*', 'other'],
  ['sts:AssumeRole', `arn:aws:iam::${account}:role/app/reader`, 'trust'],
  ['sts:GetFederationToken', `arn:aws:sts::${account}:federated-user/x`, 'other'],
  ['iam:GetRole', `arn:aws:iam::${account}:role/reader`, 'other'],
])('%s on %s asks the policy of kind %s', (action, resource, kind) => {
  const call = { caller: { kind: 'root', account }, action, resource, resourceAccount: account, context: {} } as const;
  expect(resourceKindOf(call)).toBe(kind);
});

test('keys and roles have to allow in any case (R-KMS-1, R-STS-1), buckets and others need not', () => {
  const kinds: ResourceKind[] = ['key', 'trust', 'bucket', 'other'];
  expect(kinds.map(isMandatory)).toEqual([true, true, false, false]);
});

test('a decision tells the policies that it was made from', () => {
  const call = {
    caller: { kind: 'root', account },
    action: 's3:GetObject',
    resource: 'arn:aws:s3:::acme/x',
    resourceAccount: account,
    context: {},
  } as const;
  const policies = { identity: [] };
  expect(decideWith(policies, call).policies).toBe(policies);
});
