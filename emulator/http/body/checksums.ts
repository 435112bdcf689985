import { createHash } from 'node:crypto';
import { createChecksum, CHECKSUM_ALGORITHMS } from '../../store/checksum';
import type { ChecksumAlgorithm } from '../../store/object-version';
import { AwsError } from '../exchange';
import type { ContentCheck } from './decoder';

/** How many bytes each has. */
const LENGTHS: Readonly<Record<ChecksumAlgorithm, number>> = {
  crc32: 4,
  crc32c: 4,
  crc64nvme: 8,
  sha1: 20,
  sha256: 32,
};

/** Headers of that prefix which are no checksum. */
const NO_CHECKSUM = new Set(['x-amz-checksum-mode', 'x-amz-checksum-algorithm', 'x-amz-checksum-type']);

/** A content check of one `x-amz-checksum-*` header whose value is known before or, as a trailer, after the content. */
export interface ChecksumCheck extends ContentCheck {
  readonly header: string;
  /** Sets the value that the client computed. @throws AwsError when it is no base64 of the right length */
  expect(value: string): void;
}

/**
 * A check for one header name.
 *
 * @throws AwsError NotImplemented for an algorithm that is not known here
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity.html
 */
export function checksumCheck(header: string): ChecksumCheck {
  const name = header.slice('x-amz-checksum-'.length);
  const algorithm = CHECKSUM_ALGORITHMS.find((known) => known === name);
  if (!algorithm) {
    throw new AwsError('NotImplemented', 501, `The checksum ${header} is not implemented`, { Header: header });
  }
  const running = createChecksum(algorithm);
  let expected: string | undefined;
  return {
    header,
    expect(value) {
      if (Buffer.from(value, 'base64').length !== LENGTHS[algorithm] || !/^[A-Za-z0-9+/]+=*$/.test(value)) {
        throw new AwsError('InvalidRequest', 400, `Value for ${header} header is invalid.`);
      }
      expected = value;
    },
    update: (content) => running.update(content),
    end() {
      if (running.digest() === expected) return;
      throw new AwsError(
        'BadDigest',
        400,
        `The ${name.toUpperCase()} you specified did not match the calculated checksum.`,
      );
    },
  };
}

/** The checks that a request's own headers ask for: at most one `x-amz-checksum-*`, and Content-MD5. */
export function headerChecks(headers: Readonly<Record<string, string>>): ContentCheck[] {
  const checks: ContentCheck[] = [];
  for (const header in headers) {
    if (!header.startsWith('x-amz-checksum-') || NO_CHECKSUM.has(header)) continue;
    if (checks.length > 0) {
      throw new AwsError(
        'InvalidRequest',
        400,
        'Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.',
      );
    }
    const check = checksumCheck(header);
    check.expect(headers[header]!);
    checks.push(check);
  }
  const md5 = headers['content-md5'];
  if (md5 !== undefined) checks.push(md5Check(md5));
  return checks;
}

function md5Check(expected: string): ContentCheck {
  if (Buffer.from(expected, 'base64').length !== 16) {
    throw new AwsError('InvalidDigest', 400, 'The Content-MD5 you specified was invalid.', { 'Content-MD5': expected });
  }
  const running = createHash('md5');
  return {
    update: (content) => void running.update(content),
    end() {
      const calculated = running.digest('base64');
      if (calculated === expected) return;
      throw new AwsError('BadDigest', 400, 'The Content-MD5 you specified did not match what we received.', {
        ExpectedDigest: expected,
        CalculatedDigest: calculated,
      });
    },
  };
}

/** The check of a signed `x-amz-content-sha256`. @param expected 64 hex digits */
export function contentSha256Check(expected: string): ContentCheck {
  const running = createHash('sha256');
  return {
    update: (content) => void running.update(content),
    end() {
      const computed = running.digest('hex');
      if (computed === expected) return;
      throw new AwsError(
        'XAmzContentSHA256Mismatch',
        400,
        "The provided 'x-amz-content-sha256' header does not match what was computed.",
        { ClientComputedContentSHA256: expected, S3ComputedContentSHA256: computed },
      );
    },
  };
}
