import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { RoleSessionCaller, RootCaller, UserCaller } from '../../access/caller';
import { derivedKey } from './secrets';

/** All that temporary credentials stand for. It travels in the session token; the server keeps no table of sessions. */
export interface Session {
  /** `ASIA…`: the token belongs to this key and no other. */
  readonly accessKeyId: string;
  /** Milliseconds since the epoch. */
  readonly expires: number;
  readonly caller: RoleSessionCaller | UserCaller | RootCaller;
  /** ARNs of managed session policies, resolved at each request. */
  readonly policyArns?: readonly string[];
}

const VERSION = 1;
const IV_LENGTH = 12;
const TAG_LENGTH = 16;
const MAX_TOKEN = 16_384;

const keys = new WeakMap<Buffer, Buffer>();

function tokenKey(secret: Buffer): Buffer {
  let key = keys.get(secret);
  if (!key) keys.set(secret, (key = derivedKey(secret, 'session token')));
  return key;
}

/** Seals a session into a token that only the holder of `secret` can make, read or change (AES-256-GCM). */
export function sealSession(secret: Buffer, session: Session): string {
  const iv = randomBytes(IV_LENGTH);
  const cipher = createCipheriv('aes-256-gcm', tokenKey(secret), iv);
  const plain = deflateRawSync(JSON.stringify(session), { level: 1 });
  const sealed = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([Buffer.from([VERSION]), iv, cipher.getAuthTag(), sealed]).toString('base64');
}

/** The session in a token; undefined for anything that {@link sealSession} did not make with this secret. */
export function openSession(secret: Buffer, token: string): Session | undefined {
  if (token.length > MAX_TOKEN || !/^[A-Za-z0-9+/]+={0,2}$/.test(token)) return undefined;
  const bytes = Buffer.from(token, 'base64');
  // Base64 has spare bits at its end; only the one spelling that was issued is the token.
  if (bytes.toString('base64') !== token) return undefined;
  if (bytes.length <= 1 + IV_LENGTH + TAG_LENGTH || bytes[0] !== VERSION) return undefined;
  const body = 1 + IV_LENGTH + TAG_LENGTH;
  const decipher = createDecipheriv('aes-256-gcm', tokenKey(secret), bytes.subarray(1, 1 + IV_LENGTH));
  decipher.setAuthTag(bytes.subarray(1 + IV_LENGTH, body));
  try {
    const plain = Buffer.concat([decipher.update(bytes.subarray(body)), decipher.final()]);
    return JSON.parse(inflateRawSync(plain).toString('utf8')) as Session;
  } catch {
    return undefined;
  }
}
