import type { Bucket } from '../../access/world/bucket';
import type { ObjectChecksum, ObjectVersion } from '../store/object-version';
import { encryptionHeaders } from './encryption';
import { invalidArgument } from './errors';

const RESPONSE_OVERRIDES = [
  'content-type',
  'content-language',
  'expires',
  'cache-control',
  'content-disposition',
  'content-encoding',
] as const;

const NONE = {};

/** `x-amz-version-id`, which only buckets have that are or were versioned. */
export function versionHeader(bucket: Bucket, versionId: string): Readonly<Record<string, string>> {
  return bucket.versioning === undefined ? NONE : { 'x-amz-version-id': versionId };
}

/** The header of a stored checksum, and which kind it is. */
export function checksumHeaders(checksum: ObjectChecksum | undefined): Record<string, string> {
  if (!checksum) return {};
  return { [`x-amz-checksum-${checksum.algorithm}`]: checksum.value, 'x-amz-checksum-type': checksum.type };
}

/** Last-Modified and Expires format. */
export function httpTime(milliseconds: number): string {
  return new Date(milliseconds).toUTCString();
}

/**
 * Metadata beyond ASCII is encoded as RFC 2047 says. S3 takes the bytes that were sent for Latin-1 before it does so.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingMetadata.html
 */
function mailSafe(value: string): string {
  if (!/[^\x20-\x7e\t]/.test(value)) return value;
  const asLatin1 = Buffer.from(value).toString('latin1');
  return `=?UTF-8?B?${Buffer.from(asLatin1).toString('base64')}?=`;
}

/** What GetObject and HeadObject tell of an object beside its length, range and checksum. */
export function objectHeaders(
  bucket: Bucket,
  version: ObjectVersion,
  overrides: ReadonlyMap<string, string>,
): Record<string, string> {
  const headers: Record<string, string> = {
    'last-modified': httpTime(version.lastModified),
    etag: `"${version.etag}"`,
    'accept-ranges': 'bytes',
    ...version.headers,
    ...encryptionHeaders(version.encryption),
  };
  if (bucket.versioning !== undefined) headers['x-amz-version-id'] = version.versionId;
  for (const name in version.metadata) headers[`x-amz-meta-${name}`] = mailSafe(version.metadata[name]!);
  if (version.storageClass !== 'STANDARD') headers['x-amz-storage-class'] = version.storageClass;
  if (overrides.size > 0) {
    for (const name of RESPONSE_OVERRIDES) {
      const value = overrides.get(`response-${name}`);
      if (value === undefined) continue;

      if (/[\x00-\x08\x0a-\x1f\x7f]/.test(value))
        throw invalidArgument('Invalid header value', `response-${name}`, value);
      headers[name] = value;
    }
  }
  return headers;
}

/** Whether a request asks for other response headers than the object has. */
export function hasOverrides(query: ReadonlyMap<string, string>): boolean {
  return query.size > 0 && RESPONSE_OVERRIDES.some((name) => query.has(`response-${name}`));
}
