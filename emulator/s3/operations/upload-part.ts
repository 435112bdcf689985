import type { Content } from '../../store/content';
import type { MultipartUpload, UploadedPart } from '../../store/multipart-upload';
import type { ChecksumAlgorithm, ObjectChecksum } from '../../store/object-version';
import type { Received } from '../../store/receive';
import { checksumElements } from '../checksum-elements';
import { parseCopyRange } from '../range';
import { checkCopySize, requireSource, sourceVersionHeader } from '../copy-source';
import { digestContent } from '../digest-content';
import { encryptionHeaders, etagFor, requireCustomerKey, requireUsableKey } from '../encryption';
import { invalidRequest } from '../errors';
import { onObject, type ObjectExchange } from '../exchange';
import { partNumber, requireUpload, requireUploadStill } from '../multipart';
import { wholeSeconds } from '../new-version';
import { checksumHeaders } from '../object-headers';
import { announcedChecksum, receiveContent } from '../receive-content';
import { emptyResponse, xmlResponse, xmlTime } from '../responses';
import { sliceContent } from '../../store/content';

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_UploadPart.html */
export const uploadPart = onObject(async (exchange) => {
  const { state, request } = exchange;
  const upload = requireWritable(exchange);
  const number = partNumber(exchange);
  const algorithm = checkAlgorithm(upload, announcedChecksum(request));
  const received = await receiveContent(state, request, upload.checksum?.algorithm ?? 'crc64nvme');
  try {
    requireUploadStill(exchange, upload);
  } catch (error) {
    state.objects.discard(received.content);
    throw error;
  }
  const part = await addPart(exchange, upload, number, received, algorithm);
  return emptyResponse(200, {
    etag: `"${part.etag}"`,
    ...shownChecksum(part.checksum),
    ...encryptionHeaders(upload.encryption),
  });
});

/**
 * Copies an object, or a range of one, as a part.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_UploadPartCopy.html
 */
export const uploadPartCopy = onObject(async (exchange) => {
  const { state, request } = exchange;
  const upload = requireWritable(exchange);
  const number = partNumber(exchange);
  const source = requireSource(exchange);
  const { content: whole, size } = source.version;
  const range = parseCopyRange(request.headers['x-amz-copy-source-range'], size);
  const content = range ? sliceContent(whole, range.start, range.end) : whole;
  checkCopySize(content);
  return state.objects.holding(content, async () => {
    const algorithm = upload.checksum?.algorithm;
    const digests = await digestContent(state, content, [algorithm ?? 'crc64nvme']);
    requireUploadStill(exchange, upload);
    const copied = { content, size: range ? range.end - range.start + 1 : size, ...digests };
    const part = await addPart(exchange, upload, number, copied, algorithm);
    return xmlResponse(
      'CopyPartResult',
      { ETag: `"${part.etag}"`, LastModified: xmlTime(part.lastModified), ...checksumElements(part.checksum) },
      { ...sourceVersionHeader(source), ...encryptionHeaders(upload.encryption) },
    );
  });
});

/** The upload, if a part may be added now and with the key that it was begun with. */
function requireWritable(exchange: ObjectExchange): MultipartUpload {
  const upload = requireUpload(exchange);
  requireCustomerKey(exchange, upload.encryption);
  requireUsableKey(exchange.world, exchange.bucket, upload.encryption, exchange.request.caller);
  return upload;
}

/**
 * Parts carry the checksum that the upload was begun with; one of the full object S3 computes itself where the client
 * does not. Of an upload that was begun without, S3 verifies whatever comes.
 */
function checkAlgorithm(
  { checksum }: MultipartUpload,
  announced: ChecksumAlgorithm | undefined,
): ChecksumAlgorithm | undefined {
  if (!checksum || announced === checksum.algorithm) return announced;
  if (announced === undefined && checksum.type === 'FULL_OBJECT') return checksum.algorithm;
  throw invalidRequest(
    `Checksum Type mismatch occurred, expected checksum Type: ${checksum.algorithm}, actual checksum Type: ${announced ?? 'null'}`,
  );
}

async function addPart(
  { state, key }: ObjectExchange,
  upload: MultipartUpload,
  number: number,
  received: Received & { readonly content: Content },
  algorithm: ChecksumAlgorithm | undefined,
): Promise<UploadedPart> {
  const { md5, checksums } = received;
  const { crc64nvme } = checksums;
  const part: UploadedPart = {
    partNumber: number,
    etag: etagFor(upload.encryption, md5, state, key),
    md5,
    size: received.size,
    lastModified: wholeSeconds(state.clock()),
    content: received.content,
    ...(algorithm && {
      checksum: { algorithm, value: checksums[algorithm]!, type: 'FULL_OBJECT' },
    }),
    ...(!upload.checksum && crc64nvme !== undefined && { crc64nvme }),
  };
  await state.objects.addPart(upload.id, part);
  return part;
}

/** Of a part S3 tells the checksum and not its type, which is the upload's. */
function shownChecksum(checksum: ObjectChecksum | undefined): Record<string, string> {
  const { 'x-amz-checksum-type': _, ...headers } = checksumHeaders(checksum);
  return headers;
}
