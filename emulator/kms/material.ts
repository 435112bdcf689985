import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { derivedKey } from '../credentials/secrets';
import { AwsError } from '../http/exchange';

const VERSION = 1;
const IV_LENGTH = 12;
const TAG_LENGTH = 16;
const ALGORITHM = 'aes-256-gcm';
const KEY_ARN = /^arn:[a-z-]+:kms:[a-z0-9-]+:\d{12}:key\/[\w-]+$/;

/** The material of one KMS key: derived, never stored, and so the same after a restart with the same secret. */
function material(secret: Buffer, keyArn: string): Buffer {
  return derivedKey(secret, `kms key material\n${keyArn}`);
}

/**
 * Encrypts under a KMS key (AES-256-GCM). The encryption context is authenticated with the key's ARN and not stored.
 *
 * @param secret the embedded AWS's own
 */
export function encryptWithKey(
  secret: Buffer,
  keyArn: string,
  plaintext: Buffer,
  context: Readonly<Record<string, string>>,
): Buffer {
  const iv = randomBytes(IV_LENGTH);
  const cipher = createCipheriv(ALGORITHM, material(secret, keyArn), iv).setAAD(authenticated(keyArn, context));
  const sealed = Buffer.concat([cipher.update(plaintext), cipher.final()]);
  const arn = Buffer.from(keyArn);
  return Buffer.concat([Buffer.from([VERSION, arn.length]), arn, iv, cipher.getAuthTag(), sealed]);
}

/** The ARN of the key under which a ciphertext was made, as it claims. @throws AwsError InvalidCiphertextException */
export function keyOfCiphertext(ciphertext: Buffer): string {
  const length = ciphertext[1] ?? 0;
  if (ciphertext[0] !== VERSION || ciphertext.length < 2 + length + IV_LENGTH + TAG_LENGTH) throw invalidCiphertext();
  const keyArn = ciphertext.toString('latin1', 2, 2 + length);
  if (!KEY_ARN.test(keyArn)) throw invalidCiphertext();
  return keyArn;
}

/** Decrypts what {@link encryptWithKey} made. @throws AwsError InvalidCiphertextException for any other bytes or context */
export function decryptWithKey(secret: Buffer, ciphertext: Buffer, context: Readonly<Record<string, string>>): Buffer {
  const keyArn = keyOfCiphertext(ciphertext);
  let offset = 2 + Buffer.byteLength(keyArn);
  const iv = ciphertext.subarray(offset, (offset += IV_LENGTH));
  const tag = ciphertext.subarray(offset, (offset += TAG_LENGTH));
  const decipher = createDecipheriv(ALGORITHM, material(secret, keyArn), iv);
  decipher.setAAD(authenticated(keyArn, context)).setAuthTag(tag);
  try {
    return Buffer.concat([decipher.update(ciphertext.subarray(offset)), decipher.final()]);
  } catch {
    throw invalidCiphertext();
  }
}

/** Key and context in one unambiguous form, whatever the order in which the context was written. */
function authenticated(keyArn: string, context: Readonly<Record<string, string>>): Buffer {
  const pairs = Object.entries(context).sort(([a], [b]) => (a < b ? -1 : 1));
  return Buffer.from(JSON.stringify([keyArn, pairs]));
}

const invalidCiphertext = (): AwsError => new AwsError('InvalidCiphertextException', 400, '');
