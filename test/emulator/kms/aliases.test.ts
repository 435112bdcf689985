import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { KMS } from '@aws-sdk/client-kms';
import { startEmulator, type StartedEmulator } from '../../../emulator/index';
import { clientsFor, failure, makeUser, may, rootOf } from '../clients';

const ACCOUNT = '111111111111';
const text = Buffer.from('text');
const aliasArn = (name: string): string => `arn:aws:kms:us-east-1:${ACCOUNT}:${name}`;

let emulator: StartedEmulator;
let kms: KMS;
let one: string;
let two: string;
beforeAll(async () => {
  emulator = await startEmulator();
  kms = rootOf(emulator, ACCOUNT).kms;
  [one, two] = [(await kms.createKey({})).KeyMetadata!.Arn!, (await kms.createKey({})).KeyMetadata!.Arn!];
});
afterAll(() => emulator.stop());

let count = 0;
const as = async (...statements: object[]): Promise<KMS> =>
  clientsFor(emulator, await makeUser(emulator, ACCOUNT, `user-${count++}`, ...statements)).kms;
const denied = { name: 'AccessDeniedException', status: 400 };

describe('an alias', () => {
  test('names a key wherever it is used, until it names another', async () => {
    const AliasName = 'alias/team/lake';
    await kms.createAlias({ AliasName, TargetKeyId: one.split('/')[1] });
    for (const KeyId of [AliasName, aliasArn(AliasName)]) {
      expect((await kms.encrypt({ KeyId, Plaintext: text })).KeyId).toBe(one);
      expect((await kms.describeKey({ KeyId })).KeyMetadata!.Arn).toBe(one);
    }
    const { CiphertextBlob } = await kms.encrypt({ KeyId: AliasName, Plaintext: text });
    await kms.updateAlias({ AliasName, TargetKeyId: two });
    expect((await kms.encrypt({ KeyId: AliasName, Plaintext: text })).KeyId).toBe(two);
    await expect(kms.decrypt({ CiphertextBlob })).resolves.toMatchObject({ KeyId: one });
    await kms.deleteAlias({ AliasName });
    expect(await failure(kms.describeKey({ KeyId: AliasName }))).toEqual({
      name: 'NotFoundException',
      status: 400,
      message: `Alias ${aliasArn(AliasName)} is not found.`,
    });
    await expect(kms.describeKey({ KeyId: two })).resolves.toBeDefined();
  });

  test('does not name the key of an operation that changes it', async () => {
    const KeyId = 'alias/not-for-changes';
    await kms.createAlias({ AliasName: KeyId, TargetKeyId: one });
    for (const call of [
      kms.scheduleKeyDeletion({ KeyId }),
      kms.disableKey({ KeyId: aliasArn(KeyId) }),
      kms.getKeyPolicy({ KeyId }),
      kms.createAlias({ AliasName: 'alias/of-alias', TargetKeyId: KeyId }),
    ]) {
      expect(await failure(call)).toMatchObject({
        name: 'NotFoundException',
        status: 400,
        message: expect.stringContaining('Invalid keyId'),
      });
    }
  });

  test('is one of a name in its account and region', async () => {
    const AliasName = 'alias/unique';
    await kms.createAlias({ AliasName, TargetKeyId: one });
    expect(await failure(kms.createAlias({ AliasName, TargetKeyId: two }))).toEqual({
      name: 'AlreadyExistsException',
      status: 400,
      message: `An alias with the name ${aliasArn(AliasName)} already exists`,
    });
    const { kms: elsewhere } = clientsFor(emulator, emulator.rootCredentials(ACCOUNT), 'eu-west-1');
    const there = await elsewhere.createKey({});
    await expect(elsewhere.createAlias({ AliasName, TargetKeyId: there.KeyMetadata!.KeyId })).resolves.toBeDefined();
    expect(await failure(elsewhere.createAlias({ AliasName: 'alias/far', TargetKeyId: one }))).toMatchObject({
      name: 'NotFoundException',
    });
  });

  test.each([
    ['without its prefix', 'lake', 'ValidationException'],
    ['of AWS', 'alias/aws/lake', 'InvalidAliasNameException'],
    ['with a space', 'alias/a b', 'ValidationException'],
    ['of the prefix alone', 'alias/', 'ValidationException'],
    ['of more than 256 characters', `alias/${'x'.repeat(251)}`, 'ValidationException'],
  ])('with a name %s is refused', async (_, AliasName, name) => {
    expect(await failure(kms.createAlias({ AliasName, TargetKeyId: one }))).toMatchObject({ name, status: 400 });
  });

  test('that is not there cannot be changed or deleted', async () => {
    const missing = {
      name: 'NotFoundException',
      status: 400,
      message: `Alias ${aliasArn('alias/missing')} is not found.`,
    };
    expect(await failure(kms.updateAlias({ AliasName: 'alias/missing', TargetKeyId: one }))).toEqual(missing);
    expect(await failure(kms.deleteAlias({ AliasName: 'alias/missing' }))).toEqual(missing);
    expect(await failure((await as()).deleteAlias({ AliasName: 'alias/missing' }))).toMatchObject(denied);
  });
});

