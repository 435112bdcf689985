import type { MultipartUpload } from '../../store/multipart-upload';
import { compareKeys } from '../../store/key-order';
import { onBucket } from '../exchange';
import { pageSize } from '../integer-parameter';
import { xmlResponse, xmlTime } from '../responses';
import { uploadOwner } from '../upload-owner';
import { keyEncoding } from '../url-encoding';

/**
 * The multipart uploads under way in a bucket, by key and then by time.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListMultipartUploads.html
 */
export const listMultipartUploads = onBucket(async ({ state, world, bucket, request: { query } }) => {
  const { type, encode } = keyEncoding(query);
  const maxUploads = pageSize(query, 'max-uploads', 1);
  const prefix = query.get('prefix') ?? '';
  const delimiter = query.get('delimiter') || undefined;
  const keyMarker = query.get('key-marker') ?? '';
  // Without a key marker it means nothing, and S3 does not look at it.
  const uploadIdMarker = keyMarker === '' ? '' : (query.get('upload-id-marker') ?? '');
  const behind = state.objects
    .uploadsOf(bucket.name)
    .filter((upload) => upload.key.startsWith(prefix) && isBehind(upload, keyMarker, uploadIdMarker));
  const { uploads, commonPrefixes, truncated, lastKey } = pageOf(behind, prefix, delimiter, keyMarker, maxUploads);
  const last = uploads.at(-1);
  return xmlResponse('ListMultipartUploadsResult', {
    Bucket: bucket.name,
    KeyMarker: encode(keyMarker),
    UploadIdMarker: uploadIdMarker,
    NextKeyMarker: truncated ? encode(lastKey) : undefined,
    NextUploadIdMarker: truncated && last?.key === lastKey ? last.id : undefined,
    Prefix: encode(prefix),
    Delimiter: delimiter && encode(delimiter),
    EncodingType: type,
    MaxUploads: maxUploads,
    IsTruncated: truncated,
    Upload: uploads.map((upload) => ({
      Key: encode(upload.key),
      UploadId: upload.id,
      ...uploadOwner(world, upload),
      StorageClass: upload.storageClass,
      Initiated: xmlTime(upload.initiated),
      ChecksumAlgorithm: upload.checksum?.algorithm.toUpperCase(),
      ChecksumType: upload.checksum?.type,
    })),
    CommonPrefixes: commonPrefixes.map((common) => ({ Prefix: encode(common) })),
  });
});

function isBehind({ key, id }: MultipartUpload, keyMarker: string, uploadIdMarker: string): boolean {
  if (keyMarker === '') return true;
  const order = compareKeys(key, keyMarker);
  return order > 0 || (order === 0 && uploadIdMarker !== '' && id > uploadIdMarker);
}

function pageOf(
  behind: readonly MultipartUpload[],
  prefix: string,
  delimiter: string | undefined,
  keyMarker: string,
  maxUploads: number,
) {
  const uploads: MultipartUpload[] = [];
  const commonPrefixes: string[] = [];
  let lastKey = '';
  for (const upload of behind) {
    const cut = delimiter === undefined ? -1 : upload.key.indexOf(delimiter, prefix.length);
    const common = cut < 0 ? undefined : upload.key.slice(0, cut + delimiter!.length);
    if (common !== undefined && (common === commonPrefixes.at(-1) || compareKeys(common, keyMarker) <= 0)) continue;
    if (uploads.length + commonPrefixes.length === maxUploads) {
      return { uploads, commonPrefixes, truncated: true, lastKey };
    }
    if (common === undefined) uploads.push(upload);
    else commonPrefixes.push(common);
    lastKey = common ?? upload.key;
  }
  return { uploads, commonPrefixes, truncated: false, lastKey };
}
