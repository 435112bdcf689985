import { remembering } from '../remember';
import type { ServiceName } from './exchange';
import type { RawRequest } from './raw-request';

/**
 * The service for a signing name. S3 Control signs as `s3` and is known by its version path and
 * account header, IAM Toolbox signs as `iam` and is known by its path.
 */
export function serviceFor(signingName: string, request: RawRequest): ServiceName | undefined {
  switch (signingName) {
    case 's3':
      return request.path.startsWith('/v20180820/') && request.headers['x-amz-account-id'] !== undefined
        ? 's3control'
        : 's3';
    case 'iam':
      return request.path.startsWith('/authorization-details/') ? 'iam-toolbox' : 'iam';
    case 'sts':
    case 'kms':
      return signingName;
    default:
      return undefined;
  }
}

/** Which service an unsigned or unreadable signature was meant for, so that the refusal comes in its format. */
export function guessService(request: RawRequest): ServiceName {
  if (request.headers['x-amz-target']?.startsWith('TrentService.')) return 'kms';
  const form = request.headers['content-type']?.startsWith('application/x-www-form-urlencoded') ?? false;
  const action = request.parameters.some(([name]) => name === 'Action');
  return request.path === '/' && ((request.method === 'POST' && form) || action) ? 'sts' : 's3';
}

/**
 * The path-style path of an S3 request: `bucket.s3.localhost/key` and `bucket.localhost/key` become `/bucket/key`.
 * Hosts that are addresses, `localhost` and `s3.…` themselves are path-style already.
 */
export function pathStyle({ headers, path }: RawRequest): string {
  const bucket = bucketInHost(headers['host'] ?? '');
  return bucket === '' ? path : `/${bucket}${path}`;
}

/** '' when the host names none. */
const bucketInHost = remembering((text: string): string => {
  const host = text.replace(/:\d+$/, '').toLowerCase();
  const match =
    /^(.+)\.s3(?:[.-][a-z0-9-]+)?\.(?:localhost|amazonaws\.com(?:\.cn)?)$/.exec(host) ?? /^(.+)\.localhost$/.exec(host);
  const bucket = match?.[1] ?? '';
  return bucket === 's3' || bucket.startsWith('s3.') ? '' : bucket;
});
