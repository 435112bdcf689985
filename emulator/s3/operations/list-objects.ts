import type { XmlElements } from '../../http/xml';
import type { World } from '../../../access/world/world';
import { listObjects as listInStore, type ListedObject } from '../../store/listing';
import { ownerId } from '../acl';
import { invalidArgument } from '../errors';
import { onBucket } from '../exchange';
import { pageSize } from '../integer-parameter';
import { xmlResponse, xmlTime } from '../responses';
import { keyEncoding, type KeyEncoding } from '../url-encoding';

/**
 * Lists current objects, older form: the next page begins behind a marker that the client may choose.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjects.html
 */
export const listObjects = onBucket(async ({ world, bucket, objects, request: { query } }) => {
  const { type, encode } = keyEncoding(query);
  const maxKeys = pageSize(query, 'max-keys');
  const prefix = query.get('prefix') ?? '';
  const marker = query.get('marker') ?? '';
  const delimiter = query.get('delimiter') || undefined;
  const page = listInStore(objects, { prefix, after: marker, maxKeys, ...(delimiter && { delimiter }) });
  return xmlResponse('ListBucketResult', {
    Name: bucket.name,
    Prefix: encode(prefix),
    Marker: encode(marker),
    // Without a delimiter the last key of the page is the marker, and S3 leaves it to the client to see that.
    NextMarker: page.truncated && delimiter ? encode(page.last!) : undefined,
    MaxKeys: maxKeys,
    Delimiter: delimiter && encode(delimiter),
    EncodingType: type,
    IsTruncated: page.truncated,
    Contents: page.items.map((item) => entry(world, item, encode, true)),
    CommonPrefixes: page.commonPrefixes.map((common) => ({ Prefix: encode(common) })),
  });
});

/**
 * Lists current objects: the next page begins where an opaque token says.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html
 */
export const listObjectsV2 = onBucket(async ({ world, bucket, objects, request: { query } }) => {
  const { type, encode } = keyEncoding(query);
  const maxKeys = pageSize(query, 'max-keys');
  const prefix = query.get('prefix') ?? '';
  const delimiter = query.get('delimiter') || undefined;
  const token = query.get('continuation-token');
  const startAfter = query.get('start-after') || undefined;
  const fetchOwner = query.get('fetch-owner') === 'true';
  const after = token === undefined ? startAfter : readToken(token);
  const page = listInStore(objects, { prefix, maxKeys, ...(delimiter && { delimiter }), ...(after && { after }) });
  return xmlResponse('ListBucketResult', {
    Name: bucket.name,
    Prefix: encode(prefix),
    ContinuationToken: token,
    NextContinuationToken: page.truncated ? writeToken(page.last!) : undefined,
    StartAfter: startAfter && encode(startAfter),
    KeyCount: page.items.length + page.commonPrefixes.length,
    MaxKeys: maxKeys,
    Delimiter: delimiter && encode(delimiter),
    EncodingType: type,
    IsTruncated: page.truncated,
    Contents: page.items.map((item) => entry(world, item, encode, fetchOwner)),
    CommonPrefixes: page.commonPrefixes.map((common) => ({ Prefix: encode(common) })),
  });
});

function entry(
  world: World,
  { key, version }: ListedObject,
  encode: KeyEncoding['encode'],
  owner: boolean,
): XmlElements {
  return {
    Key: encode(key),
    LastModified: xmlTime(version.lastModified),
    ETag: `"${version.etag}"`,
    ChecksumAlgorithm: version.checksum?.algorithm.toUpperCase(),
    ChecksumType: version.checksum?.type,
    Size: version.size,
    Owner: owner ? { ID: ownerId(world, version.owner) } : undefined,
    StorageClass: version.storageClass,
  };
}

/** Tells a token from a key that somebody took for one. */
const TOKEN = '1|';

function writeToken(last: string): string {
  return Buffer.from(TOKEN + last).toString('base64');
}

function readToken(token: string): string {
  const text = Buffer.from(token, 'base64').toString();
  if (!text.startsWith(TOKEN)) {
    throw invalidArgument('The continuation token provided is incorrect', 'continuation-token', token);
  }
  return text.slice(TOKEN.length);
}