describe('permissions on aliases', () => {
  const both = (action: string, ...keys: string[]): object[] => [may(action, keys), may(action, aliasArn('alias/p-*'))];

  test('are needed on the alias and on the key', async () => {
    const create = async (name: string, statements: object[]) =>
      (await as(...statements)).createAlias({ AliasName: `alias/p-${name}`, TargetKeyId: one });
    const [onKey, onAlias] = both('kms:CreateAlias', one);
    await expect(create('both', [onKey!, onAlias!])).resolves.toBeDefined();
    expect(await failure(create('key', [onKey!]))).toMatchObject(denied);
    expect(await failure(create('alias', [onAlias!]))).toMatchObject(denied);
  });

  test('to move one, on the alias and on both keys', async () => {
    const AliasName = 'alias/p-moving';
    await kms.createAlias({ AliasName, TargetKeyId: one });
    const move = async (...keys: string[]) =>
      (await as(...both('kms:UpdateAlias', ...keys))).updateAlias({ AliasName, TargetKeyId: two });
    expect(await failure(move(one))).toMatchObject(denied);
    expect(await failure(move(two))).toMatchObject(denied);
    await expect(move(one, two)).resolves.toBeDefined();
  });

  test('kms:ResourceAliases opens keys by their names', async () => {
    await kms.createAlias({ AliasName: 'alias/open-me', TargetKeyId: one });
    const user = await as(
      may('kms:Encrypt', '*', { 'ForAnyValue:StringLike': { 'kms:ResourceAliases': 'alias/open-*' } }),
    );
    await expect(user.encrypt({ KeyId: one, Plaintext: text })).resolves.toBeDefined();
    expect(await failure(user.encrypt({ KeyId: two, Plaintext: text }))).toMatchObject(denied);
  });
});

describe('ListAliases', () => {
  test('without a filter lists the account and region, as Terraform reads an alias back', async () => {
    const { kms: other } = clientsFor(emulator, emulator.rootCredentials('444444444444'));
    const { KeyMetadata } = await other.createKey({});
    for (const name of ['b', 'a'])
      await other.createAlias({ AliasName: `alias/${name}`, TargetKeyId: KeyMetadata!.KeyId });
    const { Aliases, Truncated } = await other.listAliases({});
    expect([Aliases, Truncated]).toEqual([
      ['a', 'b'].map((name) => ({
        AliasName: `alias/${name}`,
        AliasArn: `arn:aws:kms:us-east-1:444444444444:alias/${name}`,
        TargetKeyId: KeyMetadata!.KeyId,
        CreationDate: expect.any(Date),
        LastUpdatedDate: expect.any(Date),
      })),
      false,
    ]);
    const page = await other.listAliases({ Limit: 1 });
    expect([page.Aliases!.length, page.Truncated]).toEqual([1, true]);
    expect((await other.listAliases({ Marker: page.NextMarker })).Aliases!.map(({ AliasName }) => AliasName)).toEqual([
      'alias/b',
    ]);
  });

  test('can be limited to a key, and needs its permission', async () => {
    await kms.createAlias({ AliasName: 'alias/of-two', TargetKeyId: two });
    const { Aliases } = await kms.listAliases({ KeyId: two });
    expect(Aliases!.map(({ AliasName }) => AliasName)).toContain('alias/of-two');
    expect(Aliases!.every(({ TargetKeyId }) => two.endsWith(TargetKeyId!))).toBe(true);
    expect(await failure((await as()).listAliases({}))).toMatchObject(denied);
    expect(await failure(kms.listAliases({ KeyId: 'missing' }))).toMatchObject({ name: 'NotFoundException' });
  });
});
