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
const START = Date.parse('2026-11-24T12:00:00Z');
const MINUTE = 60_000;

let now = START;
let emulator: StartedEmulator;
let ann: AnyCredentials;
beforeAll(async () => {
  emulator = await startEmulator({ clock: () => new Date(now) });
  ann = await atStart(() => makeUser(emulator, ACCOUNT, 'ann', may('sts:*')));
});
afterAll(() => emulator.stop());

/** The SDK signs with the system's time, corrected by what the server answered: clients here follow the emulator's. */
function at<T>(time: number, call: () => Promise<T>): Promise<T> {
  now = time;
  const real = Date.now;
  Date.now = () => time;
  return call().finally(() => (Date.now = real));
}
const atStart = <T>(call: () => Promise<T>): Promise<T> => at(START, call);

describe('how long a session lasts (R-STS-5)', () => {
  test('an hour, unless said otherwise', () =>
    atStart(async () => {
      const arn = await makeRole(emulator, ACCOUNT, 'an-hour', trust(LOCAL));
      const { sts } = clientsFor(emulator, ann);
      const usual = await sts.assumeRole({ RoleArn: arn, RoleSessionName: 'usual' });
      expect(usual.Credentials!.Expiration).toEqual(new Date(START + 60 * MINUTE));
      const short = await sts.assumeRole({ RoleArn: arn, RoleSessionName: 'short', DurationSeconds: 900 });
      expect(short.Credentials!.Expiration).toEqual(new Date(START + 15 * MINUTE));
    }));

  test('no longer than the role allows', () =>
    atStart(async () => {
      const arn = await makeRole(emulator, ACCOUNT, 'two-hours', trust(LOCAL));
      const { iam } = rootOf(emulator, ACCOUNT);
      await iam.updateRole({ RoleName: 'two-hours', MaxSessionDuration: 7200 });
      await expect(assume(emulator, ann, arn, { DurationSeconds: 7200 })).resolves.toBeDefined();
      expect(await failure(assume(emulator, ann, arn, { DurationSeconds: 7201 }))).toEqual({
        name: 'ValidationError',
        status: 400,
        message: 'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
      });
    }));

  test('an hour at most where a session assumes the role, whatever the role allows', () =>
    atStart(async () => {
      const first = await makeRole(emulator, ACCOUNT, 'chain-1', trust(LOCAL), may('sts:AssumeRole'));
      const second = await makeRole(emulator, ACCOUNT, 'chain-2', trust(LOCAL));
      await rootOf(emulator, ACCOUNT).iam.updateRole({ RoleName: 'chain-2', MaxSessionDuration: 43_200 });
      const session = await assume(emulator, ann, first);
      await expect(assume(emulator, session, second, { DurationSeconds: 3600 })).resolves.toBeDefined();
      await expect(assume(emulator, ann, second, { DurationSeconds: 43_200 })).resolves.toBeDefined();
      expect(await failure(assume(emulator, session, second, { DurationSeconds: 3601 }))).toEqual({
        name: 'ValidationError',
        status: 400,
        message: 'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.',
      });
    }));

  test('credentials work until their last second and not after it', async () => {
    const session = await atStart(async () => {
      const arn = await makeRole(emulator, ACCOUNT, 'expiring', trust(LOCAL));
      return assume(emulator, ann, arn, { DurationSeconds: 900 });
    });
    const whoAmI = () => clientsFor(emulator, session).sts.getCallerIdentity({});
    await expect(at(START + 15 * MINUTE - 1, whoAmI)).resolves.toMatchObject({ Account: ACCOUNT });
    expect(await at(START + 15 * MINUTE, () => failure(whoAmI()))).toEqual({
      name: 'ExpiredToken',
      status: 403,
      message: 'The security token included in the request is expired',
    });
    const { kms } = clientsFor(emulator, session);
    expect(await at(START + 15 * MINUTE, () => failure(kms.listKeys({})))).toMatchObject({
      name: 'ExpiredTokenException',
      status: 400,
    });
  });
});

