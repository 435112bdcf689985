import { AwsError, type ServiceName } from '../exchange';

/** Why a signature was refused; each service has its own code and status for it. */
export type RefusalReason =
  | 'missing-signature'
  | 'unsupported-mechanism'
  | 'two-mechanisms'
  | 'malformed-header'
  | 'malformed-query'
  | 'malformed-request'
  | 'headers-not-signed'
  | 'unknown-key'
  | 'foreign-key'
  | 'invalid-token'
  | 'expired-token'
  | 'mismatch'
  | 'skewed'
  | 'request-expired';

type Dialect = 's3' | 'query' | 'json';

/** Code and status by dialect. @see facts R-S3-ORDER and each service's "Common errors" page */
const ANSWERS: Record<RefusalReason, Record<Dialect, readonly [code: string, status: number]>> = {
  'missing-signature': {
    s3: ['AccessDenied', 403],
    query: ['MissingAuthenticationToken', 403],
    json: ['MissingAuthenticationTokenException', 400],
  },
  'unsupported-mechanism': {
    s3: ['InvalidRequest', 400],
    query: ['IncompleteSignature', 400],
    json: ['IncompleteSignatureException', 400],
  },
  'two-mechanisms': {
    s3: ['InvalidArgument', 400],
    query: ['IncompleteSignature', 400],
    json: ['IncompleteSignatureException', 400],
  },
  'malformed-header': {
    s3: ['AuthorizationHeaderMalformed', 400],
    query: ['IncompleteSignature', 400],
    json: ['IncompleteSignatureException', 400],
  },
  'malformed-query': {
    s3: ['AuthorizationQueryParametersError', 400],
    query: ['IncompleteSignature', 400],
    json: ['IncompleteSignatureException', 400],
  },
  'malformed-request': {
    s3: ['InvalidRequest', 400],
    query: ['IncompleteSignature', 400],
    json: ['IncompleteSignatureException', 400],
  },
  'headers-not-signed': {
    s3: ['AccessDenied', 403],
    query: ['SignatureDoesNotMatch', 403],
    json: ['InvalidSignatureException', 400],
  },
  'unknown-key': {
    s3: ['InvalidAccessKeyId', 403],
    query: ['InvalidClientTokenId', 403],
    json: ['UnrecognizedClientException', 400],
  },
  'foreign-key': {
    s3: ['InvalidAccessKeyId', 403],
    query: ['InvalidClientTokenId', 403],
    json: ['UnrecognizedClientException', 400],
  },
  'invalid-token': {
    s3: ['InvalidToken', 400],
    query: ['InvalidClientTokenId', 403],
    json: ['UnrecognizedClientException', 400],
  },
  'expired-token': {
    s3: ['ExpiredToken', 400],
    query: ['ExpiredToken', 403],
    json: ['ExpiredTokenException', 400],
  },
  mismatch: {
    s3: ['SignatureDoesNotMatch', 403],
    query: ['SignatureDoesNotMatch', 403],
    json: ['InvalidSignatureException', 400],
  },
  skewed: {
    s3: ['RequestTimeTooSkewed', 403],
    query: ['SignatureDoesNotMatch', 403],
    json: ['InvalidSignatureException', 400],
  },
  'request-expired': {
    s3: ['AccessDenied', 403],
    query: ['SignatureDoesNotMatch', 403],
    json: ['InvalidSignatureException', 400],
  },
};

/** AWS's text where it differs by dialect from the one that was thrown, which is S3's. */
const TEXTS: Partial<Record<RefusalReason, Partial<Record<Dialect, string>>>> = {
  'missing-signature': {
    query: 'Request is missing Authentication Token',
    json: 'Request is missing Authentication Token',
  },
  'unknown-key': {
    query: 'The security token included in the request is invalid.',
    json: 'The security token included in the request is invalid.',
  },
  'invalid-token': {
    query: 'The security token included in the request is invalid',
    json: 'The security token included in the request is invalid.',
  },
  'expired-token': {
    query: 'The security token included in the request is expired',
    json: 'The security token included in the request is expired',
  },
};

/** A request whose signature does not hold, before it is known in which dialect to say so. */
export class SignatureRefusal extends Error {
  constructor(
    readonly reason: RefusalReason,
    message: string,
    readonly details: Readonly<Record<string, string>> = {},
  ) {
    super(message);
    this.name = 'SignatureRefusal';
  }

  /** The refusal as the service says it. */
  toAwsError(service: ServiceName): AwsError {
    const dialect = service === 'kms' ? 'json' : service === 's3' || service === 's3control' ? 's3' : 'query';
    const [code, status] = ANSWERS[this.reason][dialect];
    return new AwsError(code, status, TEXTS[this.reason]?.[dialect] ?? this.message, this.details);
  }
}
