import * as zlib from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { checksumOf, createChecksum } from '../../../emulator/store/checksum';
import { combineCrc } from '../../../emulator/store/crc-combine';
import type { ChecksumAlgorithm } from '../../../emulator/store/object-version';

const hex = (algorithm: ChecksumAlgorithm, text: string) =>
  Buffer.from(checksumOf(algorithm, Buffer.from(text)), 'base64').toString('hex');

describe('checksums', () => {
  // The check values of the CRC catalogue, all over the ASCII digits 1 to 9.
  test.each([
    ['crc32', 'cbf43926'],
    ['crc32c', 'e3069283'],
    ['crc64nvme', 'ae8b14860a799888'],
    ['sha1', 'f7c3bc1d808e04732adf679965ccc34ca7ae3441'],
    ['sha256', '15e2b0d3c33891ebb0f1ef609ec419420c20e320ce94c65fbc8c3312448eb225'],
  ] as const)('%s of the catalogue text is the catalogue value', (algorithm, value) => {
    expect(hex(algorithm, '123456789')).toBe(value);
  });

  test.each(['crc32', 'crc32c', 'crc64nvme', 'sha1', 'sha256'] as const)(
    '%s does not depend on how the bytes are cut into chunks',
    (algorithm) => {
      fc.assert(
        fc.property(fc.uint8Array({ maxLength: 200 }), fc.nat(200), (bytes, cut) => {
          const checksum = createChecksum(algorithm);
          checksum.update(bytes.subarray(0, cut));
          checksum.update(bytes.subarray(cut));
          expect(checksum.digest()).toBe(checksumOf(algorithm, bytes));
        }),
      );
    },
  );

  test('crc32 equals the one of zip', () => {
    const zip = (zlib as { crc32?: (data: Uint8Array) => number }).crc32;
    const text = 'the quick brown fox jumps over the lazy dog';
    expect(hex('crc32', text)).toBe(zip ? zip(Buffer.from(text)).toString(16).padStart(8, '0') : 'ce4c1a2f');
  });

  test.each(['crc32', 'crc32c', 'crc64nvme'] as const)(
    '%s of two halves combines to that of the whole',
    (algorithm) => {
      fc.assert(
        fc.property(fc.uint8Array({ maxLength: 300 }), fc.uint8Array({ maxLength: 300 }), (a, b) => {
          const combined = combineCrc(algorithm, checksumOf(algorithm, a), checksumOf(algorithm, b), b.length);
          expect(combined).toBe(checksumOf(algorithm, Buffer.concat([a, b])));
        }),
      );
    },
  );
});
