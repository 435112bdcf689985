import { randomBytes } from 'node:crypto';

const SEQUENCE_LENGTH = 11;
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._';

let last = 0;

/**
 * Makes a version id as long as AWS's (32 characters). It begins with a number that grows with every call, so that a
 * listing can go on behind a version that was deleted meanwhile.
 */
export function newVersionId(): string {
  last = Math.max(last + 1, Date.now() * 1000);
  let id = last.toString(36).padStart(SEQUENCE_LENGTH, '0');
  for (const byte of randomBytes(32 - SEQUENCE_LENGTH)) id += ALPHABET[byte & 63];
  return id;
}

/** The growing number in a version id; undefined for `null` and for ids that are not ours. */
export function sequenceOf(versionId: string): number | undefined {
  if (versionId.length !== 32) return undefined;
  const sequence = parseInt(versionId.slice(0, SEQUENCE_LENGTH), 36);
  return Number.isNaN(sequence) ? undefined : sequence;
}
