import { createHash } from 'node:crypto';
import type { EmulatorState } from '../state';
import { createChecksum } from '../store/checksum';
import type { Content } from '../store/content';
import type { ChecksumAlgorithm } from '../store/object-version';
import type { Received } from '../store/receive';

/**
 * Reads a stored content once, little at a time, for what a copy of it has to say of itself.
 *
 * @param algorithms the checksums to compute beside MD5
 */
export async function digestContent(
  state: EmulatorState,
  content: Content,
  algorithms: Iterable<ChecksumAlgorithm>,
): Promise<Pick<Received, 'md5' | 'checksums'>> {
  const md5 = createHash('md5');
  const checksums = [...algorithms].map(createChecksum);
  const take = (bytes: Buffer): void => {
    md5.update(bytes);
    for (const checksum of checksums) checksum.update(bytes);
  };
  const bytes = state.objects.read(content);
  if (Buffer.isBuffer(bytes)) take(bytes);
  else for await (const chunk of bytes) take(chunk as Buffer);
  return {
    md5: md5.digest('hex'),
    checksums: Object.fromEntries(checksums.map((checksum) => [checksum.algorithm, checksum.digest()])),
  };
}
