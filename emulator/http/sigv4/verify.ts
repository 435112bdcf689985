import { timingSafeEqual } from 'node:crypto';
import { digestOf } from '../../hash';
import type { RawRequest } from '../raw-request';
import { canonicalRequest } from './canonical-request';
import { SignatureRefusal } from './refusal';
import type { ClaimedSignature } from './signature';
import { hmac } from './signing-key';

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html RequestTimeTooSkewed */
const MAX_SKEW = 15 * 60 * 1000;

/**
 * Refuses a request whose time is too far from the server's, or whose presigned URL is over or not yet valid.
 *
 * @param now milliseconds since the epoch
 */
export function verifyTime(claimed: ClaimedSignature, now: number): void {
  if (claimed.expiresIn === undefined) {
    if (Math.abs(now - claimed.time) <= MAX_SKEW) return;
    throw new SignatureRefusal('skewed', 'The difference between the request time and the current time is too large.', {
      RequestTime: claimed.amzDate,
      ServerTime: new Date(now).toISOString(),
      MaxAllowedSkewMilliseconds: String(MAX_SKEW),
    });
  }
  if (claimed.time - now > MAX_SKEW) {
    throw new SignatureRefusal('request-expired', 'Request is not yet valid', {
      ServerTime: new Date(now).toISOString(),
    });
  }
  const expires = claimed.time + claimed.expiresIn * 1000;
  if (now > expires) {
    throw new SignatureRefusal('request-expired', 'Request has expired', {
      'X-Amz-Expires': String(claimed.expiresIn),
      Expires: new Date(expires).toISOString(),
      ServerTime: new Date(now).toISOString(),
    });
  }
}

/** Refuses a request that leaves out of its signature what decides over it: the host and every x-amz- header. */
export function verifySignedHeaders(request: RawRequest, claimed: ClaimedSignature): void {
  const { signedHeaders } = claimed;
  const missing = signedHeaders.filter((name) => request.headers[name] === undefined);
  const unsigned = signedHeaders.includes('host') ? [] : ['host'];
  for (const name in request.headers) {
    if (name.startsWith('x-amz-') && !signedHeaders.includes(name)) unsigned.push(name);
  }
  if (missing.length > 0) {
    throw new SignatureRefusal('mismatch', `The signed header ${missing.join(', ')} was not found in the request`);
  }
  if (unsigned.length > 0) {
    throw new SignatureRefusal(
      'headers-not-signed',
      'There were headers present in the request which were not signed',
      {
        HeadersNotSigned: unsigned.join(', '),
      },
    );
  }
}

/**
 * Computes the signature and compares it with the claimed one in constant time.
 *
 * @param key of the caller's secret, for the claimed scope
 * @param singleEncoding as for {@link canonicalRequest}
 * @throws SignatureRefusal with the canonical request and the string to sign, as S3 says them
 */
export function verifySignature(
  request: RawRequest,
  claimed: ClaimedSignature,
  payloadHash: string,
  key: Buffer,
  singleEncoding: boolean,
): void {
  const canonical = canonicalRequest(request, claimed.signedHeaders, payloadHash, singleEncoding);
  const digest = digestOf('sha256', canonical, 'hex');
  const stringToSign = `AWS4-HMAC-SHA256\n${claimed.amzDate}\n${claimed.credential.scope}\n${digest}`;
  if (timingSafeEqual(hmac(key, stringToSign), Buffer.from(claimed.signature, 'hex'))) return;
  throw new SignatureRefusal(
    'mismatch',
    'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
    {
      AWSAccessKeyId: claimed.credential.accessKeyId,
      StringToSign: stringToSign,
      SignatureProvided: claimed.signature,
      CanonicalRequest: canonical,
    },
  );
}
