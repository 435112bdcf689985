import * as crypto from 'node:crypto';

type Encoding = 'hex' | 'base64';
type OneShot = (algorithm: string, data: string | Uint8Array, encoding: Encoding) => string;

const oneShot = (crypto as { hash?: OneShot }).hash;

/** The digest of data that is all there; in one step, without an object, where Node can (20.12 and later). */
export const digestOf: OneShot =
  oneShot ?? ((algorithm, data, encoding) => crypto.createHash(algorithm).update(data).digest(encoding));
