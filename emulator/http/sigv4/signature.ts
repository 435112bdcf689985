import { remembering } from '../../remember';
import type { RawRequest } from '../raw-request';
import { parseAmzDate, parseCredential, type CredentialScope } from './credential';
import { SignatureRefusal } from './refusal';

/** A signature as the request claims it; nothing of it is proven yet. */
export interface ClaimedSignature {
  readonly credential: CredentialScope;
  /** Lower case, as listed. */
  readonly signedHeaders: readonly string[];
  /** 64 hex digits. */
  readonly signature: string;
  /** `YYYYMMDDTHHMMSSZ`, as it enters the string to sign. */
  readonly amzDate: string;
  /** Milliseconds since the epoch. */
  readonly time: number;
  readonly sessionToken?: string;
  /** Presigned requests: seconds for which they hold. */
  readonly expiresIn?: number;
}

const ALGORITHM = 'AWS4-HMAC-SHA256';
const PRESIGNED = [
  'X-Amz-Algorithm',
  'X-Amz-Credential',
  'X-Amz-Date',
  'X-Amz-Expires',
  'X-Amz-SignedHeaders',
  'X-Amz-Signature',
  'X-Amz-Security-Token',
] as const;
const WEEK = 604_800;

/**
 * Reads the signature of a request from its Authorization header or its query.
 *
 * @returns undefined for an anonymous request
 * @throws SignatureRefusal when it is malformed, doubled, or of another kind than Signature Version 4 with HMAC
 */
export function claimedSignature(request: RawRequest): ClaimedSignature | undefined {
  const authorization = request.headers['authorization'];
  const presigned = request.parameters.some(([name]) => isSignatureParameter(name));
  if (authorization !== undefined && presigned) {
    throw new SignatureRefusal(
      'two-mechanisms',
      'Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature query string parameter or the Authorization header should be specified',
    );
  }
  if (authorization !== undefined) return fromHeader(authorization, request);
  return presigned ? fromQuery(request) : undefined;
}

function isSignatureParameter(name: string): boolean {
  const lower = name.toLowerCase();
  return lower === 'x-amz-signature' || lower === 'x-amz-algorithm' || lower === 'x-amz-credential';
}

function fromHeader(authorization: string, request: RawRequest): ClaimedSignature {
  const space = authorization.indexOf(' ');
  const algorithm = space < 0 ? authorization : authorization.slice(0, space);
  if (algorithm !== ALGORITHM) {
    throw new SignatureRefusal(
      'unsupported-mechanism',
      'The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.',
    );
  }
  const parts = authorization
    .slice(space + 1)
    .split(',')
    .map(trimmed);
  const credential = parseCredential(valueIn(parts, 'Credential='));
  const signature = valueIn(parts, 'Signature=');
  const signedHeaders = headerList(valueIn(parts, 'SignedHeaders='));
  // Three parts, and each of the three names in one of them.
  if (parts.length !== 3 || !credential) {
    throw malformed('the Credential is mal-formed; expecting "<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request".');
  }
  if (!signedHeaders) throw malformed('the SignedHeaders must be in lower case, sorted and name each header once');
  if (!/^[0-9a-f]{64}$/.test(signature)) throw malformed('the Signature must be 64 hex digits in lower case');

  const amzDate = amzDateOf(request, signedHeaders);
  const time = parseAmzDate(amzDate);
  if (time === undefined) {
    throw new SignatureRefusal('malformed-request', 'AWS authentication requires a valid Date or x-amz-date header');
  }
  if (!amzDate.startsWith(credential.date)) {
    throw malformed(
      `Invalid credential date "${credential.date}". This date is not the same as X-Amz-Date: "${amzDate}".`,
    );
  }
  const sessionToken = request.headers['x-amz-security-token'];
  return { credential, signedHeaders, signature, amzDate, time, sessionToken: sessionToken || undefined };
}

