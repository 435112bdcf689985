import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { KMS } from '@aws-sdk/client-kms';
import { startEmulator, type StartedEmulator } from '../../../emulator/index';
import { assume, clientsFor, failure, makeRole, makeUser, may, mayNot, policy, rootOf, trust } from '../clients';

const OWNER = '111111111111';
const OTHER = '222222222222';
const REGION = 'eu-west-1';
const rootArn = (account: string): string => `arn:aws:iam::${account}:root`;
const userArn = (account: string, name: string): string => `arn:aws:iam::${account}:user/${name}`;
const text = Buffer.from('text');
/** A statement of a key policy. */
const lets = (AWS: string | string[], Action: string | string[] = 'kms:*', Condition?: object): object => ({
  ...may(Action, '*', Condition),
  Principal: { AWS },
});
const own = lets(rootArn(OWNER));

let emulator: StartedEmulator;
let root: KMS;
beforeAll(async () => {
  emulator = await startEmulator();
  root = clientsFor(emulator, emulator.rootCredentials(OWNER), REGION).kms;
});
afterAll(() => emulator.stop());

let count = 0;
/** KMS as a new user sees it. */
const as = async (account: string, ...statements: object[]): Promise<KMS & { arn: string }> => {
  const name = `user-${count++}`;
  const { kms } = clientsFor(emulator, await makeUser(emulator, account, name, ...statements), REGION);
  return Object.assign(kms, { arn: userArn(account, name) });
};
const makeKey = async (...statements: object[]): Promise<string> =>
  (await root.createKey({ Policy: policy(...statements) })).KeyMetadata!.Arn!;

const denied = { name: 'AccessDeniedException', status: 400 };

describe('inside its account a key policy is mandatory (R-KMS-1)', () => {
  test('the default one lets IAM policies decide', async () => {
    const KeyId = (await root.createKey({})).KeyMetadata!.Arn!;
    const { Policy } = await root.getKeyPolicy({ KeyId });
    expect(JSON.parse(Policy!)).toEqual({
      Version: '2012-10-17',
      Id: 'key-default-1',
      Statement: [
        {
          Sid: 'Enable IAM User Permissions',
          Effect: 'Allow',
          Principal: { AWS: rootArn(OWNER) },
          Action: 'kms:*',
          Resource: '*',
        },
      ],
    });
    await expect(
      (await as(OWNER, may('kms:Encrypt', KeyId))).encrypt({ KeyId, Plaintext: text }),
    ).resolves.toBeDefined();
    const nobody = await as(OWNER);
    expect(await failure(nobody.encrypt({ KeyId, Plaintext: text }))).toEqual({
      ...denied,
      message: `User: ${nobody.arn} is not authorized to perform: kms:Encrypt on resource: ${KeyId} because no identity-based policy allows the kms:Encrypt action`,
    });
  });

  test('without the account in it, IAM policies open nothing, and whom it names needs none (D092)', async () => {
    const named = await as(OWNER);
    const admin = await as(OWNER, may('*'));
    const KeyId = await makeKey(
      lets(admin.arn, 'kms:PutKeyPolicy'),
      lets(rootArn(OWNER), 'kms:PutKeyPolicy'),
      lets(named.arn, 'kms:Encrypt'),
    );
    await expect(named.encrypt({ KeyId, Plaintext: text })).resolves.toBeDefined();
    expect(await failure(admin.encrypt({ KeyId, Plaintext: text }))).toMatchObject({
      ...denied,
      message: expect.stringContaining('because no resource-based policy allows the kms:Encrypt action'),
    });
    expect(await failure(root.encrypt({ KeyId, Plaintext: text }))).toMatchObject(denied);
  });

  test('a Deny in it hits root too', async () => {
    const KeyId = await makeKey(own, { ...mayNot('kms:Encrypt'), Principal: '*' });
    expect(await failure(root.encrypt({ KeyId, Plaintext: text }))).toMatchObject({
      ...denied,
      message: expect.stringContaining('with an explicit deny in a resource-based policy'),
    });
  });

  test('statements without Resource are saved and have no effect', async () => {
    const named = await as(OWNER);
    const { Resource: _, ...ineffective } = lets(named.arn) as Record<string, unknown>;
    const KeyId = await makeKey(own, ineffective);
    expect(await failure(named.encrypt({ KeyId, Plaintext: text }))).toMatchObject(denied);
  });
});

