import { decryptWithKey, encryptWithKey } from '../../kms/material';
import type { EmulatorState } from '../../state';
import type { UpstreamAnswer } from '../upstream/answer';
import type { Upstream } from '../upstream/upstream';

/** The members of a request or answer. */
export type Json = Readonly<Record<string, unknown>>;
type Context = Readonly<Record<string, string>>;

/** A cryptographic call that was decided. */
export interface CryptographicCall {
  readonly state: EmulatorState;
  /** What the caller asked. */
  readonly asked: Json;
  /** What the embedded AWS's own KMS answered, whose material is not the backend's. */
  readonly answered: Json;
  /** Asks the backend, in the name of the key's account. @throws UpstreamRefusal when it refuses */
  ask(operation: string, keyArn: string, members: Json): Promise<Json>;
}

/**
 * The cryptographic operations, done by the backend with its own key material. A ciphertext goes out in an envelope: what
 * the embedded AWS's KMS makes of it. By that every ciphertext names its key, whatever the backend's look like, and
 * which key it names was proven before anything is asked of the backend.
 */
export const CRYPTOGRAPHY: Readonly<Record<string, (call: CryptographicCall) => Promise<Json>>> = {
  Encrypt: async ({ state, asked, answered, ask }) => {
    const { Plaintext } = asked;
    return { ...answered, CiphertextBlob: await encrypted(state, ask, answered, Plaintext, asked.EncryptionContext) };
  },

  Decrypt: async ({ asked, answered, ask }) => {
    const { EncryptionContext } = asked;
    // What is in the envelope is the backend's ciphertext.
    const members = { CiphertextBlob: answered.Plaintext, EncryptionContext };
    return { ...answered, Plaintext: (await ask('Decrypt', keyOf(answered), members)).Plaintext };
  },

  GenerateDataKey: dataKey('GenerateDataKey'),
  GenerateDataKeyWithoutPlaintext: dataKey('GenerateDataKeyWithoutPlaintext'),

  // Not by ReEncrypt, which a backend may know within one account only.
  ReEncrypt: async ({ state, asked, answered, ask }) => {
    const { CiphertextBlob, SourceEncryptionContext, DestinationEncryptionContext } = asked;
    const envelope = Buffer.from(String(CiphertextBlob), 'base64');
    const inner = decryptWithKey(state.secret, envelope, contextOf(SourceEncryptionContext)).toString('base64');
    const source = { CiphertextBlob: inner, EncryptionContext: SourceEncryptionContext };
    const { Plaintext } = await ask('Decrypt', String(answered.SourceKeyId), source);
    return {
      ...answered,
      CiphertextBlob: await encrypted(state, ask, answered, Plaintext, DestinationEncryptionContext),
    };
  },
};

function dataKey(operation: string) {
  return async ({ state, asked, answered, ask }: CryptographicCall): Promise<Json> => {
    const { KeySpec, NumberOfBytes, EncryptionContext } = asked;
    const made = await ask(operation, keyOf(answered), { KeySpec, NumberOfBytes, EncryptionContext });
    return {
      ...answered,
      ...('Plaintext' in answered && { Plaintext: made.Plaintext }),
      CiphertextBlob: enveloped(state, keyOf(answered), made.CiphertextBlob, EncryptionContext),
    };
  };
}

async function encrypted(
  state: EmulatorState,
  ask: CryptographicCall['ask'],
  answered: Json,
  Plaintext: unknown,
  EncryptionContext: unknown,
): Promise<string> {
  const { CiphertextBlob } = await ask('Encrypt', keyOf(answered), { Plaintext, EncryptionContext });
  return enveloped(state, keyOf(answered), CiphertextBlob, EncryptionContext);
}

function enveloped(state: EmulatorState, keyArn: string, ciphertext: unknown, context: unknown): string {
  const inner = Buffer.from(String(ciphertext), 'base64');
  return encryptWithKey(state.secret, keyArn, inner, contextOf(context)).toString('base64');
}

const keyOf = ({ KeyId }: Json): string => String(KeyId);
const contextOf = (context: unknown): Context => (context ?? {}) as Context;

/** A refusal of the backend's, on its way to be passed on. */
export class UpstreamRefusal extends Error {
  constructor(readonly answer: UpstreamAnswer) {
    super(`the backend answered ${answer.status}`);
  }
}

/** Asks a backend's KMS. @throws UpstreamRefusal */
export async function askKms(
  upstream: Upstream,
  operation: string,
  { account, region }: { readonly account: string; readonly region: string },
  members: Json,
): Promise<Json> {
  const answer = await upstream.send({
    service: 'kms',
    account,
    region,
    method: 'POST',
    path: '/',
    headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': `TrentService.${operation}` },
    body: JSON.stringify(members),
  });
  if (!answer.succeeded) throw new UpstreamRefusal(answer);
  const text = await answer.text();
  return text === '' ? {} : (JSON.parse(text) as Json);
}
