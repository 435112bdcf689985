import { describe, expect, test } from '@jest/globals';
import type { Caller } from '../../../access/caller';
import { commonContext, contextOfCaller } from '../../../access/explain/request-context';

const account = '222222222222';
const common = { 'aws:PrincipalAccount': account, 'aws:PrincipalIsAWSService': 'false' };
const role = { path: '/team/', name: 'reader', uniqueId: 'AROAREADER' };

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
describe('the keys of a caller are', () => {
  test.each<[string, Caller, object]>([
    [
      'of a user, with tags',
      { kind: 'user', account, path: '/', name: 'ann', uniqueId: 'AIDAANN', tags: { Team: 'lake' }, mfa: true },
      {
        ...common,
        'aws:PrincipalArn': `arn:aws:iam::${account}:user/ann`,
        'aws:PrincipalType': 'User',
        'aws:userid': 'AIDAANN',
        'aws:username': 'ann',
        'aws:MultiFactorAuthPresent': 'true',
        'aws:PrincipalTag/Team': 'lake',
      },
    ],
    [
      'of a user without tags',
      { kind: 'user', account, path: '/', name: 'ann', uniqueId: 'AIDAANN' },
      {
        ...common,
        'aws:PrincipalArn': `arn:aws:iam::${account}:user/ann`,
        'aws:PrincipalType': 'User',
        'aws:userid': 'AIDAANN',
        'aws:username': 'ann',
      },
    ],
    [
      'of a session, with all that was passed',
      {
        kind: 'role-session',
        account,
        role,
        sessionName: 's',
        sessionTags: { Project: 'x', Cost: '1' },
        sourceIdentity: 'ann',
        tokenIssueTime: '2026-11-24T12:00:00Z',
        mfa: false,
      },
      {
        ...common,
        'aws:PrincipalArn': `arn:aws:iam::${account}:role/team/reader`,
        'aws:PrincipalType': 'AssumedRole',
        'aws:userid': 'AROAREADER:s',
        'aws:SourceIdentity': 'ann',
        'aws:TokenIssueTime': '2026-11-24T12:00:00Z',
        'aws:MultiFactorAuthPresent': 'false',
        'aws:PrincipalTag/Project': 'x',
        'aws:PrincipalTag/Cost': '1',
      },
    ],
    [
      'of root',
      { kind: 'root', account },
      {
        ...common,
        'aws:PrincipalArn': `arn:aws:iam::${account}:root`,
        'aws:PrincipalType': 'Account',
        'aws:userid': account,
      },
    ],
    [
      'of a service',
      { kind: 'service', service: 'ec2.amazonaws.com' },
      { 'aws:PrincipalIsAWSService': 'true', 'aws:PrincipalServiceName': 'ec2.amazonaws.com' },
    ],
    ['of nobody', { kind: 'anonymous' }, { 'aws:PrincipalType': 'Anonymous', 'aws:userid': 'anonymous' }],
  ])('%s', (_who, caller, keys) => expect(contextOfCaller(caller)).toStrictEqual(keys));
});

test('what contexts have in common are the keys that have the same values in all of them', () => {
  const one = { a: '1', b: ['x', 'y'], c: '1', d: '1', e: ['1'] };
  expect(commonContext([one, { a: '1', b: ['x', 'y'], c: '2', e: '1' }])).toStrictEqual({ a: '1', b: ['x', 'y'] });
  expect(commonContext([one])).toStrictEqual(one);
  expect(commonContext([one, one, {}])).toStrictEqual({});
  expect(commonContext([])).toStrictEqual({});
});