describe('across accounts both sides have to allow (R-KMS-2)', () => {
  test('the key policy and the policy of the caller, on the ARN of the key', async () => {
    const KeyId = await makeKey(own, lets(rootArn(OTHER), ['kms:Encrypt', 'kms:DescribeKey']));
    const allowed = await as(OTHER, may('kms:Encrypt', KeyId));
    await expect(allowed.encrypt({ KeyId, Plaintext: text })).resolves.toBeDefined();
    const elsewhere = await as(OTHER, may('kms:Encrypt', `arn:aws:kms:${REGION}:${OTHER}:key/*`));
    const without = await as(OTHER);
    for (const caller of [elsewhere, without]) {
      expect(await failure(caller.encrypt({ KeyId, Plaintext: text }))).toEqual({
        ...denied,
        message: `User: ${caller.arn} is not authorized to perform: kms:Encrypt on this resource because the resource does not exist in this Region, no resource-based policies allow access, or a resource-based policy explicitly denies access`,
      });
    }
  });

  test('the policy of the caller alone is not enough', async () => {
    const KeyId = await makeKey(own);
    const caller = await as(OTHER, may('kms:*'));
    expect(await failure(caller.encrypt({ KeyId, Plaintext: text }))).toMatchObject(denied);
  });

  test('a key that is not there looks like one that is not open', async () => {
    const caller = await as(OTHER, may('kms:*'));
    const missing = `arn:aws:kms:${REGION}:${OWNER}:key/00000000-0000-4000-8000-000000000000`;
    const there = await makeKey(own);
    const messages = await Promise.all([missing, there].map((KeyId) => failure(caller.describeKey({ KeyId }))));
    expect(messages[0]).toEqual(messages[1]);
    expect(await failure(caller.describeKey({ KeyId: `arn:aws:kms:${REGION}:${OWNER}:alias/missing` }))).toEqual(
      messages[0],
    );
    const lists = await Promise.all([missing, there].map((KeyId) => failure(caller.listAliases({ KeyId }))));
    expect(lists.map(({ name, status }) => ({ name, status }))).toEqual(
      Array(2).fill({ name: 'NotFoundException', status: 400 }),
    );
  });

  test('an id or a name without its account means a key of the caller', async () => {
    const arn = await makeKey(own, lets(rootArn(OTHER)));
    await root.createAlias({ AliasName: 'alias/shared', TargetKeyId: arn });
    const caller = await as(OTHER, may('kms:*'));
    const id = arn.split('/')[1]!;
    expect(await failure(caller.encrypt({ KeyId: id, Plaintext: text }))).toEqual({
      name: 'NotFoundException',
      status: 400,
      message: `Key 'arn:aws:kms:${REGION}:${OTHER}:key/${id}' does not exist`,
    });
    expect(await failure(caller.encrypt({ KeyId: 'alias/shared', Plaintext: text }))).toMatchObject({
      name: 'NotFoundException',
    });
    const byAlias = caller.encrypt({ KeyId: `arn:aws:kms:${REGION}:${OWNER}:alias/shared`, Plaintext: text });
    await expect(byAlias).resolves.toMatchObject({ KeyId: arn });
  });

  test('a role is let in by its ARN, its account by the root of it', async () => {
    const role = await makeRole(emulator, OTHER, 'reader', trust({ AWS: OTHER }), may('kms:Encrypt'));
    const KeyId = await makeKey(own, lets(role, 'kms:Encrypt'));
    const ann = await makeUser(emulator, OTHER, 'ann', may(['sts:AssumeRole', 'kms:Encrypt']));
    const session = clientsFor(emulator, await assume(emulator, ann, role), REGION).kms;
    await expect(session.encrypt({ KeyId, Plaintext: text })).resolves.toBeDefined();
    const user = clientsFor(emulator, ann, REGION).kms;
    expect(await failure(user.encrypt({ KeyId, Plaintext: text }))).toMatchObject(denied);
  });

  test('administration never works, whatever both sides say', async () => {
    const KeyId = await makeKey(own, lets(rootArn(OTHER)));
    const caller = await as(OTHER, may('kms:*'));
    const calls = [
      caller.putKeyPolicy({ KeyId, Policy: policy(own) }),
      caller.getKeyPolicy({ KeyId }),
      caller.scheduleKeyDeletion({ KeyId }),
      caller.disableKey({ KeyId }),
      caller.enableKey({ KeyId }),
      caller.enableKeyRotation({ KeyId }),
      caller.updateKeyDescription({ KeyId, Description: 'mine' }),
      caller.tagResource({ KeyId, Tags: [{ TagKey: 'a', TagValue: 'b' }] }),
      caller.listResourceTags({ KeyId }),
      caller.listKeyPolicies({ KeyId }),
      caller.createAlias({ AliasName: 'alias/theirs', TargetKeyId: KeyId }),
    ];
    for (const call of calls) expect(await failure(call)).toMatchObject(denied);
  });

  test('use, description, rotation status and grants do', async () => {
    const KeyId = await makeKey(own, lets(rootArn(OTHER)));
    const caller = await as(OTHER, may('kms:*'));
    const { CiphertextBlob } = await caller.encrypt({ KeyId, Plaintext: text });
    await expect(caller.decrypt({ CiphertextBlob })).resolves.toMatchObject({ KeyId });
    await expect(caller.generateDataKey({ KeyId, KeySpec: 'AES_256' })).resolves.toBeDefined();
    await expect(caller.generateDataKeyWithoutPlaintext({ KeyId, NumberOfBytes: 16 })).resolves.toBeDefined();
    await expect(caller.reEncrypt({ CiphertextBlob, DestinationKeyId: KeyId })).resolves.toBeDefined();
    await expect(caller.describeKey({ KeyId })).resolves.toMatchObject({ KeyMetadata: { AWSAccountId: OWNER } });
    await expect(caller.getKeyRotationStatus({ KeyId })).resolves.toBeDefined();
    const { GrantId } = await caller.createGrant({ KeyId, GranteePrincipal: caller.arn, Operations: ['Decrypt'] });
    const { Grants } = await caller.listGrants({ KeyId });
    expect(Grants).toMatchObject([{ GrantId, IssuingAccount: rootArn(OTHER), GranteePrincipal: caller.arn }]);
    await caller.revokeGrant({ KeyId, GrantId: GrantId! });
  });
});

