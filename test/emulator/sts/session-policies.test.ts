import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startEmulator, type StartedEmulator } from '../../../emulator/index';
import {
  assume,
  clientsFor,
  failure,
  makeRole,
  makeUser,
  may,
  mayNot,
  policy,
  rootOf,
  trust,
  type AnyCredentials,
} from '../clients';

const ACCOUNT = '222222222222';
const LOCAL = { AWS: `arn:aws:iam::${ACCOUNT}:root` };

let emulator: StartedEmulator;
let ann: AnyCredentials;
let role: string;
beforeAll(async () => {
  emulator = await startEmulator();
  ann = await makeUser(emulator, ACCOUNT, 'ann', may('sts:AssumeRole'));
  role = await makeRole(emulator, ACCOUNT, 'lister', trust(LOCAL), may(['iam:ListRoles', 'iam:ListUsers']));
});
afterAll(() => emulator.stop());

/** Which of three lists a session may ask for. */
async function open(session: AnyCredentials): Promise<string[]> {
  const { iam } = clientsFor(emulator, session);
  const lists = { roles: iam.listRoles({}), users: iam.listUsers({}), policies: iam.listPolicies({}) };
  const names: string[] = [];
  for (const [name, call] of Object.entries(lists)) await call.then(() => names.push(name)).catch(() => undefined);
  return names;
}

async function managed(name: string, ...statements: object[]): Promise<{ arn: string }> {
  const { iam } = rootOf(emulator, ACCOUNT);
  const { Policy } = await iam.createPolicy({ PolicyName: name, PolicyDocument: policy(...statements) });
  return { arn: Policy!.Arn! };
}

describe('session policies (R-STS-6)', () => {
  test('without any the session has what the role has', async () => {
    expect(await open(await assume(emulator, ann, role))).toEqual(['roles', 'users']);
  });

  test('an inline one leaves what both allow', async () => {
    const Policy = policy(may(['iam:ListRoles', 'iam:ListPolicies']));
    expect(await open(await assume(emulator, ann, role, { Policy }))).toEqual(['roles']);
  });

  test('a managed one does too, and several together allow what any of them does', async () => {
    const [users, roles] = [await managed('users', may('iam:ListUsers')), await managed('roles', may('iam:ListRoles'))];
    expect(await open(await assume(emulator, ann, role, { PolicyArns: [users] }))).toEqual(['users']);
    expect(await open(await assume(emulator, ann, role, { PolicyArns: [users, roles] }))).toEqual(['roles', 'users']);
    const Policy = policy(may('iam:ListRoles'));
    expect(await open(await assume(emulator, ann, role, { Policy, PolicyArns: [users] }))).toEqual(['roles', 'users']);
  });

  test('a Deny in one of them denies', async () => {
    const Policy = policy(may('*'), mayNot('iam:ListUsers'));
    const session = await assume(emulator, ann, role, { Policy });
    expect(await failure(clientsFor(emulator, session).iam.listUsers({}))).toMatchObject({
      message: expect.stringContaining('with an explicit deny in a session policy'),
    });
    expect(await open(session)).toEqual(['roles']);
  });

  test('what they leave out is named as the reason', async () => {
    const session = await assume(emulator, ann, role, { Policy: policy(may('s3:*')) });
    expect(await failure(clientsFor(emulator, session).iam.listRoles({}))).toMatchObject({
      name: 'AccessDenied',
      message: expect.stringContaining('because no session policy allows the iam:ListRoles action'),
    });
  });

  test('a managed one is the version of this moment, and allows nothing once it is gone', async () => {
    const { iam } = rootOf(emulator, ACCOUNT);
    const changing = await managed('changing', may('iam:ListUsers'));
    const session = await assume(emulator, ann, role, { PolicyArns: [changing] });
    expect(await open(session)).toEqual(['users']);
    await iam.createPolicyVersion({
      PolicyArn: changing.arn,
      PolicyDocument: policy(may('iam:ListRoles')),
      SetAsDefault: true,
    });
    expect(await open(session)).toEqual(['roles']);
    await iam.deletePolicyVersion({ PolicyArn: changing.arn, VersionId: 'v1' });
    await iam.deletePolicy({ PolicyArn: changing.arn });
    expect(await open(session)).toEqual([]);
  });

  test('the next role in a chain is not limited by them', async () => {
    const next = await makeRole(emulator, ACCOUNT, 'next', trust({ AWS: role }), may('iam:ListUsers'));
    const first = await assume(emulator, ann, role, { Policy: policy(may('sts:AssumeRole')) });
    expect(await open(first)).toEqual([]);
    expect(await open(await assume(emulator, first, next))).toEqual(['users']);
  });

  test('how full they make the token is told', async () => {
    const { sts } = clientsFor(emulator, ann);
    const answer = await sts.assumeRole({
      RoleArn: role,
      RoleSessionName: 'full',
      Policy: policy(may('iam:ListRoles')),
    });
    expect(answer.PackedPolicySize).toBeGreaterThan(0);
    expect(answer.PackedPolicySize).toBeLessThan(10);
  });
});

describe('refused are', () => {
  const elsewhere = { arn: 'arn:aws:iam::333333333333:policy/theirs' };
  test.each([
    ['what is no JSON', { Policy: 'allow all' }, 'MalformedPolicyDocumentException', /JSON/],
    [
      'a principal',
      { Policy: policy({ ...may('s3:*'), Principal: '*' }) },
      'MalformedPolicyDocumentException',
      /principal/,
    ],
    [
      'more than 2048 characters',
      { Policy: policy(may('s3:*', `arn:aws:s3:::b/${'x'.repeat(2000)}`)) },
      'ValidationError',
      /2048/,
    ],
    [
      'a managed policy of another account',
      { PolicyArns: [elsewhere] },
      'ValidationError',
      /does not exist in the account of the role/,
    ],
    [
      'eleven managed policies',
      { PolicyArns: Array(11).fill(elsewhere) },
      'ValidationError',
      /less than or equal to 10/,
    ],
  ])('%s', async (_, input, name, message) => {
    const call = assume(emulator, ann, role, input);
    expect(await failure(call)).toMatchObject({ name, status: 400, message: expect.stringMatching(message) });
  });

  test('tags and policies that are too large together', async () => {
    const random = (length: number): string =>
      Array.from({ length }, () => Math.floor(Math.random() * 36).toString(36)).join('');
    const Tags = Array.from({ length: 50 }, () => ({ Key: random(100), Value: random(200) }));
    const taggable = await makeRole(
      emulator,
      ACCOUNT,
      'taggable',
      trust(LOCAL, undefined, ['sts:AssumeRole', 'sts:TagSession']),
    );
    const tagger = await makeUser(emulator, ACCOUNT, 'tagger', may('sts:*'));
    expect(await failure(assume(emulator, tagger, taggable, { Tags }))).toMatchObject({
      name: 'PackedPolicyTooLargeException',
      status: 400,
    });
  });
});
