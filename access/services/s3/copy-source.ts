/** The object that a copy copies. */
export interface CopySourceName {
  /** '' when the header names none. */
  readonly bucket: string;
  /** Decoded; '' when the header names none. */
  readonly key: string;
  readonly versionId?: string;
}

const VERSION = '?versionId=';

/**
 * Takes `x-amz-copy-source` apart: `bucket/key`, with or without a slash in front, percent-encoded, and maybe
 * `?versionId=`. Encoding that is no UTF-8 stays as it is.
 */
export function parseCopySource(header: string): CopySourceName {
  const question = header.lastIndexOf(VERSION);
  const start = header.startsWith('/') ? 1 : 0;
  const path = header.slice(start, question === -1 ? undefined : question);
  const slash = path.indexOf('/');
  const bucket = decode(slash === -1 ? path : path.slice(0, slash));
  const key = slash === -1 ? '' : decode(path.slice(slash + 1));
  return question === -1 ? { bucket, key } : { bucket, key, versionId: header.slice(question + VERSION.length) };
}

function decode(text: string): string {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
