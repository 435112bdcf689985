import { digest } from './digest';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const LENGTH = 17;

/**
 * A unique id in AWS's form, by which policies name an entity once they are saved (R-PR-ID).
 *
 * @param prefix `AROA` role, `AIDA` user, `AIPA` instance profile, `ANPA` managed policy
 * @param seed the same seed gives the same id: whoever makes an entity again must take another one
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids
 */
export function uniqueId(prefix: 'AROA' | 'AIDA' | 'AIPA' | 'ANPA', seed: string): string {
  const letters = Array.from(digest(`${prefix} ${seed}`, LENGTH), (word) => ALPHABET[word >>> 27]);
  return prefix + letters.join('');
}

/** A key id in KMS's form, a UUID. @param seed as of {@link uniqueId} */
export function keyId(seed: string): string {
  const hex = Array.from(digest(`key ${seed}`, 4), (word) => word.toString(16).padStart(8, '0')).join('');
  return hex.replace(/(.{8})(.{4}).(.{3}).(.{3})/, '$1-$2-4$3-a$4-');
}
