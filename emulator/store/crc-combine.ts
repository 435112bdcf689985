/**
 * The CRC of two strings of bytes set one behind the other, from their two CRCs and the second one's length: an
 * object uploaded in parts gets its full-object checksum without its bytes being read again.
 */
const POLYNOMIALS = {
  crc32: { width: 32, polynomial: 0xedb88320n },
  crc32c: { width: 32, polynomial: 0x82f63b78n },
  crc64nvme: { width: 64, polynomial: 0x9a6c9329ac4bc9b5n },
} as const;

/** The checksums that can be combined. */
export type CombinableCrc = keyof typeof POLYNOMIALS;

/** Multiplies a vector by a matrix over GF(2); a matrix is one column a bit. */
function times(matrix: readonly bigint[], vector: bigint): bigint {
  let sum = 0n;
  for (let bit = 0; vector !== 0n; bit++, vector >>= 1n) if (vector & 1n) sum ^= matrix[bit]!;
  return sum;
}

function square(matrix: readonly bigint[]): bigint[] {
  return matrix.map((column) => times(matrix, column));
}

/**
 * @param first the CRC of the first bytes, base64 of its big-endian form
 * @param second the CRC of the bytes behind them, likewise
 * @param secondLength how many bytes the second CRC is over
 * @returns the CRC over both, base64
 */
export function combineCrc(algorithm: CombinableCrc, first: string, second: string, secondLength: number): string {
  const { width, polynomial } = POLYNOMIALS[algorithm];
  let crc = BigInt(`0x${Buffer.from(first, 'base64').toString('hex')}`);
  // One zero bit appended, as a matrix; squared again and again it is 8, 16, 32… zero bits.
  let zeros = Array.from({ length: width }, (_, bit) => (bit === 0 ? polynomial : 1n << BigInt(bit - 1)));
  zeros = square(square(square(zeros)));
  for (let left = BigInt(secondLength); left !== 0n; left >>= 1n) {
    if (left & 1n) crc = times(zeros, crc);
    zeros = square(zeros);
  }
  crc ^= BigInt(`0x${Buffer.from(second, 'base64').toString('hex')}`);
  return Buffer.from(crc.toString(16).padStart(width / 4, '0'), 'hex').toString('base64');
}