describe('conditions', () => {
  test('on the encryption context of the request', async () => {
    const only = { StringEquals: { 'kms:EncryptionContext:aws:s3:arn': 'arn:aws:s3:::lake' } };
    const named = await as(OWNER);
    const KeyId = await makeKey(own, lets(named.arn, ['kms:Encrypt', 'kms:Decrypt'], only));
    const EncryptionContext = { 'aws:s3:arn': 'arn:aws:s3:::lake' };
    const { CiphertextBlob } = await named.encrypt({ KeyId, Plaintext: text, EncryptionContext });
    await expect(named.decrypt({ CiphertextBlob, EncryptionContext })).resolves.toBeDefined();
    await expect(named.decrypt({ CiphertextBlob, EncryptionContext, KeyId })).resolves.toBeDefined();
    for (const other of [undefined, { 'aws:s3:arn': 'arn:aws:s3:::other' }]) {
      expect(await failure(named.encrypt({ KeyId, Plaintext: text, EncryptionContext: other }))).toMatchObject(denied);
      expect(await failure(named.decrypt({ CiphertextBlob, EncryptionContext: other }))).toMatchObject(denied);
    }
  });

  test('on the service that calls: nobody else can say it is S3', async () => {
    const viaS3 = { StringEquals: { 'kms:ViaService': `s3.${REGION}.amazonaws.com`, 'kms:CallerAccount': OTHER } };
    const KeyId = await makeKey(own, lets(rootArn(OTHER), 'kms:*', viaS3));
    const caller = await as(OTHER, may('kms:*'));
    expect(await failure(caller.encrypt({ KeyId, Plaintext: text }))).toMatchObject(denied);
  });

  test("on the caller's account and the alias by which the key was named", async () => {
    const named = await as(OWNER);
    const byAlias = { StringEquals: { 'kms:RequestAlias': 'alias/named', 'kms:CallerAccount': OWNER } };
    const KeyId = await makeKey(own, lets(named.arn, 'kms:Encrypt', byAlias));
    await root.createAlias({ AliasName: 'alias/named', TargetKeyId: KeyId });
    await expect(named.encrypt({ KeyId: 'alias/named', Plaintext: text })).resolves.toBeDefined();
    expect(await failure(named.encrypt({ KeyId, Plaintext: text }))).toMatchObject(denied);
  });
});

