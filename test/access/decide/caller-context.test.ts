import { describe, expect, test } from '@jest/globals';
import type { Caller } from '../../../access/caller';
import { callerContext } from '../../../access/decide/caller-context';
import type { OrganizationMembership } from '../../../access/world/world';

const account = '222222222222';

/** All keys that can follow from who calls, as AWS lists them in `reference_policies_condition-keys`. */
const KEYS = [
  'aws:principalarn',
  'aws:principalaccount',
  'aws:principaltype',
  'aws:userid',
  'aws:username',
  'aws:principalisawsservice',
  'aws:principalservicename',
  'aws:principalservicenameslist',
  'aws:principalorgid',
  'aws:principalorgpaths',
  'aws:sourceidentity',
  'aws:tokenissuetime',
  'aws:multifactorauthpresent',
  'aws:principaltag/team',
];

function contextOf(caller: Caller, membership?: OrganizationMembership) {
  const value = callerContext(caller, membership);
  return Object.fromEntries(KEYS.map((key) => [key, value(key)]).filter(([, found]) => found !== undefined));
}

const user: Caller = { kind: 'user', account, path: '/app/', name: 'ann', uniqueId: 'AIDAANN' };
const session: Caller = {
  kind: 'role-session',
  account,
  role: { path: '/app/', name: 'reader', uniqueId: 'AROAREADER' },
  sessionName: 's',
};

describe('the context keys that follow from who calls', () => {
  const time = '2026-11-24T12:00:00Z';
  const temporary = { tokenIssueTime: time, mfa: true } as const;
  const ofTemporary = { 'aws:tokenissuetime': time, 'aws:multifactorauthpresent': 'true' };
  const ofUser = {
    'aws:principalarn': `arn:aws:iam::${account}:user/app/ann`,
    'aws:principalaccount': account,
    'aws:principaltype': 'User',
    'aws:userid': 'AIDAANN',
    'aws:username': 'ann',
    'aws:principalisawsservice': 'false',
  };
  const ofSession = {
    'aws:principalarn': `arn:aws:iam::${account}:role/app/reader`,
    'aws:principalaccount': account,
    'aws:principaltype': 'AssumedRole',
    'aws:userid': 'AROAREADER:s',
    'aws:principalisawsservice': 'false',
  };
  const ofRoot = {
    'aws:principalarn': `arn:aws:iam::${account}:root`,
    'aws:principalaccount': account,
    'aws:principaltype': 'Account',
    'aws:userid': account,
    'aws:principalisawsservice': 'false',
  };

  test.each<[who: string, caller: Caller, context: Record<string, unknown>]>([
    ['an anonymous caller', { kind: 'anonymous' }, { 'aws:principaltype': 'Anonymous', 'aws:userid': 'anonymous' }],
    [
      'a service',
      { kind: 'service', service: 'logging.s3.amazonaws.com' },
      {
        'aws:principalisawsservice': 'true',
        'aws:principalservicename': 'logging.s3.amazonaws.com',
        'aws:principalservicenameslist': ['logging.s3.amazonaws.com'],
      },
    ],
    ['an account’s root', { kind: 'root', account }, ofRoot],
    ['root with temporary credentials', { kind: 'root', account, ...temporary }, { ...ofRoot, ...ofTemporary }],
    ['a user with an access key', user, ofUser],
    ['a user of GetSessionToken', { ...user, ...temporary }, { ...ofUser, ...ofTemporary }],
    ['a user of whose MFA nothing is known', { ...user, mfa: undefined }, ofUser],
    [
      'a user with tags',
      { ...user, tags: { Team: 'lake', other: 'x' } },
      { ...ofUser, 'aws:principaltag/team': 'lake' },
    ],
    ['a role’s session', session, ofSession],
    [
      'a session with all that STS can seal into it',
      { ...session, ...temporary, mfa: false, sourceIdentity: 'ann', sessionTags: { other: 'x', TEAM: 'lake' } },
      {
        ...ofSession,
        'aws:tokenissuetime': time,
        'aws:multifactorauthpresent': 'false',
        'aws:sourceidentity': 'ann',
        'aws:principaltag/team': 'lake',
      },
    ],
    [
      'a federated user',
      { kind: 'federated-user', account, name: 'fred', byUser: { path: '/app/', name: 'ann', uniqueId: 'AIDAANN' } },
      {
        'aws:principalarn': `arn:aws:sts::${account}:federated-user/fred`,
        'aws:principalaccount': account,
        'aws:principaltype': 'FederatedUser',
        'aws:userid': `${account}:fred`,
        'aws:principalisawsservice': 'false',
      },
    ],
  ])('of %s', (_who, caller, context) => {
    expect(contextOf(caller)).toEqual(context);
  });

  test('of an organization’s account are its id and where the account hangs in it', () => {
    expect(contextOf(user, { id: 'o-a1b2c3d4e5', path: ['r-ab12', 'ou-ab12-11111111'] })).toEqual({
      ...ofUser,
      'aws:principalorgid': 'o-a1b2c3d4e5',
      'aws:principalorgpaths': ['o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/'],
    });
  });

  test('are no others: neither tags that the caller has not, nor keys of the request', () => {
    const value = callerContext({ ...user, tags: { team: 'lake' } });
    expect(
      ['aws:principaltag/tea', 'aws:principaltag/', 'aws:requesttag/team', 'team', 's3:prefix'].map(value),
    ).toEqual([undefined, undefined, undefined, undefined, undefined]);
  });
});
