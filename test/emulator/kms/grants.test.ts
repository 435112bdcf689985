import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { CreateGrantCommandInput, KMS } from '@aws-sdk/client-kms';
import { startEmulator, type StartedEmulator } from '../../../emulator/index';
import { assume, clientsFor, failure, makeRole, makeUser, may, mayNot, policy, rootOf, trust } from '../clients';

const OWNER = '111111111111';
const OTHER = '222222222222';
const text = Buffer.from('text');
const denied = { name: 'AccessDeniedException', status: 400 };

let emulator: StartedEmulator;
let root: KMS;
let KeyId: string;
beforeAll(async () => {
  emulator = await startEmulator();
  root = rootOf(emulator, OWNER).kms;
  KeyId = (await root.createKey({})).KeyMetadata!.Arn!;
});
afterAll(() => emulator.stop());

let count = 0;
/** KMS as a new user sees it. */
const as = async (account: string, ...statements: object[]): Promise<KMS & { arn: string }> => {
  const name = `user-${count++}`;
  const { kms } = clientsFor(emulator, await makeUser(emulator, account, name, ...statements));
  return Object.assign(kms, { arn: `arn:aws:iam::${account}:user/${name}` });
};
const grant = async (who: { arn: string }, Operations: CreateGrantCommandInput['Operations'], more: object = {}) => {
  const { GrantId, GrantToken } = await root.createGrant({ KeyId, GranteePrincipal: who.arn, Operations, ...more });
  return { KeyId, GrantId: GrantId!, GrantToken: GrantToken! };
};

describe('a grant', () => {
  test('lets its grantee do its operations, and nothing else', async () => {
    const user = await as(OWNER);
    expect(await failure(user.encrypt({ KeyId, Plaintext: text }))).toMatchObject(denied);
    await grant(user, ['Encrypt']);
    const { CiphertextBlob } = await user.encrypt({ KeyId, Plaintext: text });
    expect(await failure(user.decrypt({ CiphertextBlob }))).toMatchObject(denied);
    expect(await failure(user.describeKey({ KeyId }))).toMatchObject(denied);
    expect(await failure((await as(OWNER)).encrypt({ KeyId, Plaintext: text }))).toMatchObject(denied);
  });

  test('to a role is one to its sessions', async () => {
    const arn = await makeRole(emulator, OWNER, 'grantee', trust({ AWS: OWNER }));
    await grant({ arn }, ['GenerateDataKey']);
    const ann = await makeUser(emulator, OWNER, 'ann', may('sts:AssumeRole'));
    const { kms } = clientsFor(emulator, await assume(emulator, ann, arn));
    await expect(kms.generateDataKey({ KeyId, KeySpec: 'AES_256' })).resolves.toBeDefined();
  });

  test('is overridden by a Deny', async () => {
    const user = await as(OWNER, mayNot('kms:Encrypt'));
    await grant(user, ['Encrypt']);
    expect(await failure(user.encrypt({ KeyId, Plaintext: text }))).toMatchObject({
      ...denied,
      message: expect.stringContaining('with an explicit deny in an identity-based policy'),
    });
  });

  test('stands in for the key policy of another account', async () => {
    const user = await as(OTHER, may('kms:Encrypt', KeyId));
    expect(await failure(user.encrypt({ KeyId, Plaintext: text }))).toMatchObject(denied);
    await grant(user, ['Encrypt']);
    await expect(user.encrypt({ KeyId, Plaintext: text })).resolves.toBeDefined();
  });

  test('holds for this principal, not for one made again with its name', async () => {
    const arn = await makeRole(emulator, OWNER, 'again', trust({ Service: 'ec2.amazonaws.com' }));
    const { GrantId } = await grant({ arn }, ['Encrypt']);
    const { iam } = rootOf(emulator, OWNER);
    const { Role } = await iam.getRole({ RoleName: 'again' });
    await iam.deleteRole({ RoleName: 'again' });
    await makeRole(emulator, OWNER, 'again', trust({ Service: 'ec2.amazonaws.com' }));
    const session = await emulator.assumeRoleAsService('ec2.amazonaws.com', arn, { sessionName: 'i-1' });
    expect(await failure(clientsFor(emulator, session).kms.encrypt({ KeyId, Plaintext: text }))).toMatchObject(denied);
    expect((await root.listGrants({ KeyId, GrantId })).Grants![0]!.GranteePrincipal).toBe(Role!.RoleId);
  });

  test('is listed as it was made, and found by id and grantee', async () => {
    const user = await as(OWNER);
    const { GrantId } = await grant(user, ['Decrypt', 'RetireGrant'], {
      RetiringPrincipal: user.arn,
      Name: 'mine',
      Constraints: { EncryptionContextSubset: { Department: 'IT' } },
    });
    const listed = {
      KeyId,
      GrantId,
      Name: 'mine',
      CreationDate: expect.any(Date),
      GranteePrincipal: user.arn,
      RetiringPrincipal: user.arn,
      IssuingAccount: `arn:aws:iam::${OWNER}:root`,
      Operations: ['Decrypt', 'RetireGrant'],
      Constraints: { EncryptionContextSubset: { Department: 'IT' } },
    };
    expect((await root.listGrants({ KeyId, GrantId })).Grants).toEqual([listed]);
    expect((await root.listGrants({ KeyId, GranteePrincipal: user.arn })).Grants).toEqual([listed]);
    const { Grants, Truncated, NextMarker } = await root.listGrants({ KeyId, Limit: 1 });
    expect([Grants!.length, Truncated]).toEqual([1, true]);
    expect((await root.listGrants({ KeyId, Marker: NextMarker })).Grants).not.toContainEqual(Grants![0]);
  });

  test('with a name is made once, however often it is asked for', async () => {
    const user = await as(OWNER);
    const first = await grant(user, ['Encrypt'], { Name: 'once' });
    expect((await grant(user, ['Encrypt'], { Name: 'once' })).GrantId).toBe(first.GrantId);
    expect((await root.listGrants({ KeyId, GranteePrincipal: user.arn })).Grants).toHaveLength(1);
    expect((await grant(user, ['Decrypt'], { Name: 'once' })).GrantId).not.toBe(first.GrantId);
    expect((await grant(user, ['Encrypt'])).GrantId).not.toBe((await grant(user, ['Encrypt'])).GrantId);
  });
});