describe('a policy is refused', () => {
  const malformed = { name: 'MalformedPolicyDocumentException', status: 400 };

  test.each([
    [
      'with a role that does not exist',
      policy(own, lets(`arn:aws:iam::${OTHER}:role/missing`)),
      'Policy contains a statement with one or more invalid principals.',
    ],
    [
      'with a user that does not exist',
      policy(own, lets(userArn(OWNER, 'missing'))),
      'Policy contains a statement with one or more invalid principals.',
    ],
    ['that is no JSON', '{', 'This policy contains invalid Json'],
    [
      'that lets its author never change it again',
      policy(lets(rootArn(OWNER), 'kms:Encrypt')),
      'The new key policy will not allow you to update the key policy in the future.',
    ],
    [
      'that denies its author to change it',
      policy(own, { ...mayNot('kms:PutKeyPolicy'), Principal: '*' }),
      'The new key policy will not allow you to update the key policy in the future.',
    ],
  ])('%s, for a new key as for an old one', async (_, Policy, message) => {
    const KeyId = (await root.createKey({})).KeyMetadata!.KeyId!;
    expect(await failure(root.createKey({ Policy }))).toEqual({ ...malformed, message });
    expect(await failure(root.putKeyPolicy({ KeyId, Policy }))).toEqual({ ...malformed, message });
    expect((await root.getKeyPolicy({ KeyId })).Policy).toContain('key-default-1');
  });

  test('beyond 32 KB', async () => {
    const Policy = policy(own, { ...lets(rootArn(OWNER)), Sid: 'x'.repeat(32_768) });
    expect(await failure(root.createKey({ Policy }))).toMatchObject({ name: 'LimitExceededException', status: 400 });
  });

  test('the lockout check asks for the caller and not for somebody', async () => {
    const admin = await as(OWNER, may('kms:*'));
    const Policy = policy(lets(userArn(OWNER, admin.arn.split('/')[1]!)));
    expect(await failure(root.createKey({ Policy }))).toMatchObject(malformed);
    await expect(admin.createKey({ Policy })).resolves.toBeDefined();
  });

  test('the lockout check can be bypassed, unless a policy denies that', async () => {
    const Policy = policy(lets(rootArn(OWNER), 'kms:Encrypt'));
    const { KeyMetadata } = await root.createKey({ Policy, BypassPolicyLockoutSafetyCheck: true });
    expect(await failure(root.putKeyPolicy({ KeyId: KeyMetadata!.Arn!, Policy: policy(own) }))).toMatchObject(denied);
    const careful = await as(
      OWNER,
      may('kms:*'),
      mayNot(['kms:CreateKey', 'kms:PutKeyPolicy'], '*', { Bool: { 'kms:BypassPolicyLockoutSafetyCheck': 'true' } }),
    );
    await expect(careful.createKey({ Policy: policy(own) })).resolves.toBeDefined();
    const bypassing = careful.createKey({ Policy, BypassPolicyLockoutSafetyCheck: true });
    expect(await failure(bypassing)).toMatchObject(denied);
    const KeyId = (await careful.createKey({ Policy: policy(own) })).KeyMetadata!.Arn!;
    await expect(careful.putKeyPolicy({ KeyId, Policy: policy(own) })).resolves.toBeDefined();
    const again = careful.putKeyPolicy({ KeyId, Policy, BypassPolicyLockoutSafetyCheck: true });
    expect(await failure(again)).toMatchObject(denied);
  });

  test('a key has one policy, named default', async () => {
    const KeyId = (await root.createKey({})).KeyMetadata!.KeyId!;
    expect((await root.listKeyPolicies({ KeyId })).PolicyNames).toEqual(['default']);
    await root.putKeyPolicy({ KeyId, PolicyName: 'default', Policy: policy(own) });
    expect(await failure(root.getKeyPolicy({ KeyId, PolicyName: 'other' }))).toMatchObject({
      name: 'NotFoundException',
      message: 'No such policy exists: other',
    });
  });
});

test('root of another account is let in by the key policy alone (R-ROOT)', async () => {
  const KeyId = await makeKey(own, lets(rootArn(OTHER), 'kms:Encrypt'));
  const { kms } = clientsFor(emulator, emulator.rootCredentials(OTHER), REGION);
  await expect(kms.encrypt({ KeyId, Plaintext: text })).resolves.toBeDefined();
  expect(await failure(kms.decrypt({ KeyId, CiphertextBlob: text }))).toMatchObject(denied);
  expect(await failure(rootOf(emulator, OTHER).kms.encrypt({ KeyId, Plaintext: text }))).toMatchObject({
    name: 'NotFoundException',
    message: `Invalid arn ${REGION}`,
  });
});
