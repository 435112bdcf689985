import { AwsError, type AwsRequest } from '../http/exchange';
import type { EmulatorState } from '../state';
import { CHECKSUM_ALGORITHMS } from '../store/checksum';
import { SMALL_CONTENT } from '../store/content';
import type { ChecksumAlgorithm, ObjectChecksum } from '../store/object-version';
import { TooLongError, type Received } from '../store/receive';
import { invalidRequest } from './errors';

/** 5 GiB: what one PutObject or UploadPart may carry. */
const MOST = 5 * 1024 ** 3;

/** A content that has come in, with the checksum that the client chose. */
export interface ReceivedContent extends Received {
  /** Absent when the client sent none; S3 then keeps CRC-64/NVME. */
  readonly chosen?: ChecksumAlgorithm;
}

/** The checksum algorithm whose value comes as a header or, with aws-chunked content, as a trailer. */
export function announcedChecksum({ headers }: AwsRequest): ChecksumAlgorithm | undefined {
  const chunked = headers['x-amz-content-sha256']?.endsWith('-TRAILER');
  const trailer = chunked ? headers['x-amz-trailer']?.toLowerCase() : undefined;
  return CHECKSUM_ALGORITHMS.find((algorithm) => {
    const name = `x-amz-checksum-${algorithm}`;
    return headers[name] !== undefined || trailer?.split(',').some((listed) => listed.trim() === name);
  });
}

/**
 * Reads the content of PutObject or UploadPart. The values that the client gave are verified while it is read.
 *
 * @param also a further checksum to compute
 * @throws AwsError MissingContentLength, EntityTooLarge; BadDigest and others from the content itself
 */
export async function receiveContent(
  state: EmulatorState,
  request: AwsRequest,
  also?: ChecksumAlgorithm,
): Promise<ReceivedContent> {
  if (request.contentLength === undefined) {
    throw new AwsError('MissingContentLength', 411, 'You must provide the Content-Length HTTP header.');
  }
  if (request.contentLength > MOST) throw tooLarge(request.contentLength);
  const chosen = announcedChecksum(request);
  const asked = request.headers['x-amz-sdk-checksum-algorithm']?.toLowerCase();
  if (asked !== undefined && asked !== chosen) {
    throw invalidRequest(
      chosen === undefined
        ? 'x-amz-sdk-checksum-algorithm specified, but no corresponding x-amz-checksum-* or x-amz-trailer headers were found.'
        : 'Value for x-amz-sdk-checksum-algorithm header is invalid.',
    );
  }
  // What the client says of its content is proven by reading it, and need not be computed again.
  const wanted: ChecksumAlgorithm[] = chosen ? [] : ['crc64nvme'];
  if (also && also !== chosen && !wanted.includes(also)) wanted.push(also);
  try {
    const received =
      request.contentLength <= SMALL_CONTENT
        ? state.objects.receiveSmall(await request.body.whole(SMALL_CONTENT), wanted)
        : await state.objects.receive(request.body.stream(), wanted, MOST);
    if (!chosen) return received;
    const { content, size, md5, checksums } = received;
    return { content, size, md5, chosen, checksums: { ...checksums, [chosen]: provenChecksum(request, chosen) } };
  } catch (error) {
    throw error instanceof TooLongError ? tooLarge(undefined) : error;
  }
}

/** What a client said in a header or trailer, once the content was read. */
function provenChecksum({ headers, trailers }: AwsRequest, algorithm: ChecksumAlgorithm): string {
  const name = `x-amz-checksum-${algorithm}`;
  return trailers?.[name] ?? headers[name]!;
}

/** The checksum to keep with an object that came in one piece. */
export function chosenChecksum({ checksums, chosen = 'crc64nvme' }: ReceivedContent): ObjectChecksum {
  return { algorithm: chosen, value: checksums[chosen]!, type: 'FULL_OBJECT' };
}

function tooLarge(size: number | undefined): AwsError {
  return new AwsError('EntityTooLarge', 400, 'Your proposed upload exceeds the maximum allowed size', {
    ...(size !== undefined && { ProposedSize: String(size) }),
    MaxSizeAllowed: String(MOST),
  });
}