describe('constraints', () => {
  const IT = { Department: 'IT' };
  const cases = [
    ['EncryptionContextEquals', IT, true],
    ['EncryptionContextEquals', { ...IT, Purpose: 'Test' }, false],
    ['EncryptionContextEquals', { Department: 'it' }, false],
    ['EncryptionContextEquals', undefined, false],
    ['EncryptionContextSubset', IT, true],
    ['EncryptionContextSubset', { ...IT, Purpose: 'Test' }, true],
    ['EncryptionContextSubset', { Purpose: 'Test' }, false],
  ] as const;

  test.each(cases)('%s Department=IT and a request with %j: %p', async (constraint, EncryptionContext, allowed) => {
    const user = await as(OWNER);
    await grant(user, ['Encrypt'], { Constraints: { [constraint]: IT } });
    const call = user.encrypt({ KeyId, Plaintext: text, EncryptionContext });
    expect(
      await call.then(
        () => true,
        () => false,
      ),
    ).toBe(allowed);
  });

  test('do not apply to what has no encryption context', async () => {
    const user = await as(OWNER);
    const { GrantId } = await grant(user, ['DescribeKey', 'RetireGrant', 'Encrypt'], {
      Constraints: { EncryptionContextEquals: IT },
    });
    await expect(user.describeKey({ KeyId })).resolves.toBeDefined();
    await expect(user.retireGrant({ KeyId, GrantId })).resolves.toBeDefined();
  });

  test.each([
    ['two at once', { EncryptionContextEquals: IT, EncryptionContextSubset: IT }, 'ValidationException', 400],
    [
      'nine pairs',
      { EncryptionContextSubset: Object.fromEntries(Array.from({ length: 9 }, (_, i) => [`k${i}`, 'v'])) },
      'ValidationException',
      400,
    ],
    ['a source ARN, which is not implemented', { SourceArn: 'arn:aws:s3:::lake' }, 'NotImplemented', 501],
  ])('%s are refused', async (_, Constraints, name, status) => {
    expect(await failure(grant(await as(OWNER), ['Encrypt'], { Constraints }))).toMatchObject({ name, status });
  });
});

