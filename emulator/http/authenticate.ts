import type { IncomingMessage } from 'node:http';
import { createHash } from 'node:crypto';
import type { Caller } from '../../access/caller';
import { identify, type Identity } from '../credentials/identify';
import type { EmulatorState } from '../state';
import { isPayloadHash, payloadOf } from './body/payload';
import { IncomingBody, plainContent, ReadBody } from './body/request-body';
import { AwsError, type RequestBody, type ServiceName } from './exchange';
import type { RawRequest } from './raw-request';
import { guessService, serviceFor } from './route';
import { SignatureRefusal } from './sigv4/refusal';
import { claimedSignature, type ClaimedSignature } from './sigv4/signature';
import { signingKey } from './sigv4/signing-key';
import { verifySignature, verifySignedHeaders, verifyTime } from './sigv4/verify';

/** Who sent a request to which service, proven by its signature; and its content, still to be read. */
export interface Authenticated {
  readonly service: ServiceName;
  readonly caller: Caller;
  readonly region: string;
  readonly claimed: ClaimedSignature | undefined;
  readonly body: RequestBody;
  readonly contentLength: number | undefined;
  /** Proven trailing headers; complete once {@link body} was read. */
  readonly trailers: Readonly<Record<string, string>>;
}

/** The most that a request to STS, IAM or KMS may have; a policy of 6 KB times its URL-encoding is far below. */
const FORM_LIMIT = 1024 * 1024;

/**
 * Finds the service, verifies the signature and names the caller. Content of S3 is verified later, while it streams; content
 * of the other services is part of what is verified here.
 *
 * @param beforeRead told when the content is first asked for
 * @returns at once where no content has to be read for it
 * @throws SignatureRefusal or AwsError, at once or as a rejection
 */
export function authenticate(
  state: EmulatorState,
  raw: RawRequest,
  message: IncomingMessage,
  beforeRead?: () => void,
): Authenticated | Promise<Authenticated> {
  const claimed = claimedSignature(raw);
  const service = claimed ? serviceFor(claimed.credential.service, raw) : guessService(raw);
  if (!service) {
    throw new AwsError(
      'NotImplemented',
      501,
      `There is no service ${claimed!.credential.service} here; there are s3, sts, iam and kms.`,
    );
  }
  const identity = claimed && verifiedClaim(state, raw, claimed);
  return service === 's3' || service === 's3control'
    ? streamed(raw, message, service, claimed, identity, beforeRead)
    : buffered(raw, message, service, claimed, identity, beforeRead);
}

function verifiedClaim(state: EmulatorState, raw: RawRequest, claimed: ClaimedSignature): Identity {
  const { accessKeyId, region } = claimed.credential;
  if (!/^[a-z]{2}(-[a-z]+)+-\d{1,2}$/.test(region)) {
    throw new SignatureRefusal(
      claimed.expiresIn === undefined ? 'malformed-header' : 'malformed-query',
      `The authorization header is malformed; the region '${region}' is wrong; expecting one such as 'us-east-1'`,
      { Region: 'us-east-1' },
    );
  }
  const identity = identify(state, accessKeyId, claimed.sessionToken, region);
  verifyTime(claimed, state.clock().getTime());
  verifySignedHeaders(raw, claimed);
  return identity;
}

function streamed(
  raw: RawRequest,
  message: IncomingMessage,
  service: ServiceName,
  claimed: ClaimedSignature | undefined,
  identity: Identity | undefined,
  beforeRead: (() => void) | undefined,
): Authenticated {
  const payloadHash = payloadHashOf(raw, claimed);
  let caller: Caller = { kind: 'anonymous' };
  let chunkKey: Buffer | undefined;
  if (claimed && identity) {
    const { date, region, service: name } = claimed.credential;
    const key = signingKey(identity.secretAccessKey, date, region, name);
    verifySignature(raw, claimed, payloadHash!, key, true);
    caller = identity.caller();
    if (claimed.expiresIn === undefined) chunkKey = key;
  }
  const trailers: Record<string, string> = {};
  const completes = raw.method === 'POST' && raw.parameters.some(([name]) => name === 'uploadId');
  const payload = payloadOf(
    raw.headers,
    payloadHash,
    chunkKey && {
      key: chunkKey,
      amzDate: claimed!.amzDate,
      scope: claimed!.credential.scope,
      seed: claimed!.signature,
    },
    !completes,
    (name, value) => void (trailers[name] = value),
  );
  return {
    service,
    caller,
    region: claimed?.credential.region ?? 'us-east-1',
    claimed,
    body: new IncomingBody(message, payload.decoder, beforeRead),
    contentLength: payload.contentLength,
    trailers,
  };
}

function payloadHashOf(raw: RawRequest, claimed: ClaimedSignature | undefined): string | undefined {
  const inQuery = claimed?.expiresIn === undefined ? undefined : find(raw, 'X-Amz-Content-Sha256');
  const given = raw.headers['x-amz-content-sha256'] ?? inQuery;
  if (given === undefined) {
    if (claimed?.expiresIn !== undefined) return 'UNSIGNED-PAYLOAD';
    if (!claimed) return undefined;
    throw new SignatureRefusal('malformed-request', 'Missing required header for this request: x-amz-content-sha256');
  }
  if (given.startsWith('STREAMING-AWS4-ECDSA')) {
    throw new AwsError('NotImplemented', 501, 'Signature Version 4A is not implemented');
  }
  if (!isPayloadHash(given)) {
    throw new AwsError(
      'InvalidArgument',
      400,
      'x-amz-content-sha256 must be UNSIGNED-PAYLOAD, STREAMING-UNSIGNED-PAYLOAD-TRAILER, STREAMING-AWS4-HMAC-SHA256-PAYLOAD, STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER or a valid sha256 value.',
      { ArgumentName: 'x-amz-content-sha256', ArgumentValue: given },
    );
  }
  return given;
}

function find(raw: RawRequest, parameter: string): string | undefined {
  return raw.parameters.find(([name]) => name === parameter)?.[1];
}

async function buffered(
  raw: RawRequest,
  message: IncomingMessage,
  service: ServiceName,
  claimed: ClaimedSignature | undefined,
  identity: Identity | undefined,
  beforeRead: (() => void) | undefined,
): Promise<Authenticated> {
  if (!claimed || !identity) {
    throw new SignatureRefusal('missing-signature', 'Request is missing Authentication Token');
  }
  const content = await plainContent(message, FORM_LIMIT, beforeRead);
  const digest = createHash('sha256').update(content).digest('hex');
  const announced = raw.headers['x-amz-content-sha256'];
  if (announced !== undefined && announced !== digest) {
    throw new SignatureRefusal(
      'mismatch',
      "The provided 'x-amz-content-sha256' header does not match what was computed.",
    );
  }
  const { date, region, service: name } = claimed.credential;
  verifySignature(raw, claimed, digest, signingKey(identity.secretAccessKey, date, region, name), false);
  return {
    service,
    caller: identity.caller(),
    region,
    claimed,
    body: new ReadBody(content),
    contentLength: content.length,
    trailers: {},
  };
}
