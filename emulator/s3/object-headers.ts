import type { Bucket } from '../../access/world/bucket';
import type { ObjectChecksum, ObjectVersion } from '../store/object-version';
import { encryptionHeaders } from './encryption';

const RESPONSE_OVERRIDES = [
  'content-type',
  'content-language',
  'expires',
  'cache-control',
  'content-disposition',
  'content-encoding',
] as const;

/** `x-amz-version-id`, which only buckets have that are or were versioned. */
export function versionHeader(bucket: Bucket, versionId: string): Record<string, string> {
  return bucket.versioning === undefined ? {} : { 'x-amz-version-id': versionId };
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
    ...versionHeader(bucket, version.versionId),
    ...encryptionHeaders(version.encryption),
  };
  for (const name in version.metadata) headers[`x-amz-meta-${name}`] = version.metadata[name]!;
  if (version.storageClass !== 'STANDARD') headers['x-amz-storage-class'] = version.storageClass;
  if (overrides.size > 0) {
    for (const name of RESPONSE_OVERRIDES) {
      const value = overrides.get(`response-${name}`);
      if (value !== undefined) headers[name] = value;
    }
  }
  return headers;
}

/** Whether a request asks for other response headers than the object has. */
export function hasOverrides(query: ReadonlyMap<string, string>): boolean {
  return query.size > 0 && RESPONSE_OVERRIDES.some((name) => query.has(`response-${name}`));
}