describe('who may make grants', () => {
  test('by policy: any, within the conditions of the policy', async () => {
    const friend = await as(OWNER);
    const stranger = await as(OWNER);
    const maker = await as(
      OWNER,
      may('kms:CreateGrant', KeyId, {
        'ForAllValues:StringEquals': { 'kms:GrantOperations': ['Encrypt', 'Decrypt'] },
        StringEquals: { 'kms:GranteePrincipal': friend.arn, 'kms:GrantConstraintType': 'EncryptionContextSubset' },
        StringLike: { 'kms:RetiringPrincipal': '*' },
      }),
    );
    const input = {
      KeyId,
      GranteePrincipal: friend.arn,
      RetiringPrincipal: maker.arn,
      Operations: ['Encrypt' as const],
      Constraints: { EncryptionContextSubset: { a: 'b' } },
    };
    await expect(maker.createGrant(input)).resolves.toBeDefined();
    for (const other of [
      { Operations: ['GenerateDataKey' as const] },
      { GranteePrincipal: stranger.arn },
      { RetiringPrincipal: undefined },
      { Constraints: undefined },
      { Constraints: { EncryptionContextEquals: { a: 'b' } } },
    ]) {
      expect(await failure(maker.createGrant({ ...input, ...other }))).toMatchObject(denied);
    }
  });

  test('not by kms:GrantIsForAWSResource: that is for services', async () => {
    const maker = await as(OWNER, may('kms:CreateGrant', '*', { Bool: { 'kms:GrantIsForAWSResource': 'true' } }));
    expect(
      await failure(maker.createGrant({ KeyId, GranteePrincipal: maker.arn, Operations: ['Decrypt'] })),
    ).toMatchObject(denied);
  });

  test('by a grant: what it allows, or less, under a constraint that is as strict or stricter', async () => {
    const maker = await as(OWNER);
    const friend = await as(OWNER);
    const IT = { Department: 'IT' };
    await grant(maker, ['CreateGrant', 'Decrypt'], { Constraints: { EncryptionContextSubset: IT } });
    const hand = (Operations: CreateGrantCommandInput['Operations'], Constraints?: object) =>
      maker.createGrant({ KeyId, GranteePrincipal: friend.arn, Operations, Constraints });
    await expect(hand(['Decrypt'], { EncryptionContextSubset: { ...IT, a: 'b' } })).resolves.toBeDefined();
    await expect(hand(['Decrypt', 'CreateGrant'], { EncryptionContextEquals: IT })).resolves.toBeDefined();
    expect(await failure(hand(['Encrypt'], { EncryptionContextSubset: IT }))).toMatchObject(denied);
    expect(await failure(hand(['Decrypt']))).toMatchObject(denied);
    expect(await failure(hand(['Decrypt'], { EncryptionContextSubset: { a: 'b' } }))).toMatchObject(denied);
    const strict = await as(OWNER);
    await grant(strict, ['CreateGrant', 'Decrypt'], { Constraints: { EncryptionContextEquals: IT } });
    const loosen = strict.createGrant({
      KeyId,
      GranteePrincipal: friend.arn,
      Operations: ['Decrypt'],
      Constraints: { EncryptionContextSubset: IT },
    });
    expect(await failure(loosen)).toMatchObject(denied);
  });

  test.each([
    ['everybody', '*', 'InvalidArnException'],
    ['an account id', OTHER, 'InvalidArnException'],
    ['a role that does not exist', `arn:aws:iam::${OTHER}:role/missing`, 'InvalidArnException'],
    ['a group', `arn:aws:iam::${OTHER}:group/all`, 'InvalidArnException'],
    ['all roles', `arn:aws:iam::${OTHER}:role/*`, 'InvalidArnException'],
  ])('%s cannot be a grantee, nor retire a grant', async (_, principal, name) => {
    expect(await failure(grant({ arn: principal }, ['Encrypt']))).toMatchObject({ name, status: 400 });
    const retiring = grant(await as(OWNER), ['Encrypt'], { RetiringPrincipal: principal });
    expect(await failure(retiring)).toMatchObject({ name, status: 400 });
  });

  test('operations that a grant cannot have are refused', async () => {
    const user = await as(OWNER);
    expect(await failure(grant(user, []))).toMatchObject({ name: 'ValidationException' });
    expect(await failure(grant(user, ['Sign']))).toMatchObject({ name: 'ValidationException', status: 400 });
    expect(await failure(grant(user, ['ScheduleKeyDeletion' as 'Sign']))).toMatchObject({
      name: 'ValidationException',
    });
  });
});

