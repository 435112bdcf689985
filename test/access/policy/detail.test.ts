import { describe, expect, test } from '@jest/globals';
import type { PolicyKind, Statement } from '../../../access/policy/document';
import { PolicyError } from '../../../access/policy/errors';
import { checkPolicy, parsePolicy } from '../../../access/policy/parse';
import { refusalBy } from './refusal';

const identity: Statement = { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' };
const bucket: Statement = { ...identity, Principal: '*', Resource: 'arn:aws:s3:::acme/*' };
const trust: Statement = { Effect: 'Allow', Principal: { AWS: '*' }, Action: 'sts:AssumeRole' };
const rcp: Statement = { Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: '*' };
const good: Partial<Record<PolicyKind, Statement>> = { identity, bucket, trust, scp: identity, rcp };

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
    ['identity', { Effect: null }, 'Statement[1].Effect has to be a string, not null'],
    ['identity', { Effect: ['Allow'] }, 'Statement[1].Effect has to be a string, not a list'],
    ['identity', { Effect: {} }, 'Statement[1].Effect has to be a string, not an object'],
    ['identity', { Principal: 1 }, 'Statement[1].Principal has to be "*" or an object, not 1'],
    ['identity', { Condition: 'a' }, 'Statement[1].Condition has to be an object of operators, not "a"'],
    [
      'identity',
      { Condition: { Bool: ['a'] } },
      'Statement[1].Condition has under "Bool" a list; it has to be an object of condition keys',
    ],
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
    [
      'bucket',
      { Condition: { IpAddress: { 'aws:SourceIp': ['10.0.0.0/8', 'x'] } } },
      'Statement[1].Condition.IpAddress["aws:SourceIp"] has "x"; it has to be an address or a range of addresses, e.g. ' +
        '203.0.113.0/24 or 2001:db8::/32',
    ],
    [
      'bucket',
      { Condition: { StringEquals: { 's3:nothing': 'x' } } },
      'Statement[1].Condition.StringEquals["s3:nothing"] is no condition key of S3; it has s3:prefix, s3:x-amz-acl and ' +
        'others, and those of every service, aws:…',
    ],
    [
      'bucket',
      { Condition: { StringEquals: { 's3:prefix': 'x' } } },
      'Statement[1].Condition.StringEquals["s3:prefix"]: s3:GetObject never has s3:prefix; put it into a statement of ' +
        'its own',
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
    ['scp', { Principal: '*' }, 'Statement[1] names principals; whoever the policy is attached to is its principal'],
    ['rcp', { Action: undefined, NotAction: 's3:*' }, 'Statement[1] has NotAction; list what it denies in Action'],
    [
      'rcp',
      { Action: '*' },
      'Statement[1].Action has "*"; allowed: service:action of a service that resource control policies know, e.g. ' +
        's3:*, never "*"',
    ],
  ];

  test.each(cases)('in a policy of kind %s with %j', (kind, difference, detail) => {
    expect(detailOf(kind, difference)).toEqual(typeof detail === 'string' ? detail : expect.stringMatching(detail));
  });

  test('an operator that is none, with all that there are', () => {
    expect(detailOf('bucket', { Condition: { Like: { 'aws:UserAgent': 'x' } } })).toBe(
      '"Like" is no condition operator; known: StringEquals, StringNotEquals, StringEqualsIgnoreCase, ' +
        'StringNotEqualsIgnoreCase, StringLike, StringNotLike, NumericEquals, NumericNotEquals, NumericLessThan, ' +
        'NumericLessThanEquals, NumericGreaterThan, NumericGreaterThanEquals, DateEquals, DateNotEquals, DateLessThan, ' +
        'DateLessThanEquals, DateGreaterThan, DateGreaterThanEquals, Bool, BinaryEquals, IpAddress, NotIpAddress, ' +
        'ArnEquals, ArnNotEquals, ArnLike, ArnNotLike, Null, most with ForAllValues: or ForAnyValue: before and ' +
        'IfExists behind',
    );
  });

  test.each([
    ['a text', 'x', 'a policy is an object, not "x"'],
    [
      'another element',
      { Statement: [bucket], Name: 'x' },
      'the policy has "Name"; known, in this case of letters: Version, Id, Statement',
    ],
    ['no statement', { Version: '2012-10-17' }, 'the policy has no Statement'],
    ['an empty list', { Statement: [] }, 'a policy has a statement or more'],
    [
      'no such version',
      { Version: '2012-10-18', Statement: [bucket] },
      'Version is "2012-10-18"; it can be "2012-10-17" or "2008-10-17"',
    ],
  ])('in a policy as a whole: %s', (_, document, detail) => {
    expect(refusalBy(() => checkPolicy(document, 'bucket'))?.detail).toBe(detail);
  });

  test.each([
    ['no version', {}, 'Version is absent; write "Version": "2012-10-17"'],
    ['the older version', { Version: '2008-10-17' }, 'Version is "2008-10-17"; write "Version": "2012-10-17"'],
  ])('in a policy that has to be of the current version: %s', (_, version, detail) => {
    expect(refusalBy(() => checkPolicy({ ...version, Statement: [identity] }, 'boundary'))?.detail).toBe(detail);
  });

  test('a name that stands twice', () => {
    expect(refusalBy(() => parsePolicy('{"Statement":[],"Statement":[]}', 'bucket'))?.detail).toBe(
      '"Statement" stands twice in one object; each name may stand there once',
    );
  });

  test('the beginning of a text that is none of a bucket policy', () => {
    expect(refusalBy(() => parsePolicy('<Policy/>', 'bucket'))?.detail).toBe('the text begins with "<Policy/>"');
  });

  test('the beginning of such a text and no more than 20 characters of it', () => {
    expect(refusalBy(() => parsePolicy('<Policy><Statement></Statement></Policy>', 'bucket'))?.detail).toBe(
      'the text begins with "<Policy><Statement><"',
    );
  });

  test('a value of 100 characters is whole, one of 101 ends after 100', () => {
    const whole = 'x'.repeat(100);
    expect(detailOf('identity', { Effect: whole })).toBe(
      `Statement[1].Effect is "${whole}"; it can be "Allow" or "Deny"`,
    );
    expect(detailOf('identity', { Effect: `${whole}y` })).toBe(
      `Statement[1].Effect is "${whole}…"; it can be "Allow" or "Deny"`,
    );
  });

  test('an error is named as what it is', () => {
    expect(String(new PolicyError('MalformedPolicy', 'Policy has invalid action'))).toBe(
      'PolicyError: Policy has invalid action',
    );
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

  test('types of principals that are undefined count as absent', () => {
    expect(detailOf('bucket', { Principal: { AWS: '*', Service: undefined } })).toBeUndefined();
    expect(detailOf('bucket', { Principal: { AWS: undefined } })).toBe('Statement[1].Principal names nobody');
  });

  test('a number that JSON cannot write is refused', () => {
    expect(detailOf('bucket', { Condition: { NumericEquals: { a: Infinity } } })).toMatch(/ for "a" Infinity; /);
  });
});
