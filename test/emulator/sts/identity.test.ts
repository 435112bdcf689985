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
beforeAll(async () => {
  emulator = await startEmulator();
  ann = await makeUser(emulator, ACCOUNT, 'ann', may('sts:AssumeRole'), may('iam:ListUsers'));
});
afterAll(() => emulator.stop());

const whoIs = async (who: AnyCredentials) => {
  const { UserId, Account, Arn } = await clientsFor(emulator, who).sts.getCallerIdentity({});
  return { UserId, Account, Arn };
};

describe('GetCallerIdentity (R-STS-7)', () => {
  test('root is its account', async () => {
    expect(await whoIs(emulator.rootCredentials(ACCOUNT))).toEqual({
      UserId: ACCOUNT,
      Account: ACCOUNT,
      Arn: `arn:aws:iam::${ACCOUNT}:root`,
    });
  });

  test('a user is told by its path and unique id, with its key as with temporary credentials', async () => {
    const { iam } = rootOf(emulator, ACCOUNT);
    const { User } = await iam.createUser({ UserName: 'dora', Path: '/team/a/' });
    const { AccessKey } = await iam.createAccessKey({ UserName: 'dora' });
    const dora = { UserId: User!.UserId, Account: ACCOUNT, Arn: `arn:aws:iam::${ACCOUNT}:user/team/a/dora` };
    expect(dora.UserId).toMatch(/^AIDA[A-Z2-7]{17}$/);
    expect(await whoIs(AccessKey!)).toEqual(dora);
    const { Credentials } = await clientsFor(emulator, AccessKey!).sts.getSessionToken({});
    expect(await whoIs(Credentials!)).toEqual(dora);
  });

  test("a session is told by its role's unique id, without a path (R-STS-8)", async () => {
    const { iam } = rootOf(emulator, ACCOUNT);
    const { Role } = await iam.createRole({ RoleName: 'deep', Path: '/a/b/', AssumeRolePolicyDocument: trust(LOCAL) });
    expect(await whoIs(await assume(emulator, ann, Role!.Arn!, { RoleSessionName: 'se@ssion' }))).toEqual({
      UserId: `${Role!.RoleId}:se@ssion`,
      Account: ACCOUNT,
      Arn: `arn:aws:sts::${ACCOUNT}:assumed-role/deep/se@ssion`,
    });
  });

  test('in China and GovCloud ARNs are of their partition', async () => {
    const inChina = clientsFor(emulator, emulator.rootCredentials('444444444444'), 'cn-north-1');
    expect((await inChina.sts.getCallerIdentity({})).Arn).toBe('arn:aws-cn:iam::444444444444:root');
    const inGovCloud = clientsFor(emulator, emulator.rootCredentials('555555555555'), 'us-gov-west-1');
    expect((await inGovCloud.sts.getCallerIdentity({})).Arn).toBe('arn:aws-us-gov:iam::555555555555:root');
  });

  test('needs no permission, and no Deny stops it (D107)', async () => {
    const denied = await makeUser(emulator, ACCOUNT, 'denied', mayNot('*'));
    expect((await whoIs(denied)).Arn).toBe(`arn:aws:iam::${ACCOUNT}:user/denied`);
    const role = await makeRole(emulator, ACCOUNT, 'denied-too', trust(LOCAL), mayNot('*'));
    const session = await assume(emulator, ann, role, { Policy: policy(mayNot('*')) });
    expect((await whoIs(session)).Arn).toBe(`arn:aws:sts::${ACCOUNT}:assumed-role/denied-too/session`);
  });

  test('a key that is inactive or gone is nobody', async () => {
    const { iam } = rootOf(emulator, ACCOUNT);
    const key = await makeUser(emulator, ACCOUNT, 'passing');
    const names = { UserName: 'passing', AccessKeyId: key.AccessKeyId! };
    await expect(whoIs(key)).resolves.toBeDefined();
    await iam.updateAccessKey({ ...names, Status: 'Inactive' });
    const nobody = {
      name: 'InvalidClientTokenId',
      status: 403,
      message: 'The security token included in the request is invalid.',
    };
    expect(await failure(whoIs(key))).toEqual(nobody);
    await iam.updateAccessKey({ ...names, Status: 'Active' });
    await expect(whoIs(key)).resolves.toBeDefined();
    await iam.deleteAccessKey(names);
    expect(await failure(whoIs(key))).toEqual(nobody);
  });
});

describe('GetAccessKeyInfo', () => {
  test('tells the account of any key, whoever asks', async () => {
    const { sts } = clientsFor(emulator, emulator.rootCredentials('333333333333'));
    const role = await makeRole(emulator, ACCOUNT, 'of-key', trust(LOCAL));
    const session = await assume(emulator, ann, role);
    for (const { AccessKeyId } of [ann, session]) {
      expect((await sts.getAccessKeyInfo({ AccessKeyId })).Account).toBe(ACCOUNT);
    }
  });

  test('of what is no key id it tells nothing', async () => {
    const { sts } = clientsFor(emulator, ann);
    expect(await failure(sts.getAccessKeyInfo({ AccessKeyId: 'NOKEYIDATALLNOTEVENCLOSE' }))).toMatchObject({
      name: 'ValidationError',
      status: 400,
    });
  });
});

