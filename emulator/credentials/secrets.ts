import { createHmac, hkdfSync } from 'node:crypto';
import { remembering } from '../remember';

/** An access key id and its secret. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Temporary credentials only. */
  readonly sessionToken?: string;
}

/**
 * The secret access key of any access key id: 40 characters, derived, so that none is ever stored.
 *
 * @param secret the embedded AWS's own, `state.secret`
 * @param accessKeyId `AKIA…` of a user, `ASIA…` of a session, or 12 digits: the root of that account. All roots have one
 *   secret, so that set-up needs to be told no more than that
 */
export function secretAccessKey(secret: Buffer, accessKeyId: string): string {
  let derive = derivations.get(secret);
  if (!derive) derivations.set(secret, (derive = remembering((id) => deriveSecret(secret, id))));
  return derive(accessKeyId);
}

const derivations = new WeakMap<Buffer, (accessKeyId: string) => string>();

function deriveSecret(secret: Buffer, accessKeyId: string): string {
  const whose = /^\d{12}$/.test(accessKeyId) ? 'root' : accessKeyId;
  return createHmac('sha256', secret).update(`secret access key\n${whose}`).digest('base64').slice(0, 40);
}

/** A 256-bit key for one purpose. @param purpose names it, so that no two purposes share a key */
export function derivedKey(secret: Buffer, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, Buffer.alloc(0), purpose, 32));
}