const trimmed = (part: string): string => part.trim();
const valueIn = (parts: readonly string[], name: string): string =>
  parts.find((part) => part.startsWith(name))?.slice(name.length) ?? '';

/** x-amz-date wins over Date; both are in the signature only when listed there. */
function amzDateOf(request: RawRequest, signedHeaders: readonly string[]): string {
  const amzDate = request.headers['x-amz-date'];
  if (amzDate !== undefined) return amzDate;
  const date = Date.parse(request.headers['date'] ?? '');
  if (Number.isNaN(date) || !signedHeaders.includes('date')) return '';
  return new Date(date).toISOString().replace(/[-:]|\.\d{3}/g, '');
}

function fromQuery(request: RawRequest): ClaimedSignature {
  const lower = new Set(PRESIGNED.map((name) => name.toLowerCase()));
  const given = new Map<string, string>();
  for (const [name, value] of request.parameters) {
    if (!lower.has(name.toLowerCase())) continue;
    if (!(PRESIGNED as readonly string[]).includes(name) || given.has(name)) {
      throw queryError(`${name} must be given once, in the spelling of the documentation`);
    }
    given.set(name, value);
  }
  for (const name of PRESIGNED.slice(0, 6)) {
    if (!given.has(name)) {
      throw queryError(
        'Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters.',
      );
    }
  }
  if (given.get('X-Amz-Algorithm') !== ALGORITHM) throw queryError(`X-Amz-Algorithm only supports "${ALGORITHM}"`);
  const credential = parseCredential(given.get('X-Amz-Credential')!);
  if (!credential) {
    throw queryError(
      'Error parsing the X-Amz-Credential parameter; the Credential is mal-formed; expecting "<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request".',
    );
  }
  const amzDate = given.get('X-Amz-Date')!;
  const time = parseAmzDate(amzDate);
  if (time === undefined) throw queryError("X-Amz-Date must be in the ISO8601 Long Format \"yyyyMMdd'T'HHmmss'Z'\"");
  if (!amzDate.startsWith(credential.date)) {
    throw queryError(
      `Error parsing the X-Amz-Credential parameter; incorrect date "${credential.date}". This date is not the same as X-Amz-Date: "${amzDate}".`,
    );
  }
  const expires = given.get('X-Amz-Expires')!;
  if (!/^-?\d+$/.test(expires)) throw queryError('X-Amz-Expires should be a number');
  const expiresIn = Number(expires);
  if (expiresIn < 0) throw queryError('X-Amz-Expires must be non-negative');
  if (expiresIn > WEEK)
    throw queryError(
      'X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than 604800 seconds',
    );
  const signedHeaders = headerList(given.get('X-Amz-SignedHeaders')!);
  if (!signedHeaders) throw queryError('X-Amz-SignedHeaders must be in lower case, sorted and name each header once');
  const signature = given.get('X-Amz-Signature')!;
  if (!/^[0-9a-f]{64}$/.test(signature)) throw queryError('X-Amz-Signature must be 64 hex digits in lower case');
  const sessionToken = given.get('X-Amz-Security-Token') ?? request.headers['x-amz-security-token'];
  return { credential, signedHeaders, signature, amzDate, time, expiresIn, ...(sessionToken && { sessionToken }) };
}

/** The listed headers, or undefined when they are not sorted, doubled or in upper case. */
const headerList = remembering((text: string): string[] | undefined => {
  const names = text.split(';');
  const ordered = names.every(
    (name, index) => /^[!#$%&'*+.^_`|~0-9a-z-]+$/.test(name) && (index === 0 || names[index - 1]! < name),
  );
  return ordered ? names : undefined;
});

const malformed = (what: string): SignatureRefusal =>
  new SignatureRefusal('malformed-header', `The authorization header is malformed; ${what}`);
const queryError = (what: string): SignatureRefusal => new SignatureRefusal('malformed-query', what);
