import { describe, expect, test } from '@jest/globals';
import type { PolicyKind, Statement } from '../../../access/policy/document';
import { checkPolicy, parsePolicy } from '../../../access/policy/parse';
import { refusalBy } from './refusal';

const identity: Statement = { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' };
const bucket: Statement = { ...identity, Principal: '*', Resource: 'arn:aws:s3:::acme/*' };
const trust: Statement = { Effect: 'Allow', Principal: { AWS: '*' }, Action: 'sts:AssumeRole' };
const good: Partial<Record<PolicyKind, Statement>> = { identity, bucket, trust };

/** The detail of the refusal of a policy whose second statement differs from a good one. */
function detailOf(kind: PolicyKind, difference: object): string | undefined {
  const statement = good[kind]!;
  const document = { Version: '2012-10-17', Statement: [statement, { ...statement, ...difference }] };
  return refusalBy(() => checkPolicy(document, kind))?.detail;
}

describe('what AWS leaves out', () => {
  const cases: [kind: PolicyKind, difference: object, detail: string | RegExp][] = [
    ['identity', { Effect: 'allow' }, 'Statement[1].Effect is "allow"; it can be "Allow" or "Deny"'],
    ['identity', { Effect: 1 }, 'Statement[1].Effect has to be a string, not 1'],
    ['identity', { effect: 'Deny' }, /^Statement\[1\] has "effect"; known, in this case of letters: Sid, Effect, /],
    [
      'identity',
      { Action: ['s3:Get*', []] },
      'Statement[1].Action has to be a string or a list of strings, and has an empty list',
    ],
    ['identity', { Action: ['s3:Get*', 'Get'] }, /^Statement\[1\]\.Action has "Get"; allowed: service:action, e\.g\. /],
    ['identity', { Action: undefined, NotAction: 'Get' }, /^Statement\[1\]\.NotAction has "Get"; /],
    ['identity', { NotAction: 's3:Put*' }, 'Statement[1] has Action and NotAction; it may have one of them'],
    ['identity', { Action: undefined }, 'Statement[1] has no Action and no NotAction'],
    ['identity', { Resource: undefined }, 'Statement[1] has no Resource and no NotResource'],
    ['identity', { Resource: 'arn:aws:s3::x' }, 'Statement[1].Resource has "arn:aws:s3::x", which is no ARN'],
    ['identity', { Resource: ['*', 'x'] }, 'Statement[1].Resource has "x"; allowed: ARNs and "*"'],
    ['identity', { Resource: undefined, NotResource: 'x' }, 'Statement[1].NotResource has "x"; allowed: ARNs and "*"'],
    ['identity', { Principal: '*' }, /^Statement\[1\] names principals; /],
    [
      'identity',
      { Condition: { StringEqual: { a: 'b' } } },
      /^"StringEqual" is no condition operator; known: .*StringEquals/,
    ],
    [
      'identity',
      { Condition: { StringEquals: { a: [{}] } } },
      /^Statement\[1\]\.Condition has under "StringEquals" for "a" an object; /,
    ],
    [
      'identity',
      { Condition: { DateEquals: { a: 'b' } } },
      /^Statement\[1\]\.Condition\.DateEquals\["a"\] has "b"; it has to be a date/,
    ],
    [
      'bucket',
      { Principal: { AWS: ['*', 'x'] } },
      /^Statement\[1\]\.Principal\.AWS has "x"; allowed: "\*", an account of 12 digits/,
    ],
    [
      'bucket',
      { Principal: { User: '*' } },
      /^Statement\[1\]\.Principal\.User is not known; known: AWS, .*CanonicalUser$/,
    ],
    [
      'bucket',
      { Principal: { AWS: 1 } },
      'Statement[1].Principal under "AWS" has to be a string or a list of strings, and has 1',
    ],
    ['bucket', { Principal: { AWS: [] } }, 'Statement[1].Principal.AWS is an empty list'],
    [
      'bucket',
      { Effect: 'Deny', Principal: undefined, NotPrincipal: 'x' },
      /^Statement\[1\]\.NotPrincipal can be "\*" or an object$/,
    ],
    ['bucket', { Action: 'kms:*' }, /^Statement\[1\]\.Action has "kms:\*"; allowed: actions of S3 only/],
    ['bucket', { Resource: '*' }, /^Statement\[1\]\.Resource has "\*"; allowed: the bucket \(arn:aws:s3:::BUCKET\)/],
    ['bucket', { Principal: undefined }, 'Statement[1] has no Principal'],
    ['trust', { Principal: '*' }, 'Statement[1].Principal is "*"; write {"AWS": "*"}'],
    ['trust', { Principal: { CanonicalUser: 'x' } }, /known: AWS, Service, Federated$/],
    ['trust', { Resource: '*' }, /^Statement\[1\] has resources; /],
  ];

  test.each(cases)('in a policy of kind %s with %j', (kind, difference, detail) => {
    expect(detailOf(kind, difference)).toEqual(typeof detail === 'string' ? detail : expect.stringMatching(detail));
  });

  test('a name that stands twice', () => {
    expect(refusalBy(() => parsePolicy('{"Statement":[],"Statement":[]}', 'bucket'))?.detail).toBe(
      '"Statement" stands twice in one object; each name may stand there once',
    );
  });

  test('the beginning of a text that is none of a bucket policy', () => {
    expect(refusalBy(() => parsePolicy('<Policy/>', 'bucket'))?.detail).toBe('the text begins with "<Policy/>"');
  });

  test('a long value is cut', () => {
    expect(detailOf('identity', { Effect: 'x'.repeat(1_000) })).toHaveLength(
      'Statement[1].Effect is ""; it can be "Allow" or "Deny"'.length + 101,
    );
  });

  test('members that are undefined count as absent', () => {
    const Condition = { DateEquals: { a: undefined }, Nothing: undefined };
    expect(
      detailOf('identity', { Sid: undefined, NotAction: undefined, Principal: undefined, Condition }),
    ).toBeUndefined();
  });

  test('a number that JSON cannot write is refused', () => {
    expect(detailOf('bucket', { Condition: { NumericEquals: { a: Infinity } } })).toMatch(/ for "a" Infinity; /);
  });
});
