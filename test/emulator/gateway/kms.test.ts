import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { clientsFor, failure, makeUser, may, rootOf } from '../clients';
import { behindGateway, type BehindGateway } from './behind-gateway';

const ACCOUNT = '111111111111';
const EncryptionContext = { purpose: 'test' };
const Plaintext = Buffer.from('plain');

let behind: BehindGateway;
let KeyId: string;
beforeAll(async () => {
  behind = await behindGateway();
  KeyId = (await root().createKey({})).KeyMetadata!.Arn!;
  await root().createAlias({ AliasName: 'alias/one', TargetKeyId: KeyId });
});
afterAll(() => behind.stop());

const root = () => rootOf(behind.gateway, ACCOUNT).kms;
const text = (bytes: Uint8Array | undefined): string => Buffer.from(bytes!).toString();

test('the backend encrypts, and its ciphertext comes back by what the gateway gave out', async () => {
  const { CiphertextBlob } = await root().encrypt({ KeyId: 'alias/one', Plaintext, EncryptionContext });
  const decrypted = await root().decrypt({ CiphertextBlob, EncryptionContext });
  expect([text(decrypted.Plaintext), decrypted.KeyId]).toEqual(['plain', KeyId]);
});

test('a data key is the backend’s, in the clear and encrypted', async () => {
  const made = await root().generateDataKey({ KeyId, KeySpec: 'AES_256' });
  const { Plaintext } = await root().decrypt({ CiphertextBlob: made.CiphertextBlob });
  expect(text(Plaintext)).toBe(text(made.Plaintext));
  const without = await root().generateDataKeyWithoutPlaintext({ KeyId, NumberOfBytes: 24 });
  expect((await root().decrypt({ CiphertextBlob: without.CiphertextBlob })).Plaintext).toHaveLength(24);
});

test('a ciphertext goes from one key to another', async () => {
  const other = (await root().createKey({})).KeyMetadata!.Arn!;
  const { CiphertextBlob } = await root().encrypt({ KeyId, Plaintext, EncryptionContext });
  const again = await root().reEncrypt({
    CiphertextBlob,
    SourceEncryptionContext: EncryptionContext,
    DestinationKeyId: other,
  });
  const decrypted = await root().decrypt({ CiphertextBlob: again.CiphertextBlob });
  expect([text(decrypted.Plaintext), decrypted.KeyId]).toEqual(['plain', other]);
});

test('using a key is decided by the world, whatever the backend would let', async () => {
  const { CiphertextBlob } = await root().encrypt({ KeyId, Plaintext });
  const user = await makeUser(behind.gateway, ACCOUNT, 'encrypts', may('kms:Encrypt'));
  const { kms } = clientsFor(behind.gateway, user);
  await kms.encrypt({ KeyId, Plaintext });
  expect(await failure(kms.decrypt({ CiphertextBlob }))).toMatchObject({ name: 'AccessDeniedException', status: 400 });
});

test('a ciphertext that the gateway did not give out is refused: its key cannot be known', async () => {
  const { CiphertextBlob } = await rootOf(behind.backend, ACCOUNT).kms.encrypt({ KeyId, Plaintext });
  expect((await failure(root().decrypt({ CiphertextBlob }))).name).toBe('InvalidCiphertextException');
});

test('a disabled key works neither here nor there', async () => {
  const off = (await root().createKey({})).KeyMetadata!.KeyId!;
  await root().disableKey({ KeyId: off });
  expect((await failure(root().encrypt({ KeyId: off, Plaintext }))).name).toBe('DisabledException');
  const { KeyMetadata } = await rootOf(behind.backend, ACCOUNT).kms.describeKey({ KeyId: off });
  expect(KeyMetadata!.KeyState).toBe('Disabled');
});
