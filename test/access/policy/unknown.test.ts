import { describe, expect, test } from '@jest/globals';
import type { PolicyKind } from '../../../access/policy/document';
import { checkPolicy } from '../../../access/policy/parse';
import { unknownValue } from '../../../access/policy/unknown';
import { refusalBy } from './refusal';

const unknown = unknownValue('aws_iam_role.reader.arn');
const allUnknown = {
  Effect: unknown,
  Action: unknown,
  Resource: [unknown, `${unknown}/reports/*`],
  Sid: unknown,
  Condition: { [unknown]: { [unknown]: unknown }, StringEquals: { 'aws:SourceArn': unknown } },
};
const principal = { Principal: { AWS: [unknown, `arn:aws:iam::${unknown}:role/reader`], Service: unknown } };

describe('policies with parts that are not known yet', () => {
  const kinds: [PolicyKind, object][] = [
    ['identity', allUnknown],
    ['boundary', allUnknown],
    ['session', allUnknown],
    ['scp', allUnknown],
    ['bucket', { ...allUnknown, ...principal }],
    ['key', { ...allUnknown, ...principal }],
    ['vpce', { ...allUnknown, ...principal }],
    ['rcp', { ...allUnknown, Principal: unknown }],
    ['trust', { ...allUnknown, ...principal, Resource: undefined }],
  ];

  test.each(kinds)('any string of a policy of kind %s may be unknown', (kind, statement) => {
    const document = { Version: unknown, Id: unknown, Statement: [statement, statement] };
    expect(refusalBy(() => checkPolicy(document, kind))).toBeUndefined();
  });

  test('an unknown value is no excuse for what is wrong beside it', () => {
    const statement = { ...allUnknown, ...principal, Action: [unknown, 'kms:Decrypt'] };
    expect(refusalBy(() => checkPolicy({ Statement: statement }, 'bucket'))?.message).toBe('Policy has invalid action');
  });

  test('an action that is not known yet may have any key of S3', () => {
    const statement = {
      Effect: 'Allow',
      Principal: '*',
      Action: `s3:${unknownValue('action')}`,
      Resource: 'arn:aws:s3:::acme',
      Condition: { StringEquals: { 's3:prefix': 'reports/' } },
    };
    expect(refusalBy(() => checkPolicy({ Statement: statement }, 'bucket'))).toBeUndefined();
  });

  test('a statement cannot be unknown as a whole', () => {
    expect(refusalBy(() => checkPolicy({ Statement: [unknown] }, 'bucket'))?.message).toBe('Syntax errors in policy.');
  });
});
