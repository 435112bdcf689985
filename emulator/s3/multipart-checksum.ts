import { AwsError } from '../http/exchange';
import { CHECKSUM_ALGORITHMS, checksumOf } from '../store/checksum';
import { combineCrc, type CombinableCrc } from '../store/crc-combine';
import type { MultipartUpload, UploadedPart } from '../store/multipart-upload';
import type { ObjectChecksum } from '../store/object-version';
import { invalidRequest } from './errors';

/**
 * The checksum of an object that was uploaded in parts: of all its bytes, put together from the parts' own, or of the
 * parts' checksums.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity-upload.html
 */
export function uploadChecksum(upload: MultipartUpload, parts: readonly UploadedPart[]): ObjectChecksum {
  const { algorithm, type } = upload.checksum ?? { algorithm: 'crc64nvme', type: 'FULL_OBJECT' };
  const own = (part: UploadedPart): string => (upload.checksum ? part.checksum!.value : part.crc64nvme!);
  if (type === 'COMPOSITE') {
    const all = Buffer.concat(parts.map((part) => Buffer.from(own(part), 'base64')));
    return { algorithm, type, value: `${checksumOf(algorithm, all)}-${parts.length}` };
  }
  const [first, ...rest] = parts as [UploadedPart, ...UploadedPart[]];
  const combine = (sum: string, part: UploadedPart): string =>
    combineCrc(algorithm as CombinableCrc, sum, own(part), part.size);
  return { algorithm, type, value: rest.reduce(combine, own(first)) };
}

/**
 * Holds what a client says of the whole object against what was computed.
 *
 * @throws AwsError BadDigest, InvalidRequest
 */
export function checkSentChecksum(
  headers: Readonly<Record<string, string>>,
  upload: MultipartUpload,
  computed: ObjectChecksum,
): void {
  const type = headers['x-amz-checksum-type'];
  if (type !== undefined && type !== computed.type) {
    throw invalidRequest(
      `The upload was created using the ${computed.type} checksum mode. The complete request must use the same checksum mode.`,
    );
  }
  for (const algorithm of CHECKSUM_ALGORITHMS) {
    const sent = headers[`x-amz-checksum-${algorithm}`];
    if (sent === undefined) continue;
    if (algorithm !== computed.algorithm) {
      throw invalidRequest(
        `Checksum Type mismatch occurred, expected checksum Type: ${upload.checksum?.algorithm ?? 'null'}, actual checksum Type: ${algorithm}`,
      );
    }
    // A composite checksum may be sent without the number of its parts.
    if (sent === computed.value || sent === computed.value.split('-')[0]) continue;
    throw new AwsError('BadDigest', 400, `The ${algorithm} you specified did not match the calculated checksum.`);
  }
}