describe('a grant ends', () => {
  const works = (user: KMS) =>
    user.encrypt({ KeyId, Plaintext: text }).then(
      () => true,
      () => false,
    );

  test('when it is revoked, by whom policies allow it', async () => {
    const user = await as(OWNER);
    const { GrantId } = await grant(user, ['Encrypt'], { RetiringPrincipal: user.arn });
    expect(await failure(user.revokeGrant({ KeyId, GrantId }))).toMatchObject(denied);
    const revoker = await as(OWNER, may('kms:RevokeGrant', KeyId));
    await revoker.revokeGrant({ KeyId, GrantId });
    expect(await works(user)).toBe(false);
    expect(await failure(revoker.revokeGrant({ KeyId, GrantId }))).toEqual({
      name: 'NotFoundException',
      status: 400,
      message: `Grant ID ${GrantId} not found`,
    });
  });

  test('when its retiring principal retires it, without any permission, from another account too', async () => {
    const user = await as(OWNER);
    for (const retiring of [await as(OWNER), await as(OTHER)]) {
      const { GrantId } = await grant(user, ['Encrypt'], { RetiringPrincipal: retiring.arn });
      expect(await failure((await as(OWNER)).retireGrant({ KeyId, GrantId }))).toMatchObject(denied);
      await retiring.retireGrant({ KeyId, GrantId });
      expect(await works(user)).toBe(false);
    }
  });

  test('when the account that may retire it does, or delegates that', async () => {
    const RetiringPrincipal = `arn:aws:iam::${OTHER}:root`;
    const user = await as(OWNER);
    for (const [retiring, allowed] of [
      [rootOf(emulator, OTHER).kms, true],
      [await as(OTHER, may('kms:RetireGrant', KeyId)), true],
      [await as(OTHER), false],
    ] as const) {
      const { GrantId } = await grant(user, ['Encrypt'], { RetiringPrincipal });
      const call = retiring.retireGrant({ KeyId, GrantId });
      expect(
        await call.then(
          () => true,
          (error: Error) => error.name,
        ),
      ).toBe(allowed || denied.name);
    }
  });

  test('by its token as by its id', async () => {
    const retiring = await as(OTHER);
    const { GrantToken } = await grant(await as(OWNER), ['Encrypt'], { RetiringPrincipal: retiring.arn });
    await retiring.retireGrant({ GrantToken });
    expect(await failure(retiring.retireGrant({ GrantToken }))).toMatchObject(denied);
    expect(await failure(retiring.retireGrant({ GrantToken: 'AAAA' }))).toMatchObject({
      name: 'InvalidGrantTokenException',
      status: 400,
    });
  });

  test('when its grantee retires it, if RetireGrant is among its operations', async () => {
    const user = await as(OWNER);
    const without = await grant(user, ['Encrypt']);
    expect(await failure(user.retireGrant({ KeyId, GrantId: without.GrantId }))).toMatchObject(denied);
    const { GrantId } = await grant(user, ['Encrypt', 'RetireGrant']);
    await expect(user.retireGrant({ KeyId, GrantId })).resolves.toBeDefined();
  });

  test('when the account of its key retires it, or delegates that', async () => {
    const user = await as(OWNER);
    const one = await grant(user, ['Encrypt']);
    await expect(root.retireGrant({ KeyId, GrantId: one.GrantId })).resolves.toBeDefined();
    const two = await grant(user, ['Encrypt']);
    const delegate = await as(OWNER, may('kms:RetireGrant', KeyId));
    await expect(delegate.retireGrant({ KeyId, GrantId: two.GrantId })).resolves.toBeDefined();
    const three = await grant(user, ['Encrypt']);
    const outside = await as(OTHER, may('kms:RetireGrant', KeyId));
    expect(await failure(outside.retireGrant({ KeyId, GrantId: three.GrantId }))).toMatchObject(denied);
  });

  test('not by a key policy that allows kms:RetireGrant, and not against a Deny', async () => {
    const named = await as(OWNER);
    const statements = [
      { ...may('kms:*'), Principal: { AWS: OWNER } },
      { ...may('kms:RetireGrant'), Principal: { AWS: named.arn } },
    ];
    const other = (await root.createKey({ Policy: policy(...statements) })).KeyMetadata!.Arn!;
    const { GrantId } = await root.createGrant({ KeyId: other, GranteePrincipal: named.arn, Operations: ['Encrypt'] });
    expect(await failure(named.retireGrant({ KeyId: other, GrantId: GrantId! }))).toMatchObject(denied);
    const barred = await as(OWNER, mayNot('kms:RetireGrant'));
    const barring = await grant(barred, ['Encrypt'], { RetiringPrincipal: barred.arn });
    expect(await failure(barred.retireGrant({ KeyId, GrantId: barring.GrantId }))).toMatchObject(denied);
  });

  test('not by a dry run', async () => {
    const user = await as(OWNER);
    const { GrantId } = await grant(user, ['Encrypt']);
    const dry = { name: 'DryRunOperationException', status: 412 };
    expect(await failure(root.revokeGrant({ KeyId, GrantId, DryRun: true }))).toMatchObject(dry);
    expect(await failure(root.retireGrant({ KeyId, GrantId, DryRun: true }))).toMatchObject(dry);
    expect(await failure(grant(user, ['Decrypt'], { DryRun: true }))).toMatchObject(dry);
    expect(await works(user)).toBe(true);
    expect((await root.listGrants({ KeyId, GranteePrincipal: user.arn })).Grants).toHaveLength(1);
  });
});
