import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { KMS } from '@aws-sdk/client-kms';
import { startEmulator, type StartedEmulator } from '../../../emulator/index';
import { clientsFor, failure, makeUser, may, rootOf } from '../clients';
import { send, sign } from '../wire';

const ACCOUNT = '111111111111';
const DAY = 24 * 60 * 60 * 1000;
const text = Buffer.from('text');

let later = 0;
let emulator: StartedEmulator;
let kms: KMS;
beforeAll(async () => {
  emulator = await startEmulator({ clock: () => new Date(Date.now() + later) });
  kms = rootOf(emulator, ACCOUNT).kms;
});
afterAll(() => emulator.stop());

const makeKey = async (more: object = {}): Promise<string> => (await kms.createKey(more)).KeyMetadata!.Arn!;
const client = (region: string, account = ACCOUNT): KMS =>
  clientsFor(emulator, emulator.rootCredentials(account), region).kms;

describe('a key', () => {
  test('is symmetric, enabled, and described as it was made', async () => {
    const { KeyMetadata } = await kms.createKey({ Description: 'lake', Tags: [{ TagKey: 'team', TagValue: 'a' }] });
    expect(KeyMetadata).toEqual({
      AWSAccountId: ACCOUNT,
      Arn: `arn:aws:kms:us-east-1:${ACCOUNT}:key/${KeyMetadata!.KeyId}`,
      CreationDate: expect.any(Date),
      CustomerMasterKeySpec: 'SYMMETRIC_DEFAULT',
      Description: 'lake',
      Enabled: true,
      EncryptionAlgorithms: ['SYMMETRIC_DEFAULT'],
      KeyId: expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
      KeyManager: 'CUSTOMER',
      KeySpec: 'SYMMETRIC_DEFAULT',
      KeyState: 'Enabled',
      KeyUsage: 'ENCRYPT_DECRYPT',
      MultiRegion: false,
      Origin: 'AWS_KMS',
    });
    for (const KeyId of [KeyMetadata!.KeyId!, KeyMetadata!.Arn!]) {
      expect((await kms.describeKey({ KeyId })).KeyMetadata).toEqual(KeyMetadata);
    }
    await kms.updateKeyDescription({ KeyId: KeyMetadata!.KeyId!, Description: 'delta' });
    expect((await kms.describeKey({ KeyId: KeyMetadata!.KeyId! })).KeyMetadata!.Description).toBe('delta');
  });

  test('is of one region, and in China of that partition', async () => {
    const KeyId = await makeKey();
    expect(await failure(client('eu-west-1').describeKey({ KeyId }))).toEqual({
      name: 'NotFoundException',
      status: 400,
      message: 'Invalid arn us-east-1',
    });
    expect(await failure(client('eu-west-1').describeKey({ KeyId: KeyId.split('/')[1]! }))).toMatchObject({
      name: 'NotFoundException',
    });
    expect((await client('eu-west-1').listKeys({})).Keys).toEqual([]);
    const { KeyMetadata } = await client('cn-north-1', '444444444444').createKey({});
    expect(KeyMetadata!.Arn).toMatch(/^arn:aws-cn:kms:cn-north-1:444444444444:key\//);
  });

  test.each([
    ['an ARN of another service', 'arn:aws:s3:::lake', 'InvalidArnException', 'Invalid arn arn:aws:s3:::lake'],
    ['an ARN of no key', `arn:aws:kms:us-east-1:${ACCOUNT}:store/x`, 'InvalidArnException', /^Invalid arn/],
    [
      'an id of no key',
      'missing',
      'NotFoundException',
      `Key 'arn:aws:kms:us-east-1:${ACCOUNT}:key/missing' does not exist`,
    ],
    [
      'an alias of no key',
      'alias/missing',
      'NotFoundException',
      `Alias arn:aws:kms:us-east-1:${ACCOUNT}:alias/missing is not found.`,
    ],
    ['an alias of AWS', 'alias/aws/s3', 'NotFoundException', /alias\/aws\/s3 is not found/],
    ['nothing', '', 'ValidationException', /length/],
  ])('is not found by %s', async (_, KeyId, name, message) => {
    const expected = typeof message === 'string' ? message : expect.stringMatching(message);
    expect(await failure(kms.describeKey({ KeyId }))).toEqual({ name, status: 400, message: expected });
  });

  test.each([
    ['an asymmetric spec', { KeySpec: 'RSA_2048' }],
    ['HMAC', { KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' }],
    ['material of its own', { Origin: 'EXTERNAL' }],
    ['several regions', { MultiRegion: true }],
    ['a custom key store', { CustomKeyStoreId: 'cks-1' }],
  ])('with %s is NotImplemented rather than something else', async (_, input) => {
    const { Keys } = await kms.listKeys({ Limit: 1000 });
    expect(await failure(kms.createKey(input as object))).toMatchObject({ name: 'NotImplemented', status: 501 });
    expect((await kms.listKeys({ Limit: 1000 })).Keys).toEqual(Keys);
  });

  test('lists come in pages', async () => {
    const other = client('us-east-1', '555555555555');
    const ids = [];
    for (let i = 0; i < 3; i++) ids.push((await other.createKey({})).KeyMetadata!.KeyId);
    const { Keys, Truncated, NextMarker } = await other.listKeys({ Limit: 2 });
    expect([Keys!.length, Truncated]).toEqual([2, true]);
    const rest = await other.listKeys({ Marker: NextMarker });
    expect([...Keys!, ...rest.Keys!].map(({ KeyId }) => KeyId)).toEqual(ids.sort());
    expect(rest.Truncated).toBe(false);
    expect(await failure(other.listKeys({ Marker: 'not base64!' }))).toMatchObject({
      name: 'InvalidMarkerException',
      status: 400,
    });
    expect(await failure(other.listKeys({ Limit: 1001 }))).toMatchObject({ name: 'ValidationException', status: 400 });
  });
});

describe('key states (R-KMS-7)', () => {
  test('a disabled key is looked after and not used', async () => {
    const KeyId = await makeKey();
    const { CiphertextBlob } = await kms.encrypt({ KeyId, Plaintext: text });
    await kms.disableKey({ KeyId });
    expect((await kms.describeKey({ KeyId })).KeyMetadata).toMatchObject({ KeyState: 'Disabled', Enabled: false });
    const disabled = { name: 'DisabledException', status: 400, message: `${KeyId} is disabled.` };
    for (const call of [
      kms.encrypt({ KeyId, Plaintext: text }),
      kms.decrypt({ CiphertextBlob }),
      kms.generateDataKey({ KeyId, KeySpec: 'AES_256' }),
      kms.reEncrypt({ CiphertextBlob, DestinationKeyId: KeyId }),
      kms.createGrant({ KeyId, GranteePrincipal: `arn:aws:iam::${ACCOUNT}:root`, Operations: ['Decrypt'] }),
      kms.enableKeyRotation({ KeyId }),
      kms.disableKeyRotation({ KeyId }),
    ]) {
      expect(await failure(call)).toEqual(disabled);
    }
    await kms.tagResource({ KeyId, Tags: [{ TagKey: 'a', TagValue: 'b' }] });
    await kms.updateKeyDescription({ KeyId, Description: 'resting' });
    await kms.createAlias({ AliasName: 'alias/resting', TargetKeyId: KeyId });
    await kms.enableKey({ KeyId });
    await expect(kms.decrypt({ CiphertextBlob })).resolves.toBeDefined();
  });

  test('a key that waits for its deletion is read, and its policy mended, and nothing else', async () => {
    const KeyId = await makeKey();
    const { Policy } = await kms.getKeyPolicy({ KeyId });
    await kms.createAlias({ AliasName: 'alias/going', TargetKeyId: KeyId });
    await kms.enableKeyRotation({ KeyId });
    const scheduled = await kms.scheduleKeyDeletion({ KeyId, PendingWindowInDays: 7 });
    expect(scheduled).toMatchObject({ KeyId, KeyState: 'PendingDeletion', PendingWindowInDays: 7 });
    const { KeyMetadata } = await kms.describeKey({ KeyId });
    expect(KeyMetadata).toMatchObject({
      KeyState: 'PendingDeletion',
      Enabled: false,
      DeletionDate: scheduled.DeletionDate,
    });
    const pending = { name: 'KMSInvalidStateException', status: 400, message: `${KeyId} is pending deletion.` };
    for (const call of [
      kms.encrypt({ KeyId, Plaintext: text }),
      kms.scheduleKeyDeletion({ KeyId }),
      kms.enableKey({ KeyId }),
      kms.disableKey({ KeyId }),
      kms.enableKeyRotation({ KeyId }),
      kms.tagResource({ KeyId, Tags: [{ TagKey: 'a', TagValue: 'b' }] }),
      kms.untagResource({ KeyId, TagKeys: ['a'] }),
      kms.updateKeyDescription({ KeyId, Description: 'gone' }),
      kms.createAlias({ AliasName: 'alias/late', TargetKeyId: KeyId }),
      kms.createGrant({ KeyId, GranteePrincipal: `arn:aws:iam::${ACCOUNT}:root`, Operations: ['Decrypt'] }),
    ]) {
      expect(await failure(call)).toEqual(pending);
    }
    await kms.putKeyPolicy({ KeyId, Policy });
    await expect(kms.listResourceTags({ KeyId })).resolves.toBeDefined();
    await expect(kms.getKeyRotationStatus({ KeyId })).resolves.toMatchObject({ KeyRotationEnabled: false });
    await kms.deleteAlias({ AliasName: 'alias/going' });
    await kms.cancelKeyDeletion({ KeyId });
    expect((await kms.describeKey({ KeyId })).KeyMetadata).toMatchObject({ KeyState: 'Disabled' });
    await expect(kms.getKeyRotationStatus({ KeyId })).resolves.toMatchObject({ KeyRotationEnabled: true });
    expect(await failure(kms.cancelKeyDeletion({ KeyId }))).toEqual({
      ...pending,
      message: `${KeyId} is not pending deletion.`,
    });
  });

  test('the waiting period is of 7 to 30 days, 30 unless said', async () => {
    const KeyId = await makeKey();
    for (const PendingWindowInDays of [6, 31]) {
      expect(await failure(kms.scheduleKeyDeletion({ KeyId, PendingWindowInDays }))).toMatchObject({
        name: 'ValidationException',
      });
    }
    const { DeletionDate, PendingWindowInDays } = await kms.scheduleKeyDeletion({ KeyId });
    expect(PendingWindowInDays).toBe(30);
    expect(Math.round((DeletionDate!.getTime() - Date.now()) / DAY)).toBe(30);
  });
});

describe('rotation', () => {
  test('is off, every 365 days once on, and as often as was said', async () => {
    const KeyId = await makeKey();
    expect(await kms.getKeyRotationStatus({ KeyId })).toMatchObject({ KeyRotationEnabled: false });
    await kms.enableKeyRotation({ KeyId });
    const year = await kms.getKeyRotationStatus({ KeyId });
    expect(year).toMatchObject({ KeyId, KeyRotationEnabled: true, RotationPeriodInDays: 365 });
    expect(Math.round((year.NextRotationDate!.getTime() - Date.now()) / DAY)).toBe(365);
    await kms.enableKeyRotation({ KeyId, RotationPeriodInDays: 90 });
    expect(await kms.getKeyRotationStatus({ KeyId })).toMatchObject({ RotationPeriodInDays: 90 });
    await kms.disableKeyRotation({ KeyId });
    const off = await kms.getKeyRotationStatus({ KeyId });
    expect(off.KeyRotationEnabled).toBe(false);
    expect(off).not.toHaveProperty('NextRotationDate');
    for (const RotationPeriodInDays of [89, 2561]) {
      expect(await failure(kms.enableKeyRotation({ KeyId, RotationPeriodInDays }))).toMatchObject({
        name: 'ValidationException',
      });
    }
  });
});

describe('tags', () => {
  test('are set, changed and removed, and may differ by case alone', async () => {
    const KeyId = await makeKey({ Tags: [{ TagKey: 'team', TagValue: 'a' }] });
    await kms.tagResource({
      KeyId,
      Tags: [
        { TagKey: 'team', TagValue: 'b' },
        { TagKey: 'Team', TagValue: 'c' },
      ],
    });
    expect((await kms.listResourceTags({ KeyId })).Tags).toEqual([
      { TagKey: 'Team', TagValue: 'c' },
      { TagKey: 'team', TagValue: 'b' },
    ]);
    await kms.untagResource({ KeyId, TagKeys: ['team', 'missing'] });
    expect(await kms.listResourceTags({ KeyId })).toMatchObject({
      Tags: [{ TagKey: 'Team', TagValue: 'c' }],
      Truncated: false,
    });
  });

  test.each([
    ['a key of AWS', [{ TagKey: 'aws:team', TagValue: 'a' }], 'TagException'],
    [
      'a key twice',
      [
        { TagKey: 'a', TagValue: '1' },
        { TagKey: 'a', TagValue: '2' },
      ],
      'TagException',
    ],
    ['a key too long', [{ TagKey: 'a'.repeat(129), TagValue: '' }], 'TagException'],
    ['51 tags', Array.from({ length: 51 }, (_, i) => ({ TagKey: `k${i}`, TagValue: '' })), 'LimitExceededException'],
  ])('%s is refused', async (_, Tags, name) => {
    expect(await failure(kms.createKey({ Tags }))).toMatchObject({ name, status: 400 });
  });

  test('are conditions on the key', async () => {
    const inTeamA = { StringEquals: { 'aws:ResourceTag/team': 'a' } };
    const user = clientsFor(
      emulator,
      await makeUser(emulator, ACCOUNT, 'team-a', may('kms:Encrypt', '*', inTeamA)),
    ).kms;
    const [a, b] = [await makeKey({ Tags: [{ TagKey: 'team', TagValue: 'a' }] }), await makeKey()];
    await expect(user.encrypt({ KeyId: a, Plaintext: text })).resolves.toBeDefined();
    expect(await failure(user.encrypt({ KeyId: b, Plaintext: text }))).toMatchObject({ name: 'AccessDeniedException' });
  });
});

describe('what Terraform polls after it made a key', () => {
  test('answers the same until something changes', async () => {
    const KeyId = await makeKey({ Tags: [{ TagKey: 'a', TagValue: 'b' }] });
    await kms.enableKeyRotation({ KeyId });
    const read = async () => {
      const [policy, rotation, tags] = await Promise.all([
        kms.getKeyPolicy({ KeyId, PolicyName: 'default' }),
        kms.getKeyRotationStatus({ KeyId }),
        kms.listResourceTags({ KeyId }),
      ]);
      return [
        policy.Policy,
        rotation.KeyRotationEnabled,
        rotation.RotationPeriodInDays,
        rotation.NextRotationDate,
        tags.Tags,
      ];
    };
    const first = await read();
    for (let i = 0; i < 5; i++) expect(await read()).toEqual(first);
  });
});

describe('the wire', () => {
  const ask = async (operation: string, body = '{}') => {
    const endpoint = emulator.httpEndpoint;
    const headers = { 'x-amz-target': `TrentService.${operation}`, 'content-type': 'application/x-amz-json-1.1' };
    const request = { method: 'POST', headers, body };
    return send(endpoint, await sign(endpoint, emulator.rootCredentials(ACCOUNT), request, { service: 'kms' }));
  };

  test.each(['Sign', 'ReplicateKey', 'ImportKeyMaterial', 'GenerateMac', 'ListRetirableGrants', 'toString', 'decrypt'])(
    '%s is NotImplemented',
    async (operation) => {
      expect(await ask(operation)).toMatchObject({ status: 501, code: 'NotImplemented' });
    },
  );

  test.each([
    ['no JSON', 'DescribeKey', '{'],
    ['a list', 'DescribeKey', '[]'],
    ['a number for a text', 'DescribeKey', '{"KeyId":1}'],
    ['a text for a map', 'Encrypt', '{"KeyId":"x","Plaintext":"eA==","EncryptionContext":"a=b"}'],
    ['a number in a map', 'Encrypt', '{"KeyId":"x","Plaintext":"eA==","EncryptionContext":{"a":1}}'],
    ['text that is no base64', 'Encrypt', '{"KeyId":"x","Plaintext":"?"}'],
    ['a fraction', 'ListKeys', '{"Limit":1.5}'],
  ])('%s is a SerializationException', async (_, operation, body) => {
    expect(await ask(operation, body)).toMatchObject({ status: 400, code: 'SerializationException' });
  });

  test('errors are JSON 1.1, with their type in body and header', async () => {
    const { headers, body } = await ask('DescribeKey', '{"KeyId":"missing"}');
    expect(headers).toMatchObject({
      'content-type': 'application/x-amz-json-1.1',
      'x-amzn-errortype': 'NotFoundException',
      'x-amzn-requestid': expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
    expect(JSON.parse(body)).toEqual({
      __type: 'NotFoundException',
      message: expect.stringContaining('does not exist'),
    });
  });
});

// Last: it moves the clock on.
test('a key whose waiting period is over is gone, with its aliases', async () => {
  const KeyId = await makeKey();
  await kms.createAlias({ AliasName: 'alias/over', TargetKeyId: KeyId });
  await kms.scheduleKeyDeletion({ KeyId, PendingWindowInDays: 7 });
  later = 7 * DAY - 60_000;
  const nearly = clientsFor(emulator, emulator.rootCredentials(ACCOUNT)).kms;
  nearly.config.systemClockOffset = later;
  await expect(nearly.describeKey({ KeyId })).resolves.toBeDefined();
  later = 7 * DAY + 60_000;
  const after = clientsFor(emulator, emulator.rootCredentials(ACCOUNT)).kms;
  after.config.systemClockOffset = later;
  expect((await after.listKeys({ Limit: 1000 })).Keys!.map(({ KeyArn }) => KeyArn)).not.toContain(KeyId);
  expect((await after.listAliases({})).Aliases!.map(({ AliasName }) => AliasName)).not.toContain('alias/over');
  expect(await failure(after.describeKey({ KeyId }))).toMatchObject({ name: 'NotFoundException' });
  expect(emulator.state.world.accounts.get(ACCOUNT)!.keys.has(KeyId)).toBe(false);
});
