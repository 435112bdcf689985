import type { Credentials } from '../../credentials/secrets';
import { digestOf } from '../../hash';
import type { RawRequest } from '../../http/raw-request';
import { canonicalRequest } from '../../http/sigv4/canonical-request';
import { hmac, signingKey } from '../../http/sigv4/signing-key';

/** For what a signature is made. */
export interface SigningScope {
  readonly region: string;
  /** The signing name, e.g. `s3`. */
  readonly service: string;
}

/**
 * Signs a request, over its host, content type and all of its `x-amz-` headers.
 *
 * @param payloadHash what stands for the content: a hex digest, UNSIGNED-PAYLOAD or a STREAMING- name
 * @returns the headers to send: those of the request and the signature's
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function signedHeaders(
  request: RawRequest,
  payloadHash: string,
  { accessKeyId, secretAccessKey }: Credentials,
  { region, service }: SigningScope,
  now: Date,
): Record<string, string> {
  const amzDate = now.toISOString().replace(/[-:]|\.\d{3}/g, '');
  const date = amzDate.slice(0, 8);
  const headers: Record<string, string> = {
    ...request.headers,
    'x-amz-date': amzDate,
    'x-amz-content-sha256': payloadHash,
  };
  const names = Object.keys(headers)
    .filter((name) => name === 'host' || name === 'content-type' || name.startsWith('x-amz-'))
    .sort();
  const canonical = canonicalRequest({ ...request, headers }, names, payloadHash, service === 's3');
  const scope = `${date}/${region}/${service}/aws4_request`;
  const stringToSign = `AWS4-HMAC-SHA256\n${amzDate}\n${scope}\n${digestOf('sha256', canonical, 'hex')}`;
  const signature = hmac(signingKey(secretAccessKey, date, region, service), stringToSign).toString('hex');
  headers['authorization'] =
    `AWS4-HMAC-SHA256 Credential=${accessKeyId}/${scope}, SignedHeaders=${names.join(';')}, Signature=${signature}`;
  return headers;
}
