import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { digestOf } from '../hash';
import { checksumOf, createChecksum } from './checksum';
import { SMALL_CONTENT, type Content } from './content';
import type { ContentStore, ContentWriter } from './content-store';
import type { ChecksumAlgorithm } from './object-version';

/** Bytes gathered before they are written to a file. */
const WRITE_SIZE = 256 * 1024;

/** A body that has come in completely. Nobody uses its content yet: put it somewhere or release it. */
export interface Received {
  readonly content: Content;
  /** Bytes. */
  readonly size: number;
  /** Hex. */
  readonly md5: string;
  /** In base64, of the algorithms that were asked for. */
  readonly checksums: Readonly<Partial<Record<ChecksumAlgorithm, string>>>;
}

/** Says that a body was longer than allowed. */
export class TooLongError extends Error {
  constructor(readonly limit: number) {
    super(`the body is longer than ${limit} bytes`);
    this.name = 'TooLongError';
  }
}

/**
 * Reads a body to its end: small ones into memory, others through a small buffer to disk.
 *
 * @param algorithms the checksums to compute on the way, beside MD5
 * @param limit in bytes
 * @throws TooLongError; whatever the stream ends with, and then nothing of it is kept
 */
export async function receive(
  contents: ContentStore,
  body: Readable,
  algorithms: readonly ChecksumAlgorithm[],
  limit: number,
): Promise<Received> {
  const md5 = createHash('md5');
  const checksums = algorithms.map(createChecksum);
  let waiting: Buffer[] = [];
  let waitingBytes = 0;
  let size = 0;
  let writer: ContentWriter | undefined;
  let writing: Promise<void> = Promise.resolve();
  try {
    for await (const data of body) {
      const chunk = data as Buffer;
      size += chunk.length;
      if (size > limit) throw new TooLongError(limit);
      md5.update(chunk);
      for (const checksum of checksums) checksum.update(chunk);
      waiting.push(chunk);
      waitingBytes += chunk.length;
      if (waitingBytes <= (writer ? WRITE_SIZE : SMALL_CONTENT)) continue;
      writer ??= await contents.createFile();
      await writing;
      writing = writer.write(waiting);
      writing.catch(() => undefined);
      waiting = [];
      waitingBytes = 0;
    }
    await writing;
    if (writer && waitingBytes > 0) await writer.write(waiting);
    const source = writer ? await writer.finish() : size > 0 ? contents.addSmall(joined(waiting, size)) : undefined;
    return {
      content: source ? [{ source, offset: 0, length: size }] : [],
      size,
      md5: md5.digest('hex'),
      checksums: Object.fromEntries(checksums.map((checksum) => [checksum.algorithm, checksum.digest()])),
    };
  } catch (error) {
    await writing.catch(() => undefined);
    await writer?.abort();
    throw error;
  }
}

/**
 * Takes a small content that is there already.
 *
 * @param bytes of at most {@link SMALL_CONTENT}; copied
 * @param algorithms the checksums to compute beside MD5
 */
export function receiveSmall(
  contents: ContentStore,
  bytes: Buffer,
  algorithms: readonly ChecksumAlgorithm[],
): Received {
  const checksums: Partial<Record<ChecksumAlgorithm, string>> = {};
  for (const algorithm of algorithms) checksums[algorithm] = checksumOf(algorithm, bytes);
  const { length } = bytes;
  const source = length > 0 ? contents.addSmall(joined([bytes], length)) : undefined;
  return {
    content: source ? [{ source, offset: 0, length }] : [],
    size: length,
    md5: digestOf('md5', bytes, 'hex'),
    checksums,
  };
}

/** A buffer of its own: chunks from a socket are windows into larger ones, which they would keep alive. */
function joined(chunks: readonly Buffer[], size: number): Buffer {
  const buffer = Buffer.allocUnsafeSlow(size);
  let position = 0;
  for (const chunk of chunks) position += chunk.copy(buffer, position);
  return buffer;
}
