import { expect, test } from '@jest/globals';
import { applicableTo, compilePolicy } from '../../../access/match/compile';
import { MatchRequest } from '../../../access/match/request';
import { MAYBE } from '../../../access/match/tri';
import type { PolicyDocument } from '../../../access/policy/document';
import { unknownValue } from '../../../access/policy/unknown';

const reading = (bucket: string): PolicyDocument => ({
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Action: 's3:Get*', Resource: `arn:aws:s3:::${bucket}/*` },
    { Effect: 'Deny', Action: 's3:GetObject', Resource: `arn:aws:s3:::${bucket}/secret/*` },
    { Effect: 'Allow', Action: 's3:PutObject', Resource: `arn:aws:s3:::${bucket}/*` },
  ],
});
const asking = (action: string) =>
  new MatchRequest(
    { caller: { kind: 'anonymous' }, action, resource: 'arn:aws:s3:::lake/x', resourceAccount: '', context: {} },
    false,
  );

test('documents of the same content share what is compiled, others do not', () => {
  expect(compilePolicy(reading('lake'))).toBe(compilePolicy(reading('lake')));
  expect(compilePolicy(reading('lake'))).not.toBe(compilePolicy(reading('pond')));
});

test('what stood in a document that is gone serves no other', () => {
  for (let index = 0; index < 3_000; index++) {
    const [first] = compilePolicy(reading(`lake-${index}`)).statements;
    expect(first!.statement.Resource).toBe(`arn:aws:s3:::lake-${index}/*`);
  }
});

test('what is compiled is shared whatever is compiled between', () => {
  const first = compilePolicy(reading('lake'));
  compilePolicy(reading('pond'));
  expect(compilePolicy(reading('lake'))).toBe(first);
});

test('what is compiled stays with a document that is in use, and is forgotten behind a thousand others', () => {
  const document = reading('lake');
  const compiled = compilePolicy(document);
  for (let index = 0; index < 1_000; index++) compilePolicy(reading(`lake-${index}`));
  expect(compilePolicy(document)).toBe(compiled);
  expect(compilePolicy(reading('lake'))).not.toBe(compiled);
});

test('a policy remembers two thousand actions and no more', () => {
  const policy = compilePolicy(reading('lake'));
  const found = applicableTo(policy, asking('s3:GetObject'));
  for (let index = 1; index < 2_000; index++) applicableTo(policy, asking(`s3:Get${index}`));
  expect(applicableTo(policy, asking('s3:GetObject'))).toBe(found);
  expect(policy.byAction.size).toBe(2_000);
  applicableTo(policy, asking('s3:PutObject'));
  expect(policy.byAction.size).toBe(1);
});

test('the statements about an action are found once, denies apart from allows', () => {
  const policy = compilePolicy(reading('lake'));
  const { denies, allows } = applicableTo(policy, asking('s3:GetObject'));
  expect([denies, allows].map((found) => found.map(({ statement }) => statement.index))).toEqual([[1], [0]]);
  expect(applicableTo(policy, asking('s3:GetObject')).allows).toBe(allows);
  expect(applicableTo(policy, asking('s3:PutObject')).allows.map(({ statement }) => statement.index)).toEqual([2]);
});

test('a statement whose Effect is not known stands among the denies and the allows, and for certain in neither', () => {
  const Effect = unknownValue('var.effect') as 'Allow';
  const policy = compilePolicy({ Statement: { Effect, Action: 's3:GetObject', Resource: '*' } });
  const { denies, allows } = applicableTo(policy, asking('s3:GetObject'));
  expect([denies, allows].map((found) => found.map(({ action, statement }) => [action, statement.effect]))).toEqual([
    [[MAYBE, 'Deny']],
    [[MAYBE, 'Allow']],
  ]);
});

test('a condition operator that AWS does not know is refused, with those that it knows', () => {
  const Condition = { StringEqual: { 's3:prefix': 'a' } };
  const compiling = () => compilePolicy({ Statement: { Effect: 'Allow', Action: '*', Resource: '*', Condition } });
  expect(compiling).toThrow(
    expect.objectContaining({
      name: 'PolicyError',
      code: 'MalformedPolicyDocument',
      message: 'Invalid Condition type : StringEqual',
      detail: expect.stringMatching(
        /^"StringEqual" is no condition operator; known: StringEquals, .*, Null, most with /,
      ),
    }),
  );
});

test('a request that nobody completes has the context keys that it carries, and no others', () => {
  const call = { ...asking('s3:ListBucket').call, context: { 's3:prefix': 'a', 'aws:tagkeys': ['b'] } };
  const request = new MatchRequest(call, false);
  const keys = ['s3:prefix', 'aws:tagkeys', 's3:delimiter'];
  expect(keys.map((key) => request.value(key))).toEqual(['a', ['b'], undefined]);
  const completed = new MatchRequest(call, false, undefined, (key) => `the value of ${key}`);
  expect(keys.map((key) => completed.value(key))).toEqual(['a', ['b'], 'the value of s3:delimiter']);
});
