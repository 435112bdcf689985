import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { KMS } from '@aws-sdk/client-kms';
import { startEmulator, type StartedEmulator } from '../../../emulator/index';
import { clientsFor, failure, makeUser, may, rootOf } from '../clients';

const ACCOUNT = '111111111111';
const text = Buffer.from('The quick brown fox');
const EncryptionContext = { 'aws:s3:arn': 'arn:aws:s3:::lake', Purpose: 'Test' };

let emulator: StartedEmulator;
let kms: KMS;
let KeyId: string;
let other: string;
beforeAll(async () => {
  emulator = await startEmulator();
  kms = rootOf(emulator, ACCOUNT).kms;
  [KeyId, other] = [(await kms.createKey({})).KeyMetadata!.Arn!, (await kms.createKey({})).KeyMetadata!.Arn!];
});
afterAll(() => emulator.stop());

let count = 0;
const as = async (...statements: object[]): Promise<KMS> =>
  clientsFor(emulator, await makeUser(emulator, ACCOUNT, `user-${count++}`, ...statements)).kms;
const denied = { name: 'AccessDeniedException', status: 400 };

describe('Encrypt and Decrypt', () => {
  test('give back the text, without being told the key', async () => {
    const { CiphertextBlob, ...rest } = await kms.encrypt({ KeyId, Plaintext: text });
    expect(rest).toMatchObject({ KeyId, EncryptionAlgorithm: 'SYMMETRIC_DEFAULT' });
    const { Plaintext, KeyId: key } = await kms.decrypt({ CiphertextBlob });
    expect([Buffer.from(Plaintext!), key]).toEqual([text, KeyId]);
  });

  test('the same over TLS', async () => {
    const { kms: secure } = clientsFor(emulator, emulator.rootCredentials(ACCOUNT), 'us-east-1', true);
    const { CiphertextBlob } = await secure.encrypt({ KeyId, Plaintext: text });
    expect(Buffer.from((await secure.decrypt({ CiphertextBlob })).Plaintext!)).toEqual(text);
  });

  test('need the encryption context of the encryption, in any order', async () => {
    const { CiphertextBlob } = await kms.encrypt({ KeyId, Plaintext: text, EncryptionContext });
    const turned = Object.fromEntries(Object.entries(EncryptionContext).reverse());
    await expect(kms.decrypt({ CiphertextBlob, EncryptionContext: turned })).resolves.toBeDefined();
    for (const wrong of [
      undefined,
      { Purpose: 'Test' },
      { ...EncryptionContext, purpose: 'Test' },
      { ...EncryptionContext, Purpose: 'test' },
    ]) {
      expect(await failure(kms.decrypt({ CiphertextBlob, EncryptionContext: wrong }))).toMatchObject({
        name: 'InvalidCiphertextException',
        status: 400,
      });
    }
  });

  test('two ciphertexts of one text are not alike, and none can be changed', async () => {
    const [one, two] = await Promise.all([1, 2].map(() => kms.encrypt({ KeyId, Plaintext: text })));
    expect(one!.CiphertextBlob).not.toEqual(two!.CiphertextBlob);
    const bytes = Buffer.from(one!.CiphertextBlob!);
    for (const at of [0, 1, bytes.length - 20, bytes.length - 1]) {
      const changed = Buffer.from(bytes);
      changed[at]! ^= 1;
      expect(await failure(kms.decrypt({ CiphertextBlob: changed }))).toMatchObject({ status: 400 });
    }
    for (const garbage of [Buffer.alloc(1), Buffer.from('x'.repeat(100)), bytes.subarray(0, 80)]) {
      expect(await failure(kms.decrypt({ CiphertextBlob: garbage }))).toMatchObject({
        name: 'InvalidCiphertextException',
      });
    }
  });

  test('a ciphertext cannot be passed off as one of another key', async () => {
    const { CiphertextBlob } = await kms.encrypt({ KeyId, Plaintext: text });
    const forged = Buffer.from(CiphertextBlob!);
    forged.write(other, 2, 'latin1');
    expect(await failure(kms.decrypt({ CiphertextBlob: forged }))).toMatchObject({
      name: 'InvalidCiphertextException',
    });
  });

  test('a key that is named has to be the one of the ciphertext; an alias of it is', async () => {
    const { CiphertextBlob } = await kms.encrypt({ KeyId, Plaintext: text });
    await kms.createAlias({ AliasName: 'alias/the-one', TargetKeyId: KeyId });
    for (const same of [KeyId, KeyId.split('/')[1]!, 'alias/the-one']) {
      await expect(kms.decrypt({ CiphertextBlob, KeyId: same })).resolves.toBeDefined();
    }
    expect(await failure(kms.decrypt({ CiphertextBlob, KeyId: other }))).toMatchObject({
      name: 'IncorrectKeyException',
      status: 400,
    });
  });

  test('take from 1 to 4096 bytes', async () => {
    const most = Buffer.alloc(4096, 1);
    const { CiphertextBlob } = await kms.encrypt({ KeyId, Plaintext: most });
    expect(Buffer.from((await kms.decrypt({ CiphertextBlob })).Plaintext!)).toEqual(most);
    for (const Plaintext of [Buffer.alloc(0), Buffer.alloc(4097)]) {
      expect(await failure(kms.encrypt({ KeyId, Plaintext }))).toMatchObject({
        name: 'ValidationException',
        status: 400,
      });
    }
  });

  test('are two permissions', async () => {
    const encrypting = await as(may('kms:Encrypt', KeyId));
    const decrypting = await as(may('kms:Decrypt', KeyId));
    const { CiphertextBlob } = await encrypting.encrypt({ KeyId, Plaintext: text });
    expect(await failure(encrypting.decrypt({ CiphertextBlob }))).toMatchObject(denied);
    expect(await failure(decrypting.encrypt({ KeyId, Plaintext: text }))).toMatchObject(denied);
    await expect(decrypting.decrypt({ CiphertextBlob })).resolves.toBeDefined();
  });
});

