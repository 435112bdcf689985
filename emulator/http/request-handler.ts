import type { IncomingMessage, ServerResponse } from 'node:http';
import type { EmulatorState, Service } from '../state';
import { trailOf } from '../trail';
import { authenticate } from './authenticate';
import { awsRequest } from './aws-request';
import { AwsError, type AwsRequest, type AwsResponse, type ServiceName } from './exchange';
import { rawRequest, type RawRequest } from './raw-request';
import { RequestIds } from './request-ids';
import { guessService, pathStyle, serviceFor } from './route';
import { SignatureRefusal } from './sigv4/refusal';
import { writeResponse } from './write-response';
import { errorResponse } from './write-error';

/** What {@link handleRequest} works with. */
export interface Handling {
  readonly state: EmulatorState;
  readonly services: Readonly<Record<ServiceName, Service>>;
  /** Told of each error that is not an AwsError: a fault of the embedded AWS itself. */
  readonly onFault?: (error: unknown, requestId: string) => void;
  /** Told of each request that was done, before its answer is sent; the answer waits for what it returns. */
  readonly onChange?: (request: AwsRequest) => Promise<void> | undefined;
  /** Told of each request that reached its service, just before its answer is sent. */
  readonly onAnswer?: (answered: Answered) => void;
}

/** A request and its answer, as an access log tells them. */
export interface Answered {
  readonly request: AwsRequest;
  /** The request as it came. */
  readonly message: IncomingMessage;
  readonly answer: AwsResponse;
  /** Of an answer that refuses. */
  readonly errorCode: string | undefined;
  /** `x-amz-id-2` */
  readonly hostId: string;
}

/**
 * One request on its way: parsed, its signature checked, handed to its service, answered. Whatever goes wrong becomes an
 * answer in the format of the service; nothing is thrown.
 *
 * @param expectsContinue the client waits for `100 Continue`, which is sent when the content is first asked for
 */
export async function handleRequest(
  handling: Handling,
  message: IncomingMessage,
  response: ServerResponse,
  expectsContinue: boolean,
): Promise<void> {
  const ids = new RequestIds();
  let raw: RawRequest | undefined;
  let service: ServiceName = 's3';
  let request: AwsRequest | undefined;
  let answer: AwsResponse;
  let errorCode: string | undefined;
  try {
    raw = rawRequest(message.method ?? 'GET', message.url ?? '/', message.rawHeaders);
    service = guessService(raw);
    const beforeRead = expectsContinue ? () => response.writeContinue() : undefined;
    const proof = authenticate(handling.state, raw, message, beforeRead);
    const authenticated = proof instanceof Promise ? await proof : proof;
    service = authenticated.service;
    request = awsRequest(ids.of(service), handling.state, raw, message, authenticated);
    answer = await handling.services[service](handling.state, request);
    const saved = handling.onChange?.(request);
    if (saved) await saved;
  } catch (error) {
    if (!request && raw) service = signedService(raw) ?? service;
    const refusal = asAwsError(error, service, (fault) => handling.onFault?.(fault, ids.uuid));
    errorCode = refusal.code;
    answer = errorResponse(service, refusal, ids.of(service), ids.hostId, raw ? pathStyle(raw) : '/');
  }
  if (request) {
    logDecisions(handling.state, request);
    handling.onAnswer?.({ request, message, answer, errorCode, hostId: ids.hostId });
  }
  const sent = writeResponse(message, response, answer, commonHeaders(service, ids, handling.state.clock()));
  if (sent) await sent;
}

/** The service whose format a refused signature is told in. */
function signedService(raw: RawRequest): ServiceName | undefined {
  const scope = /Credential=[^/]+\/\d+\/[^/]+\/(s3|sts|iam|kms)\//.exec(
    raw.headers['authorization'] ??
      `Credential=${raw.parameters.find(([name]) => name === 'X-Amz-Credential')?.[1] ?? ''}`,
  );
  return scope ? serviceFor(scope[1]!, raw) : undefined;
}

function logDecisions({ authorizations, world, clock }: EmulatorState, { id, connection }: AwsRequest): void {
  authorizations?.keep(world, id, trailOf(connection)?.decisions ?? [], clock().getTime());
}

function asAwsError(error: unknown, service: ServiceName, onFault: (fault: unknown) => void): AwsError {
  if (error instanceof AwsError) return error;
  if (error instanceof SignatureRefusal) return error.toAwsError(service);
  onFault(error);
  if (service === 'kms')
    return new AwsError(
      'KMSInternalException',
      500,
      'The request was rejected because an internal exception occurred. The request can be retried.',
    );
  if (service === 'iam')
    return new AwsError(
      'ServiceFailure',
      500,
      'The request processing has failed because of an unknown error, exception or failure.',
    );
  if (service === 'sts')
    return new AwsError(
      'InternalFailure',
      500,
      'The request processing has failed because of an unknown error, exception or failure.',
    );
  if (service === 'iam-toolbox') return new AwsError('InternalServerException', 500, 'An internal error occurred.');
  return new AwsError('InternalError', 500, 'We encountered an internal error. Please try again.');
}

function commonHeaders(service: ServiceName, ids: RequestIds, now: Date): Record<string, string> {
  const date = httpDate(now);
  if (service === 's3' || service === 's3control') {
    return { 'x-amz-request-id': ids.of(service), 'x-amz-id-2': ids.hostId, date, server: 'AmazonS3' };
  }
  return { 'x-amzn-requestid': ids.uuid, date };
}

let lastSecond = NaN;
let lastDate = '';

function httpDate(now: Date): string {
  const second = Math.floor(now.getTime() / 1000);
  if (second !== lastSecond) {
    lastSecond = second;
    lastDate = now.toUTCString();
  }
  return lastDate;
}
