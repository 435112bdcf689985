import { createHash } from 'node:crypto';
import { digestOf } from '../hash';
import { crc32, crc32c, crc64nvme } from './crc';
import type { ChecksumAlgorithm } from './object-version';

/** A checksum under way. */
export interface RunningChecksum {
  readonly algorithm: ChecksumAlgorithm;
  update(data: Uint8Array): void;
  /** Base64. To be asked once. */
  digest(): string;
}

/** All algorithms, in the order in which S3 lists them. */
export const CHECKSUM_ALGORITHMS: readonly ChecksumAlgorithm[] = ['crc32', 'crc32c', 'crc64nvme', 'sha1', 'sha256'];

/** Begins a checksum. */
export function createChecksum(algorithm: ChecksumAlgorithm): RunningChecksum {
  if (algorithm === 'sha1' || algorithm === 'sha256') {
    const hash = createHash(algorithm);
    return { algorithm, update: (data) => void hash.update(data), digest: () => hash.digest('base64') };
  }
  const crc = algorithm === 'crc32' ? crc32() : algorithm === 'crc32c' ? crc32c() : crc64nvme();
  return { algorithm, update: (data) => crc.update(data), digest: () => crc.digest().toString('base64') };
}

/** The checksum of bytes that are all there. @returns base64 */
export function checksumOf(algorithm: ChecksumAlgorithm, data: Uint8Array): string {
  if (algorithm === 'sha1' || algorithm === 'sha256') return digestOf(algorithm, data, 'base64');
  const checksum = createChecksum(algorithm);
  checksum.update(data);
  return checksum.digest();
}