describe('GetSessionToken', () => {
  test("gives a user's own permissions, but for IAM, which wants MFA", async () => {
    const { sts } = clientsFor(emulator, ann);
    const { Credentials } = await sts.getSessionToken({});
    const role = await makeRole(emulator, ACCOUNT, 'by-token', trust(LOCAL));
    await expect(assume(emulator, Credentials!, role, { DurationSeconds: 3600 })).resolves.toBeDefined();
    await expect(clientsFor(emulator, ann).iam.listUsers({})).resolves.toBeDefined();
    expect(await failure(clientsFor(emulator, Credentials!).iam.listUsers({}))).toMatchObject({
      name: 'InvalidClientTokenId',
      status: 403,
    });
  });

  test('is no role chaining: a longer session may follow', async () => {
    const role = await makeRole(emulator, ACCOUNT, 'long', trust(LOCAL));
    await rootOf(emulator, ACCOUNT).iam.updateRole({ RoleName: 'long', MaxSessionDuration: 7200 });
    const { Credentials } = await clientsFor(emulator, ann).sts.getSessionToken({});
    await expect(assume(emulator, Credentials!, role, { DurationSeconds: 7200 })).resolves.toBeDefined();
  });

  test('its credentials have an issue time and say that there was no MFA; long-term keys say neither', async () => {
    const role = await makeRole(emulator, ACCOUNT, 'for-keys', trust(LOCAL));
    const temporary = { Null: { 'aws:TokenIssueTime': 'false' }, Bool: { 'aws:MultiFactorAuthPresent': 'false' } };
    const key = await makeUser(
      emulator,
      ACCOUNT,
      'eve',
      may('sts:AssumeRole'),
      mayNot('sts:AssumeRole', '*', temporary),
    );
    await expect(assume(emulator, key, role)).resolves.toBeDefined();
    const { Credentials } = await clientsFor(emulator, key).sts.getSessionToken({});
    expect(await failure(assume(emulator, Credentials!, role))).toMatchObject({ name: 'AccessDenied' });
  });

  test('lasts twelve hours for a user and one for root, who is not refused more', async () => {
    const hours = async (who: AnyCredentials, DurationSeconds?: number): Promise<number> => {
      const { Credentials } = await clientsFor(emulator, who).sts.getSessionToken({ DurationSeconds });
      return Math.round((Credentials!.Expiration!.getTime() - Date.now()) / 3_600_000);
    };
    const root = emulator.rootCredentials(ACCOUNT);
    expect([await hours(ann), await hours(ann, 129_600), await hours(root), await hours(root, 129_600)]).toEqual([
      12, 36, 1, 1,
    ]);
    expect(await failure(hours(ann, 129_601))).toMatchObject({ name: 'ValidationError', status: 400 });
  });

  test('is refused to sessions, and with MFA, which is not implemented', async () => {
    const role = await makeRole(emulator, ACCOUNT, 'no-token', trust(LOCAL), may('*'));
    const { Credentials } = await clientsFor(emulator, ann).sts.getSessionToken({});
    for (const who of [await assume(emulator, ann, role), Credentials!]) {
      expect(await failure(clientsFor(emulator, who).sts.getSessionToken({}))).toEqual({
        name: 'AccessDenied',
        status: 403,
        message: 'Cannot call GetSessionToken with session credentials',
      });
    }
    const withMfa = clientsFor(emulator, ann).sts.getSessionToken({
      SerialNumber: 'GAHT12345678',
      TokenCode: '123456',
    });
    expect(await failure(withMfa)).toMatchObject({ name: 'NotImplemented', status: 501 });
  });

  test('ends with its user', async () => {
    const { iam } = rootOf(emulator, ACCOUNT);
    const key = await makeUser(emulator, ACCOUNT, 'leaving');
    const { Credentials } = await clientsFor(emulator, key).sts.getSessionToken({});
    await iam.deleteAccessKey({ UserName: 'leaving', AccessKeyId: key.AccessKeyId! });
    await expect(whoIs(Credentials!)).resolves.toBeDefined();
    await iam.deleteUser({ UserName: 'leaving' });
    await iam.createUser({ UserName: 'leaving' });
    expect(await failure(whoIs(Credentials!))).toMatchObject({ name: 'InvalidClientTokenId', status: 403 });
  });
});

test.each(['getFederationToken', 'assumeRoleWithWebIdentity', 'decodeAuthorizationMessage'] as const)(
  '%s is not there, and says so',
  async (operation) => {
    const { sts } = clientsFor(emulator, ann);
    const calls = {
      getFederationToken: () => sts.getFederationToken({ Name: 'bob' }),
      assumeRoleWithWebIdentity: () =>
        sts.assumeRoleWithWebIdentity({
          RoleArn: `arn:aws:iam::${ACCOUNT}:role/x`,
          RoleSessionName: 'se',
          WebIdentityToken: 'token',
        }),
      decodeAuthorizationMessage: () => sts.decodeAuthorizationMessage({ EncodedMessage: 'x' }),
    };
    const { status } = await failure(calls[operation]());
    expect(status).toBe(operation === 'assumeRoleWithWebIdentity' ? 403 : 501);
  },
);
