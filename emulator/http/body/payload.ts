import { AwsError } from '../exchange';
import { AwsChunkedBody, type ChunkSigning } from './aws-chunked';
import { checksumCheck, contentSha256Check, headerChecks } from './checksums';
import type { BodyDecoder } from './decoder';
import { PlainBody } from './plain';

/** How the content of an S3 request is to be read. */
export interface Payload {
  /** Undefined when there is no content. */
  readonly decoder: BodyDecoder | undefined;
  /** Of the decoded content, when the client said it. */
  readonly contentLength: number | undefined;
}

const EMPTY_SHA256 = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
const HEX_DIGEST = /^[0-9a-f]{64}$/;
const STREAMING = /^STREAMING-(AWS4-HMAC-SHA256-PAYLOAD|UNSIGNED-PAYLOAD)(-TRAILER)?$/;

/** Whether a value may stand in `x-amz-content-sha256`. */
export function isPayloadHash(value: string): boolean {
  return (
    HEX_DIGEST.test(value) ||
    value === 'UNSIGNED-PAYLOAD' ||
    (STREAMING.test(value) && value !== 'STREAMING-UNSIGNED-PAYLOAD')
  );
}

/**
 * Chooses the decoder by `x-amz-content-sha256` and the checks by the checksum headers.
 *
 * @param payloadHash what was signed for the content; undefined for anonymous requests without that header
 * @param signing for signed chunks
 * @param checksums whether checksum headers speak of this content (CompleteMultipartUpload's speak of the object)
 * @param onTrailer told of each trailing header when it is proven
 * @throws AwsError for lengths and digests that contradict each other
 */
export function payloadOf(
  headers: Readonly<Record<string, string>>,
  payloadHash: string | undefined,
  signing: ChunkSigning | undefined,
  checksums: boolean,
  onTrailer: (name: string, value: string) => void,
): Payload {
  const checks = checksums ? headerChecks(headers) : [];
  if (payloadHash?.startsWith('STREAMING-')) {
    const signed = payloadHash.startsWith('STREAMING-AWS4');
    if (signed && !signing) {
      throw new AwsError('InvalidRequest', 400, `${payloadHash} needs a request signed in its Authorization header`);
    }
    const decodedLength = Number(headers['x-amz-decoded-content-length'] ?? NaN);
    if (!Number.isSafeInteger(decodedLength) || decodedLength < 0) {
      throw new AwsError('MissingContentLength', 411, 'You must provide the Content-Length HTTP header.');
    }
    const trailers = payloadHash.endsWith('-TRAILER') ? { trailers: announced(headers['x-amz-trailer']) } : {};
    const decoder = new AwsChunkedBody({ ...(signed && { signing }), decodedLength, ...trailers, checks, onTrailer });
    return { decoder, contentLength: decodedLength };
  }
  const length = headers['content-length'];
  const empty = length === '0' || (length === undefined && headers['transfer-encoding'] === undefined);
  const digest = payloadHash !== undefined && HEX_DIGEST.test(payloadHash) ? payloadHash : undefined;
  if (digest !== undefined && (!empty || digest !== EMPTY_SHA256)) checks.unshift(contentSha256Check(digest));
  if (!empty)
    return { decoder: new PlainBody(checks), contentLength: length === undefined ? undefined : Number(length) };
  // Nothing will come, so what was announced can be held against it now.
  for (const check of checks) check.end();
  return { decoder: undefined, contentLength: length === undefined ? undefined : 0 };
}

function announced(trailer: string | undefined): ReturnType<typeof checksumCheck>[] {
  const names = (trailer ?? '')
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== '');
  if (names.length === 0) {
    throw new AwsError('InvalidRequest', 400, 'The x-amz-trailer header names no trailing checksum');
  }
  return names.map((name) => {
    if (!name.startsWith('x-amz-checksum-')) {
      throw new AwsError('InvalidRequest', 400, 'The value specified in the x-amz-trailer header is not supported');
    }
    return checksumCheck(name);
  });
}
