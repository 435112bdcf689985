import { expect, test } from '@jest/globals';
import { applicableTo, compilePolicy } from '../../../access/match/compile';
import { MatchRequest } from '../../../access/match/request';
import type { PolicyDocument } from '../../../access/policy/document';

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

test('the statements about an action are found once, denies apart from allows', () => {
  const policy = compilePolicy(reading('lake'));
  const { denies, allows } = applicableTo(policy, asking('s3:GetObject'));
  expect([denies, allows].map((found) => found.map(({ statement }) => statement.index))).toEqual([[1], [0]]);
  expect(applicableTo(policy, asking('s3:GetObject')).allows).toBe(allows);
  expect(applicableTo(policy, asking('s3:PutObject')).allows.map(({ statement }) => statement.index)).toEqual([2]);
});
