import { CHECKSUM_ALGORITHMS } from '../store/checksum';
import type { MultipartUpload } from '../store/multipart-upload';
import type { ChecksumAlgorithm, ObjectChecksum } from '../store/object-version';
import { invalidRequest, notImplemented } from './errors';

type Headers = Readonly<Record<string, string>>;
type ChecksumType = ObjectChecksum['type'];

/** What S3 has beside the algorithms that are implemented here. */
const NOT_HERE = new Set(['md5', 'sha512', 'xxhash3', 'xxhash64', 'xxhash128']);

/** Which types each can have in a multipart upload, the default first. */
const TYPES: Readonly<Record<ChecksumAlgorithm, readonly ChecksumType[]>> = {
  crc32: ['COMPOSITE', 'FULL_OBJECT'],
  crc32c: ['COMPOSITE', 'FULL_OBJECT'],
  crc64nvme: ['FULL_OBJECT'],
  sha1: ['COMPOSITE'],
  sha256: ['COMPOSITE'],
};

/** The algorithm in `x-amz-checksum-algorithm`. @throws AwsError InvalidRequest, NotImplemented */
export function requestedAlgorithm(headers: Headers): ChecksumAlgorithm | undefined {
  const asked = headers['x-amz-checksum-algorithm'];
  if (asked === undefined) return undefined;
  const name = asked.toLowerCase();
  const algorithm = CHECKSUM_ALGORITHMS.find((known) => known === name);
  if (algorithm) return algorithm;
  if (NOT_HERE.has(name)) throw notImplemented(`the checksum algorithm ${asked}`);
  const valid = CHECKSUM_ALGORITHMS.map((known) => known.toUpperCase()).join(', ');
  throw invalidRequest(
    `Checksum algorithm provided is unsupported. Please try again with any of the valid types: [${valid}]`,
  );
}

/**
 * The checksum that a multipart upload is begun with.
 *
 * @returns undefined when the client names none; S3 then keeps CRC-64/NVME of the full object
 * @throws AwsError InvalidRequest for a type that the algorithm cannot have
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity-upload.html
 */
export function requestedUploadChecksum(headers: Headers): MultipartUpload['checksum'] {
  const algorithm = requestedAlgorithm(headers);
  const asked = headers['x-amz-checksum-type']?.toUpperCase();
  if (!algorithm) {
    if (asked === undefined) return undefined;
    throw invalidRequest('The x-amz-checksum-type header can only be used with the x-amz-checksum-algorithm header.');
  }
  const types = TYPES[algorithm];
  const type = asked === undefined ? types[0]! : types.find((known) => known === asked);
  if (type) return { algorithm, type };
  if (asked !== 'COMPOSITE' && asked !== 'FULL_OBJECT') {
    throw invalidRequest('Value for x-amz-checksum-type header is invalid.');
  }
  throw invalidRequest(`The ${asked} checksum type cannot be used with the ${algorithm} checksum algorithm.`);
}
