import { randomBytes } from 'node:crypto';
import { AwsError } from '../../http/exchange';
import { invalid, type JsonCall, type JsonOperation } from '../../http/json-protocol';
import { requireAccess } from '../../require-access';
import type { Key } from '../../../access/world/key';
import { endDryRun } from '../dry-run';
import { keyFor, resolveKey } from '../key-reference';
import { decryptWithKey, encryptWithKey, keyOfCiphertext } from '../material';

const SYMMETRIC = 'SYMMETRIC_DEFAULT';

/** Encrypt: up to 4096 bytes. */
export const encrypt: JsonOperation = (call) => {
  const plaintext = bytes(call, 'Plaintext', 4096);
  requireSymmetric(call, 'EncryptionAlgorithm');
  const encryptionContext = contextOf(call, 'EncryptionContext');
  const key = keyFor(call, 'enabled', { encryptionContext });
  endDryRun(call.members);
  const blob = encryptWithKey(call.state.secret, key.arn, plaintext, encryptionContext);
  return { CiphertextBlob: blob.toString('base64'), KeyId: key.arn, EncryptionAlgorithm: SYMMETRIC };
};

/** Decrypt: the ciphertext names its key; a KeyId in the request must be the same one. */
export const decrypt: JsonOperation = (call) => {
  call.members.refuse('Recipient');
  const blob = bytes(call, 'CiphertextBlob', 6144);
  requireSymmetric(call, 'EncryptionAlgorithm');
  const encryptionContext = contextOf(call, 'EncryptionContext');
  const key = keyFor(call, 'enabled', { encryptionContext }, call.members.string('KeyId') ?? keyOfCiphertext(blob));
  requireSameKey(blob, key);
  endDryRun(call.members);
  const plaintext = decryptWithKey(call.state.secret, blob, encryptionContext);
  return { Plaintext: plaintext.toString('base64'), KeyId: key.arn, EncryptionAlgorithm: SYMMETRIC };
};

/** GenerateDataKey: a random key, in the clear and encrypted. */
export const generateDataKey: JsonOperation = (call) => {
  const { data, blob, keyArn } = newDataKey(call);
  return { CiphertextBlob: blob.toString('base64'), Plaintext: data.toString('base64'), KeyId: keyArn };
};

/** GenerateDataKeyWithoutPlaintext */
export const generateDataKeyWithoutPlaintext: JsonOperation = (call) => {
  const { blob, keyArn } = newDataKey(call);
  return { CiphertextBlob: blob.toString('base64'), KeyId: keyArn };
};

function newDataKey(call: JsonCall): { readonly data: Buffer; readonly blob: Buffer; readonly keyArn: string } {
  call.members.refuse('Recipient');
  const spec = call.members.string('KeySpec');
  const number = call.members.integer('NumberOfBytes', 1, 1024);
  if ((spec === undefined) === (number === undefined)) {
    throw new AwsError('ValidationException', 400, 'Please specify either number of bytes or key spec.');
  }
  if (spec !== undefined && spec !== 'AES_256' && spec !== 'AES_128') {
    throw invalid(spec, 'KeySpec', 'Member must satisfy enum value set: [AES_256, AES_128]');
  }
  const encryptionContext = contextOf(call, 'EncryptionContext');
  const key = keyFor(call, 'enabled', { encryptionContext });
  endDryRun(call.members);
  const data = randomBytes(number ?? (spec === 'AES_128' ? 16 : 32));
  return { data, blob: encryptWithKey(call.state.secret, key.arn, data, encryptionContext), keyArn: key.arn };
}

/** ReEncrypt: asks for ReEncryptFrom on the old key and ReEncryptTo on the new one. */
export const reEncrypt: JsonOperation = (call) => {
  const blob = bytes(call, 'CiphertextBlob', 6144);
  requireSymmetric(call, 'SourceEncryptionAlgorithm');
  requireSymmetric(call, 'DestinationEncryptionAlgorithm');
  const before = contextOf(call, 'SourceEncryptionContext');
  const after = contextOf(call, 'DestinationEncryptionContext');
  const [from, to] = [
    call.members.string('SourceKeyId') ?? keyOfCiphertext(blob),
    call.members.required('DestinationKeyId'),
  ];
  const onSameKey = resolveKey(call, from)?.arn === resolveKey(call, to)?.arn;
  const context = { 'kms:reencryptonsamekey': String(onSameKey) };
  const source = keyFor(
    { ...call, operation: 'ReEncryptFrom' },
    'enabled',
    { encryptionContext: before, context },
    from,
  );
  const target = keyFor({ ...call, operation: 'ReEncryptTo' }, 'enabled', { encryptionContext: after, context }, to);
  requireSameKey(blob, source);
  endDryRun(call.members);
  const plaintext = decryptWithKey(call.state.secret, blob, before);
  return {
    CiphertextBlob: encryptWithKey(call.state.secret, target.arn, plaintext, after).toString('base64'),
    SourceKeyId: source.arn,
    KeyId: target.arn,
    SourceEncryptionAlgorithm: SYMMETRIC,
    DestinationEncryptionAlgorithm: SYMMETRIC,
  };
};

/** GenerateRandom: 1 to 1024 bytes. */
export const generateRandom: JsonOperation = ({ state, request, members }) => {
  members.refuse('CustomKeyStoreId', 'Recipient');
  const { caller, connection } = request;
  requireAccess(state.world, { service: 'kms', operation: 'GenerateRandom', caller, connection });
  return { Plaintext: randomBytes(members.integer('NumberOfBytes', 1, 1024) ?? 32).toString('base64') };
};

function bytes({ members }: JsonCall, name: string, most: number): Buffer {
  const blob = members.blob(name);
  if (blob === undefined) throw invalid('null', name, 'Member must not be null');
  if (blob.length < 1) throw invalid('', name, 'Member must have length greater than or equal to 1');
  if (blob.length > most) throw invalid('…', name, `Member must have length less than or equal to ${most}`);
  return blob;
}

function contextOf({ members }: JsonCall, name: string): Record<string, string> {
  return members.map(name) ?? {};
}

function requireSymmetric({ members }: JsonCall, name: string): void {
  const algorithm = members.string(name);
  if (algorithm !== undefined && algorithm !== SYMMETRIC) {
    throw new AwsError('InvalidKeyUsageException', 400, `${algorithm} does not fit a key of spec ${SYMMETRIC}`);
  }
}

/** @throws AwsError IncorrectKeyException for a ciphertext of another key */
function requireSameKey(blob: Buffer, key: Key): void {
  if (keyOfCiphertext(blob) === key.arn) return;
  throw new AwsError(
    'IncorrectKeyException',
    400,
    'The key ID in the request does not identify a CMK that can perform this operation.',
  );
}
