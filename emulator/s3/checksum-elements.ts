import type { XmlElements } from '../http/xml';
import type { ChecksumAlgorithm, ObjectChecksum } from '../store/object-version';
import { CHECKSUM_ALGORITHMS } from '../store/checksum';
import type { XmlElement } from '../xml/parse';

const ELEMENTS: Readonly<Record<ChecksumAlgorithm, string>> = {
  crc32: 'ChecksumCRC32',
  crc32c: 'ChecksumCRC32C',
  crc64nvme: 'ChecksumCRC64NVME',
  sha1: 'ChecksumSHA1',
  sha256: 'ChecksumSHA256',
};

/** A checksum as S3's XML has it. @param withType whether ChecksumType stands beside it. @default false */
export function checksumElements(checksum: ObjectChecksum | undefined, withType = false): XmlElements {
  if (!checksum) return {};
  return {
    [ELEMENTS[checksum.algorithm]]: checksum.value,
    ...(withType && { ChecksumType: checksum.type }),
  };
}

/** The names of all checksum elements. */
export const CHECKSUM_ELEMENTS: readonly string[] = Object.values(ELEMENTS);

/** The checksum in an element of a request. */
export function readChecksum(
  element: XmlElement,
): { readonly algorithm: ChecksumAlgorithm; readonly value: string } | undefined {
  for (const algorithm of CHECKSUM_ALGORITHMS) {
    const value = element.value(ELEMENTS[algorithm]);
    if (value !== undefined) return { algorithm, value };
  }
  return undefined;
}
