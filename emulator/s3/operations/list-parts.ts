import { checksumElements } from '../checksum-elements';
import { onObject } from '../exchange';
import { integerParameter, pageSize } from '../integer-parameter';
import { requireUpload } from '../multipart';
import { xmlResponse, xmlTime } from '../responses';
import { uploadOwner } from '../upload-owner';
import { keyEncoding } from '../url-encoding';

/**
 * The parts of an upload under way, by number.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListParts.html
 */
export const listParts = onObject(async (exchange) => {
  const {
    world,
    bucket,
    key,
    request: { query },
  } = exchange;
  const upload = requireUpload(exchange);
  const { type, encode } = keyEncoding(query);
  const maxParts = pageSize(query, 'max-parts');
  const marker = integerParameter(query, 'part-number-marker') ?? 0;
  const behind = [...upload.parts.values()]
    .filter((part) => part.partNumber > marker)
    .sort((a, b) => a.partNumber - b.partNumber);
  const page = behind.slice(0, maxParts);
  return xmlResponse('ListPartsResult', {
    Bucket: bucket.name,
    Key: encode(key),
    UploadId: upload.id,
    ...uploadOwner(world, upload),
    StorageClass: upload.storageClass,
    PartNumberMarker: marker,
    NextPartNumberMarker: page.at(-1)?.partNumber ?? 0,
    MaxParts: maxParts,
    EncodingType: type,
    IsTruncated: behind.length > page.length && maxParts > 0,
    ChecksumAlgorithm: upload.checksum?.algorithm.toUpperCase(),
    ChecksumType: upload.checksum?.type,
    Part: page.map((part) => ({
      PartNumber: part.partNumber,
      LastModified: xmlTime(part.lastModified),
      ETag: `"${part.etag}"`,
      Size: part.size,
      ...(upload.checksum && checksumElements(part.checksum)),
    })),
  });
});
