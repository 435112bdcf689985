import { parseCopySource, type CopySourceName } from '../../access/services/s3/copy-source';
import { AwsError } from '../http/exchange';
import { invalidArgument } from './errors';

/** What the path of a request names. */
export interface S3Target {
  readonly bucket?: string;
  /** Decoded. */
  readonly key?: string;
}

/**
 * Splits a path-style path.
 *
 * @throws AwsError InvalidURI for percent-encoding that is no UTF-8, KeyTooLongError beyond 1024 bytes
 */
export function parseTarget(path: string): S3Target {
  const slash = path.indexOf('/', 1);
  const bucket = decode(slash < 0 ? path.slice(1) : path.slice(1, slash));
  if (bucket === '') return {};
  const key = slash < 0 ? '' : decode(path.slice(slash + 1));
  if (key === '') return { bucket };
  checkKey(key);
  return { bucket, key };
}

/** @throws AwsError KeyTooLongError */
function checkKey(key: string): void {
  if (key.length <= 341) return;
  const size = Buffer.byteLength(key);
  if (size <= 1024) return;
  throw new AwsError('KeyTooLongError', 400, 'Your key is too long', { Size: String(size), MaxSizeAllowed: '1024' });
}

function decode(text: string): string {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    throw new AwsError('InvalidURI', 400, "Couldn't parse the specified URI.", { URI: text });
  }
}

/**
 * What `x-amz-copy-source` names.
 *
 * @throws AwsError InvalidArgument when it names no object, KeyTooLongError
 */
export function copySourceName(header: string): CopySourceName {
  const name = parseCopySource(header);
  if (name.bucket === '' || name.key === '') {
    throw invalidArgument('Invalid copy source object key', 'x-amz-copy-source', header);
  }
  checkKey(name.key);
  return name;
}
