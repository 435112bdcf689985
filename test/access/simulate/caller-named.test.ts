import { describe, expect, test } from '@jest/globals';
import { callerNamed, isServiceName } from '../../../access/simulate/caller-named';
import type { PolicyDocument } from '../../../access/policy/document';

const account = '222222222222';
const own = { account, partition: 'aws' };
const session: readonly PolicyDocument[] = [{ Statement: { Effect: 'Allow', Action: '*', Resource: '*' } }];
const role = (path: string, name: string, more: object = {}) => ({
  role: { path, name, uniqueId: `AROA ${account} ${name}`, ...more },
});
const user = (path: string, name: string) => `arn:aws:iam::${account}:user${path}${name}`;

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-arns
describe('a name means', () => {
  test.each<[string, string, object]>([
    ['nobody in particular', 'anonymous', { kind: 'anonymous' }],
    ['a service', 'logging.s3.amazonaws.com', { kind: 'service', service: 'logging.s3.amazonaws.com' }],
    ['a service in China', 'ec2.amazonaws.com.cn', { kind: 'service', service: 'ec2.amazonaws.com.cn' }],
    ['an account’s root', `arn:aws:iam::${account}:root`, { kind: 'root', ...own }],
    ['one in China', `arn:aws-cn:iam::${account}:root`, { kind: 'root', account, partition: 'aws-cn' }],
    [
      'a user',
      user('/', 'ann'),
      { kind: 'user', ...own, path: '/', name: 'ann', uniqueId: `AIDA ${user('/', 'ann')}` },
    ],
    [
      'a user with a path',
      user('/team/a/', 'ann'),
      { kind: 'user', ...own, path: '/team/a/', name: 'ann', uniqueId: `AIDA ${user('/team/a/', 'ann')}` },
    ],
    [
      'a user whose name ends as those of services do',
      user('/', 'x.amazonaws.com'),
      {
        kind: 'user',
        ...own,
        path: '/',
        name: 'x.amazonaws.com',
        uniqueId: `AIDA ${user('/', 'x.amazonaws.com')}`,
      },
    ],
    [
      'by that of a role, some session of it',
      `arn:aws:iam::${account}:role/team/reader`,
      { kind: 'role-session', ...own, ...role('/team/', 'reader'), sessionName: 'session' },
    ],
    [
      'a session, whose role has no path as far as its name tells',
      `arn:aws:sts::${account}:assumed-role/reader/s`,
      { kind: 'role-session', ...own, ...role('/', 'reader'), sessionName: 's' },
    ],
    [
      'a session of a service-linked role',
      `arn:aws:sts::${account}:assumed-role/AWSServiceRoleForX/s`,
      { kind: 'role-session', ...own, ...role('/', 'AWSServiceRoleForX', { serviceLinked: true }), sessionName: 's' },
    ],
    [
      'a federated user, of some user of the account',
      `arn:aws:sts::${account}:federated-user/bob`,
      {
        kind: 'federated-user',
        ...own,
        name: 'bob',
        byUser: {
          path: '/',
          name: 'issuer',
          uniqueId: `AIDA issuer of arn:aws:sts::${account}:federated-user/bob`,
        },
      },
    ],
  ])('%s', (_who, name, caller) => expect(callerNamed(name)).toStrictEqual(caller));
});

describe('what a name does not tell', () => {
  const name = `arn:aws:sts::${account}:assumed-role/reader/s`;

  test('is the path of a session’s role, which aws:PrincipalArn has', () => {
    const of = (principalArn: string) => callerNamed(name, { principalArn });
    expect(of(`arn:aws:iam::${account}:role/team/a/reader`)).toMatchObject(role('/team/a/', 'reader'));
    expect(of(`arn:aws:iam::${account}:role/reader`)).toMatchObject(role('/', 'reader'));
  });

  test('stays untold where that is of another role', () => {
    for (const principalArn of [`arn:aws:iam::${account}:role/team/writer`, `arn:aws:iam::${account}:root`, 'reader']) {
      expect(callerNamed(name, { principalArn })).toMatchObject(role('/', 'reader'));
    }
  });

  test.each([name, `arn:aws:iam::${account}:role/reader`, `arn:aws:sts::${account}:federated-user/bob`])(
    'is which policies were passed: %s',
    (one) => expect(callerNamed(one, { session })).toStrictEqual({ ...callerNamed(one), sessionPolicies: session }),
  );

  test.each(['anonymous', `arn:aws:iam::${account}:root`, user('/', 'ann')])('passing policies is not for %s', (one) =>
    expect(callerNamed(one, { session })).toStrictEqual(callerNamed(one)),
  );
});

describe('no caller is named by', () => {
  test.each([
    '',
    'Anonymous',
    'reader',
    account,
    'logging.s3.amazonaws.com/x',
    'Logging.S3.amazonaws.com',
    `arn:aws:iam::${account}`,
    'arn:aws:iam::22222222222:root',
    'arn:aws:iam::2222222222222:root',
    'arn:aws:iam::aws:root',
    `arn:aws:sts::${account}:root`,
    `arn:aws:iam::${account}:user`,
    `arn:aws:iam::${account}:user/`,
    `arn:aws:iam::${account}:role`,
    `arn:aws:iam::${account}:role/team/`,
    `arn:aws:iam::${account}:group/readers`,
    `arn:aws:iam::${account}:policy/read`,
    `arn:aws:iam::${account}:assumed-role/reader/s`,
    `arn:aws:iam::${account}:federated-user/bob`,
    `arn:aws:sts::${account}:user/ann`,
    `arn:aws:sts::${account}:role/reader`,
    `arn:aws:sts::${account}:self/reader/s`,
    `arn:aws:sts::${account}:assumed-role/reader`,
    `arn:aws:sts::${account}:assumed-role/team/reader/s`,
    `arn:aws:sts::${account}:assumed-role/reader/`,
  ])('%j', (name) => {
    const allowed =
      'anonymous, a service such as logging.s3.amazonaws.com, or the ARN of a root, user, role or session';
    expect(() => callerNamed(name)).toThrow(new Error(`${JSON.stringify(name)} names no caller; allowed: ${allowed}`));
  });
});

test('a service’s name is one whole domain of AWS’s', () => {
  expect(['s3.amazonaws.com', 'a-b.c.amazonaws.com.cn'].filter((name) => !isServiceName(name))).toEqual([]);
  const others = ['amazonaws.com', '/s3.amazonaws.com', 's3.amazonaws.com.de', 's3.amazonaws.com ', 's3.amazonaws-com'];
  expect(others.filter(isServiceName)).toEqual([]);
});
