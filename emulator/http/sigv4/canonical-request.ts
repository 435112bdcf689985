import { AwsError } from '../exchange';
import type { RawRequest } from '../raw-request';

/**
 * The canonical request over exactly the headers that the client listed.
 *
 * @param signedHeaders in lower case and sorted; each must be in the request
 * @param payloadHash what stands for the content: a hex digest, UNSIGNED-PAYLOAD or a STREAMING- name
 * @param singleEncoding S3: the path is encoded once and not normalized; the other services normalize and encode twice
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html#create-canonical-request
 */
export function canonicalRequest(
  request: RawRequest,
  signedHeaders: readonly string[],
  payloadHash: string,
  singleEncoding: boolean,
): string {
  const path = singleEncoding ? encodedOnce(request.path) : normalizedTwiceEncoded(request.path);
  let lines = '';
  for (const name of signedHeaders) lines += `${name}:${canonicalValue(request.headers[name] ?? '')}\n`;
  const query = canonicalQuery(request.parameters);
  return `${request.method}\n${path}\n${query}\n${lines}\n${signedHeaders.join(';')}\n${payloadHash}`;
}

/** Without white space around it, and with single spaces in it. */
function canonicalValue(value: string): string {
  return /^ | $| {2}|[\t\r\n]/.test(value) ? value.replace(/[ \t\r\n]+/g, ' ').replace(/^ | $/g, '') : value;
}

/** By name, then by value, both encoded. The SDK has a function for it, but loading that takes a fifth of a start. */
function canonicalQuery(parameters: RawRequest['parameters']): string {
  return parameters
    .filter(([name]) => name.toLowerCase() !== 'x-amz-signature')
    .map(([name, value]) => [encode(name), encode(value)] as const)
    .sort(([a, one], [b, other]) => compare(a, b) || compare(one, other))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

const CANONICAL_PATH = /^[A-Za-z0-9\-._~/]*$/;

function encodedOnce(path: string): string {
  if (CANONICAL_PATH.test(path)) return path;
  return path
    .split('/')
    .map((segment) => encode(decoded(segment)))
    .join('/');
}

function normalizedTwiceEncoded(path: string): string {
  if (path === '/') return path;
  const segments: string[] = [];
  for (const segment of path.split('/')) {
    if (segment === '..') segments.pop();
    else if (segment !== '' && segment !== '.') segments.push(encode(encode(decoded(segment))));
  }
  const slash = segments.length > 0 && path.endsWith('/') ? '/' : '';
  return `/${segments.join('/')}${slash}`;
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw new AwsError('InvalidURI', 400, "Couldn't parse the specified URI.", { URI: segment });
  }
}

/** RFC 3986: everything but the unreserved characters. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}