describe('GenerateDataKey', () => {
  test.each([
    [{ KeySpec: 'AES_256' as const }, 32],
    [{ KeySpec: 'AES_128' as const }, 16],
    [{ NumberOfBytes: 100 }, 100],
  ])('%j gives a key in the clear and encrypted', async (input, length) => {
    const { Plaintext, CiphertextBlob } = await kms.generateDataKey({ KeyId, EncryptionContext, ...input });
    expect(Plaintext!.length).toBe(length);
    const { Plaintext: again } = await kms.decrypt({ CiphertextBlob, EncryptionContext });
    expect(Buffer.from(again!)).toEqual(Buffer.from(Plaintext!));
  });

  test('without plaintext gives it encrypted only', async () => {
    const answer = await kms.generateDataKeyWithoutPlaintext({ KeyId, KeySpec: 'AES_256' });
    expect(answer).not.toHaveProperty('Plaintext');
    expect((await kms.decrypt({ CiphertextBlob: answer.CiphertextBlob })).Plaintext!.length).toBe(32);
    const blind = await as(may('kms:GenerateDataKeyWithoutPlaintext', KeyId));
    await expect(blind.generateDataKeyWithoutPlaintext({ KeyId, KeySpec: 'AES_256' })).resolves.toBeDefined();
    expect(await failure(blind.generateDataKey({ KeyId, KeySpec: 'AES_256' }))).toMatchObject(denied);
  });

  test.each([
    ['neither spec nor length', {}],
    ['both', { KeySpec: 'AES_256' as const, NumberOfBytes: 32 }],
    ['a spec that is none', { KeySpec: 'AES_512' as 'AES_256' }],
    ['more than 1024 bytes', { NumberOfBytes: 1025 }],
  ])('with %s is refused', async (_, input) => {
    expect(await failure(kms.generateDataKey({ KeyId, ...input }))).toMatchObject({
      name: 'ValidationException',
      status: 400,
    });
  });

  test('an answer for an enclave is NotImplemented rather than one in the clear', async () => {
    const Recipient = { KeyEncryptionAlgorithm: 'RSAES_OAEP_SHA_256' as const, AttestationDocument: Buffer.from('x') };
    const { CiphertextBlob } = await kms.encrypt({ KeyId, Plaintext: text });
    for (const call of [
      kms.generateDataKey({ KeyId, KeySpec: 'AES_256', Recipient }),
      kms.decrypt({ CiphertextBlob, Recipient }),
      kms.generateRandom({ NumberOfBytes: 8, Recipient }),
    ]) {
      expect(await failure(call)).toMatchObject({ name: 'NotImplemented', status: 501 });
    }
  });
});

