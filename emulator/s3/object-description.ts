import { AwsError } from '../http/exchange';
import type { ObjectDescription } from '../store/object-version';
import { invalidRequest } from './errors';
import { parseTaggingHeader } from './tag-set';

const KEPT_HEADERS = [
  'content-type',
  'cache-control',
  'content-disposition',
  'content-encoding',
  'content-language',
  'expires',
  'x-amz-website-redirect-location',
] as const;

const STORAGE_CLASSES = new Set([
  'STANDARD',
  'REDUCED_REDUNDANCY',
  'STANDARD_IA',
  'ONEZONE_IA',
  'INTELLIGENT_TIERING',
  'GLACIER',
  'DEEP_ARCHIVE',
  'GLACIER_IR',
]);

const META = 'x-amz-meta-';
const METADATA_LIMIT = 2048;

type Headers = Readonly<Record<string, string>>;

/** The headers that are kept with an object and returned with it. Without a type it is `binary/octet-stream`, as in S3. */
export function keptHeaders(headers: Headers): Record<string, string> {
  const kept: Record<string, string> = { 'content-type': 'binary/octet-stream' };
  for (const name of KEPT_HEADERS) if (headers[name]) kept[name] = headers[name];
  return kept;
}

/** User metadata. @throws AwsError MetadataTooLarge beyond 2 KB */
export function userMetadata(headers: Headers): Record<string, string> {
  const metadata: Record<string, string> = {};
  let size = 0;
  for (const name in headers) {
    if (!name.startsWith(META)) continue;
    metadata[name.slice(META.length)] = headers[name]!;
    size += name.length - META.length + Buffer.byteLength(headers[name]!);
  }
  if (size > METADATA_LIMIT) {
    throw new AwsError('MetadataTooLarge', 400, 'Your metadata headers exceed the maximum allowed metadata size', {
      Size: String(size),
      MaxSizeAllowed: String(METADATA_LIMIT),
    });
  }
  return metadata;
}

/** The storage class of a new object. @throws AwsError InvalidStorageClass */
export function storageClass(headers: Headers): string {
  const name = headers['x-amz-storage-class'] ?? 'STANDARD';
  if (STORAGE_CLASSES.has(name)) return name;
  throw new AwsError('InvalidStorageClass', 400, 'The storage class you specified is not valid', {
    StorageClassRequested: name,
  });
}

/**
 * What a client says about a new object.
 *
 * @throws AwsError for metadata, tags or a storage class that S3 refuses, and for object lock, which no bucket here has
 */
export function describeObject(headers: Headers): ObjectDescription {
  for (const name in headers) {
    if (name.startsWith('x-amz-object-lock-')) throw invalidRequest('Bucket is missing Object Lock Configuration');
  }
  return {
    headers: keptHeaders(headers),
    metadata: userMetadata(headers),
    storageClass: storageClass(headers),
    tags: parseTaggingHeader(headers['x-amz-tagging']),
  };
}