describe('credentials hold together', () => {
  let session: AnyCredentials;
  let other: AnyCredentials;
  beforeAll(() =>
    atStart(async () => {
      const arn = await makeRole(emulator, ACCOUNT, 'whole', trust(LOCAL));
      [session, other] = await Promise.all([assume(emulator, ann, arn), assume(emulator, ann, arn)]);
    }),
  );

  const invalid = 'InvalidClientTokenId';
  test.each([
    ['no token', () => ({ SessionToken: undefined }), invalid],
    ['a token that nobody made', () => ({ SessionToken: 'IQoJb3JpZ2luX2VjEXAMPLE' }), invalid],
    ['the token of another session', () => ({ SessionToken: other.SessionToken }), invalid],
    ['a token cut short', () => ({ SessionToken: session.SessionToken!.slice(0, -4) }), invalid],
    ['a key of another session', () => ({ AccessKeyId: other.AccessKeyId }), invalid],
    ["a user's key", () => ({ AccessKeyId: ann.AccessKeyId, SecretAccessKey: ann.SecretAccessKey }), invalid],
    ["an account's root key", () => ({ AccessKeyId: ACCOUNT }), invalid],
    ['the secret of another session', () => ({ SecretAccessKey: other.SecretAccessKey }), 'SignatureDoesNotMatch'],
  ])('with %s they open nothing', (_, change, name) =>
    atStart(async () => {
      const { sts } = clientsFor(emulator, { ...session, ...change() });
      expect(await failure(sts.getCallerIdentity({}))).toMatchObject({ name, status: 403 });
    }),
  );

  test('whole they work', () =>
    atStart(async () => {
      await expect(clientsFor(emulator, session).sts.getCallerIdentity({})).resolves.toMatchObject({
        Account: ACCOUNT,
      });
    }));
});

describe('a running session', () => {
  const list = (session: AnyCredentials) => clientsFor(emulator, session).iam.listRoles({});

  test("has the role's permissions of this moment", () =>
    atStart(async () => {
      const arn = await makeRole(emulator, ACCOUNT, 'changing', trust(LOCAL));
      const session = await assume(emulator, ann, arn);
      expect(await failure(list(session))).toMatchObject({ name: 'AccessDenied' });
      const { iam } = rootOf(emulator, ACCOUNT);
      const inline = { RoleName: 'changing', PolicyName: 'inline' };
      await iam.putRolePolicy({ ...inline, PolicyDocument: policy(may('iam:ListRoles')) });
      await expect(list(session)).resolves.toBeDefined();
      await iam.deleteRolePolicy(inline);
      expect(await failure(list(session))).toMatchObject({ name: 'AccessDenied' });
    }));

  test('outlives the trust by which it was opened', () =>
    atStart(async () => {
      const arn = await makeRole(emulator, ACCOUNT, 'no-longer', trust(LOCAL), may('iam:ListRoles'));
      const session = await assume(emulator, ann, arn);
      await rootOf(emulator, ACCOUNT).iam.updateAssumeRolePolicy({
        RoleName: 'no-longer',
        PolicyDocument: trust({ Service: 'ec2.amazonaws.com' }),
      });
      expect(await failure(assume(emulator, ann, arn))).toMatchObject({ name: 'AccessDenied' });
      await expect(list(session)).resolves.toBeDefined();
    }));

  test('is revoked by a Deny on aws:TokenIssueTime, later ones are not', async () => {
    const arn = await atStart(() => makeRole(emulator, ACCOUNT, 'revoked', trust(LOCAL), may('iam:ListRoles')));
    const early = await atStart(() => assume(emulator, ann, arn));
    await at(START + MINUTE, async () => {
      await rootOf(emulator, ACCOUNT).iam.putRolePolicy({
        RoleName: 'revoked',
        PolicyName: 'AWSRevokeOlderSessions',
        PolicyDocument: policy(
          mayNot('*', '*', { DateLessThan: { 'aws:TokenIssueTime': new Date(START + MINUTE).toISOString() } }),
        ),
      });
      expect(await failure(list(early))).toMatchObject({
        name: 'AccessDenied',
        message: expect.stringContaining('with an explicit deny in an identity-based policy'),
      });
      await expect(list(await assume(emulator, ann, arn))).resolves.toBeDefined();
    });
  });

  test('ends with its role, and does not come back with one of the same name', () =>
    atStart(async () => {
      const again = () => makeRole(emulator, ACCOUNT, 'short-lived', trust(LOCAL), may('iam:ListRoles'));
      const arn = await again();
      const session = await assume(emulator, ann, arn);
      const { iam } = rootOf(emulator, ACCOUNT);
      await iam.deleteRolePolicy({ RoleName: 'short-lived', PolicyName: 'inline' });
      await iam.deleteRole({ RoleName: 'short-lived' });
      expect(await failure(list(session))).toMatchObject({ name: 'InvalidClientTokenId', status: 403 });
      await again();
      expect(await failure(list(session))).toMatchObject({ name: 'InvalidClientTokenId', status: 403 });
      await expect(list(await assume(emulator, ann, arn))).resolves.toBeDefined();
    }));
});