describe('ReEncrypt', () => {
  const DestinationEncryptionContext = { Purpose: 'Other' };

  test('takes a ciphertext from one key and context to others', async () => {
    const { CiphertextBlob } = await kms.encrypt({ KeyId, Plaintext: text, EncryptionContext });
    const answer = await kms.reEncrypt({
      CiphertextBlob,
      SourceEncryptionContext: EncryptionContext,
      DestinationKeyId: other,
      DestinationEncryptionContext,
    });
    expect(answer).toMatchObject({ SourceKeyId: KeyId, KeyId: other });
    const { Plaintext } = await kms.decrypt({
      CiphertextBlob: answer.CiphertextBlob,
      EncryptionContext: DestinationEncryptionContext,
    });
    expect(Buffer.from(Plaintext!)).toEqual(text);
  });

  test('needs ReEncryptFrom on the old key and ReEncryptTo on the new one, each with its context', async () => {
    const { CiphertextBlob } = await kms.encrypt({ KeyId, Plaintext: text, EncryptionContext });
    const input = {
      CiphertextBlob,
      SourceEncryptionContext: EncryptionContext,
      DestinationKeyId: other,
      DestinationEncryptionContext,
    };
    const from = may('kms:ReEncryptFrom', KeyId, { StringEquals: { 'kms:EncryptionContext:Purpose': 'Test' } });
    const to = may('kms:ReEncryptTo', other, { StringEquals: { 'kms:EncryptionContext:Purpose': 'Other' } });
    await expect((await as(from, to)).reEncrypt(input)).resolves.toBeDefined();
    for (const half of [from, to]) expect(await failure((await as(half)).reEncrypt(input))).toMatchObject(denied);
  });

  test('a source key that is named has to be the right one', async () => {
    const { CiphertextBlob } = await kms.encrypt({ KeyId, Plaintext: text });
    const input = { CiphertextBlob, DestinationKeyId: other };
    await expect(kms.reEncrypt({ ...input, SourceKeyId: KeyId })).resolves.toBeDefined();
    expect(await failure(kms.reEncrypt({ ...input, SourceKeyId: other }))).toMatchObject({
      name: 'IncorrectKeyException',
    });
    const wrong = kms.reEncrypt({ ...input, SourceEncryptionContext: EncryptionContext });
    expect(await failure(wrong)).toMatchObject({ name: 'InvalidCiphertextException' });
  });

  test('can be kept to one key', async () => {
    const { CiphertextBlob } = await kms.encrypt({ KeyId, Plaintext: text });
    const user = await as(may('kms:ReEncrypt*', '*', { Bool: { 'kms:ReEncryptOnSameKey': 'true' } }));
    await expect(user.reEncrypt({ CiphertextBlob, DestinationKeyId: KeyId })).resolves.toBeDefined();
    expect(await failure(user.reEncrypt({ CiphertextBlob, DestinationKeyId: other }))).toMatchObject(denied);
  });
});

test('GenerateRandom gives as many bytes as asked for', async () => {
  expect((await kms.generateRandom({ NumberOfBytes: 24 })).Plaintext!.length).toBe(24);
  expect(await failure((await as()).generateRandom({ NumberOfBytes: 24 }))).toMatchObject(denied);
  expect(await failure(kms.generateRandom({ NumberOfBytes: 1025 }))).toMatchObject({ name: 'ValidationException' });
});

test('a dry run tells whether it would work and does not do it', async () => {
  const dry = { name: 'DryRunOperationException', status: 412 };
  expect(await failure(kms.encrypt({ KeyId, Plaintext: text, DryRun: true }))).toMatchObject(dry);
  expect(await failure(kms.generateDataKey({ KeyId, KeySpec: 'AES_256', DryRun: true }))).toMatchObject(dry);
  expect(await failure((await as()).encrypt({ KeyId, Plaintext: text, DryRun: true }))).toMatchObject(denied);
});

test('an algorithm of other keys does not fit', async () => {
  const call = kms.encrypt({ KeyId, Plaintext: text, EncryptionAlgorithm: 'RSAES_OAEP_SHA_256' });
  expect(await failure(call)).toMatchObject({ name: 'InvalidKeyUsageException', status: 400 });
});
