import type { World } from '../../../access/world/world';
import { xml, xmlMembers } from '../../http/xml';
import { listVersions, type ListedVersion } from '../../store/listing';
import { ownerId } from '../acl';
import { invalidArgument } from '../errors';
import { onBucket } from '../exchange';
import { pageSize } from '../integer-parameter';
import { xmlText, xmlTime } from '../responses';
import { keyEncoding, type KeyEncoding } from '../url-encoding';

/**
 * Lists all versions and delete markers, the newest of each key first.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectVersions.html
 */
export const listObjectVersions = onBucket(async ({ world, bucket, objects, request: { query } }) => {
  const { type, encode } = keyEncoding(query);
  const maxKeys = pageSize(query, 'max-keys');
  const prefix = query.get('prefix') ?? '';
  const delimiter = query.get('delimiter') || undefined;
  const keyMarker = query.get('key-marker') ?? '';
  const versionIdMarker = query.get('version-id-marker');
  checkMarkers(keyMarker, versionIdMarker);
  const scope = { prefix, after: keyMarker, maxKeys, ...(delimiter && { delimiter }) };
  const { items, commonPrefixes, truncated, last } = listVersions(objects, scope, versionIdMarker);
  const lastItem = items.at(-1);
  const head = {
    Name: bucket.name,
    Prefix: encode(prefix),
    KeyMarker: encode(keyMarker),
    VersionIdMarker: versionIdMarker ?? '',
    NextKeyMarker: truncated ? encode(last!) : undefined,
    // A common prefix has no version to go on behind.
    NextVersionIdMarker: truncated && lastItem?.key === last ? lastItem?.version.versionId : undefined,
    MaxKeys: maxKeys,
    Delimiter: delimiter && encode(delimiter),
    EncodingType: type,
    IsTruncated: truncated,
  };
  const tail = { CommonPrefixes: commonPrefixes.map((common) => ({ Prefix: encode(common) })) };
  const content = xmlMembers(head) + items.map((item) => entry(world, item, encode)).join('') + xmlMembers(tail);
  return xmlText(`<ListVersionsResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${content}</ListVersionsResult>`);
});

function checkMarkers(keyMarker: string, versionIdMarker: string | undefined): void {
  if (versionIdMarker === undefined) return;
  if (versionIdMarker === '') {
    throw invalidArgument('A version-id marker cannot be empty.', 'version-id-marker', versionIdMarker);
  }
  if (keyMarker !== '') return;
  throw invalidArgument(
    'A version-id marker cannot be specified without a key marker.',
    'version-id-marker',
    versionIdMarker,
  );
}

/** Versions and delete markers stand mixed, in the order of the listing. */
function entry(world: World, { key, version, latest }: ListedVersion, encode: KeyEncoding['encode']): string {
  const { checksum, versionId, deleteMarker } = version;
  const common = {
    Key: encode(key),
    VersionId: versionId,
    IsLatest: latest,
    LastModified: xmlTime(version.lastModified),
  };
  const Owner = { ID: ownerId(world, version.owner) };
  if (deleteMarker) return xml('DeleteMarker', { ...common, Owner });
  return xml('Version', {
    ...common,
    ETag: `"${version.etag}"`,
    ChecksumAlgorithm: checksum?.algorithm.toUpperCase(),
    ChecksumType: checksum?.type,
    Size: version.size,
    Owner,
    StorageClass: version.storageClass,
  });
}
