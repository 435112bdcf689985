import { describe, expect, test } from '@jest/globals';
import type { PolicyKind, Statement } from '../../../access/policy/document';
import { policySize, SIZE_LIMITS } from '../../../access/policy/limits';
import { checkPolicy, parsePolicy } from '../../../access/policy/parse';
import { unknownValue } from '../../../access/policy/unknown';
import { refusalBy } from './refusal';

const attached: Statement = { Effect: 'Deny', Action: 's3:GetObject', Resource: 'arn:aws:s3:::acme/*' };
const onResource: Statement = { ...attached, Principal: '*' };
const statements: Readonly<Record<PolicyKind, Statement>> = {
  identity: attached,
  boundary: attached,
  session: attached,
  scp: attached,
  bucket: onResource,
  rcp: onResource,
  vpce: onResource,
  key: { ...onResource, Action: 'kms:Decrypt', Resource: '*' },
  trust: { Effect: 'Deny', Principal: { AWS: '*' }, Action: 'sts:AssumeRole' },
};

/** A policy of a kind whose text, without white space, has a certain number of characters. */
function documentOf(kind: PolicyKind, length: number): object {
  const withValue = (value: string) => ({
    Version: '2012-10-17',
    Statement: [{ ...statements[kind], Condition: { StringEquals: { 'aws:UserAgent': value } } }],
  });
  return withValue('x'.repeat(length - JSON.stringify(withValue('')).length));
}

const limits: [kind: PolicyKind, most: number, code: string, message: string][] = [
  ['identity', 10_240, 'PolicyTooLarge', 'Maximum policy size of 10240 bytes exceeded'],
  ['boundary', 6_144, 'PolicyTooLarge', 'Cannot exceed quota for PolicySize: 6144'],
  ['trust', 2_048, 'PolicyTooLarge', 'Cannot exceed quota for ACLSizePerRole: 2048'],
  ['session', 2_048, 'ValidationError', 'Member must have length less than or equal to 2048'],
  ['bucket', 20_480, 'MalformedPolicy', 'Normalized policy document exceeds the maximum allowed size of 20480 bytes'],
  ['key', 32_768, 'PolicyTooLarge', 'a length constraint or quota was exceeded'],
  ['scp', 10_240, 'ConstraintViolationException', 'You have exceeded the maximum policy size.'],
  ['rcp', 5_120, 'ConstraintViolationException', 'You have exceeded the maximum policy size.'],
  ['vpce', 20_480, 'InvalidPolicyDocument', 'The Policy Document is not valid.'],
];

describe('size limits', () => {
  test.each(limits)('a policy of kind %s may have %i and no more', (kind, most, code, message) => {
    expect(refusalBy(() => checkPolicy(documentOf(kind, most), kind))).toBeUndefined();
    const refusal = refusalBy(() => checkPolicy(documentOf(kind, most + 1), kind));
    expect(refusal).toMatchObject({ code, message: expect.stringContaining(message) });
    expect(refusal?.detail).toBe(`the policy has ${most + 1}, and ${most} are allowed`);
  });

  test.each(limits)('white space counts in a policy of kind %s only where AWS keeps it', (kind, most) => {
    const spaced = JSON.stringify(documentOf(kind, most), undefined, 1);
    const counted = SIZE_LIMITS[kind].counts === 'written' || SIZE_LIMITS[kind].counts === 'bytes';
    expect(refusalBy(() => parsePolicy(spaced, kind)) === undefined).toBe(!counted);
  });

  test('IAM leaves out white space in strings too, S3 does not', () => {
    const withSpace = (kind: PolicyKind) =>
      JSON.stringify(documentOf(kind, SIZE_LIMITS[kind].most)).replace('"x', '" x');
    expect(refusalBy(() => parsePolicy(withSpace('identity'), 'identity'))).toBeUndefined();
    expect(refusalBy(() => parsePolicy(withSpace('bucket'), 'bucket'))).toBeDefined();
  });

  test('S3 counts bytes', () => {
    const text = JSON.stringify(documentOf('bucket', 20_480)).replace('"x', '"é');
    expect(refusalBy(() => parsePolicy(text, 'bucket'))?.detail).toBe('the policy has 20481, and 20480 are allowed');
  });

  test('what is not known yet counts nothing', () => {
    const text = JSON.stringify(documentOf('trust', 2_048)).replace('"x', `"x${unknownValue('a'.repeat(99))}`);
    expect(refusalBy(() => parsePolicy(text, 'trust'))).toBeUndefined();
  });

  test('a mark of what is not known that stands alone counts as it is, and takes nothing of other strings with it', () => {
    const Resource = ['arn:aws:s3:::lake/\uE000', 'arn:aws:s3:::acme/*', 'arn:aws:s3:::lake/\uE001'];
    const document = { Version: '2012-10-17', Statement: { ...onResource, Resource } } as const;
    expect(policySize(JSON.stringify(document), 'bucket')).toBe(Buffer.byteLength(JSON.stringify(document)));
  });
});
