import { AwsError } from '../http/exchange';

/** Bytes `start` to `end`, both included. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/**
 * Reads a Range header. Several ranges, other units and what is no range at all mean the whole object, as in S3.
 *
 * @param size of the object in bytes
 * @returns undefined for the whole object
 * @throws AwsError InvalidRange (416) when no byte of the object is in it
 */
export function parseRange(header: string | undefined, size: number): ByteRange | undefined {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? '');
  if (!match) return undefined;
  const [, first, last] = match as unknown as [string, string, string];
  if (first === '' && last === '') return undefined;
  if (first === '') {
    const length = Math.min(Number(last), size);
    if (length === 0) throw invalidRange(header!, size);
    return { start: size - length, end: size - 1 };
  }
  const start = Number(first);
  if (last !== '' && Number(last) < start) return undefined;
  if (start >= size) throw invalidRange(header!, size);
  return { start, end: last === '' ? size - 1 : Math.min(Number(last), size - 1) };
}

function invalidRange(requested: string, size: number): AwsError {
  return new AwsError(
    'InvalidRange',
    416,
    'The requested range is not satisfiable',
    { RangeRequested: requested, ActualObjectSize: String(size) },
    { 'content-range': `bytes */${size}`, 'accept-ranges': 'bytes' },
  );
}

/**
 * Reads `x-amz-copy-source-range`, which is stricter: `bytes=first-last`, both inside the source.
 *
 * @throws AwsError InvalidArgument
 */
export function parseCopyRange(header: string | undefined, size: number): ByteRange | undefined {
  if (header === undefined) return undefined;
  const match = /^bytes=(\d+)-(\d+)$/.exec(header);
  const start = Number(match?.[1]);
  const end = Number(match?.[2]);
  const refuse = (message: string) =>
    new AwsError('InvalidArgument', 400, message, {
      ArgumentName: 'x-amz-copy-source-range',
      ArgumentValue: header,
    });
  if (!match || end < start) {
    throw refuse(
      'The x-amz-copy-source-range value must be of the form bytes=first-last where first and last are the zero-based offsets of the first and last bytes to copy',
    );
  }
  if (end >= size) throw refuse(`Range specified is not valid for source object of size: ${size}`);
  return { start, end };
}
