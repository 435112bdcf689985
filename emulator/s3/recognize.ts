import type { S3Request } from '../../access/services/request';
import type { S3OperationName } from '../../access/services/s3/operations';
import { recognizeS3 } from '../../access/services/s3/recognize';
import type { AwsRequest } from '../http/exchange';
import type { EmulatorState } from '../state';
import { methodNotAllowed, notImplemented } from './errors';
import type { S3Exchange } from './exchange';
import type { S3Target } from './target';

/**
 * The operation that a request is.
 *
 * @throws AwsError MethodNotAllowed (405), NotImplemented (501) for what S3 has and no table here
 */
export function recognize(request: AwsRequest, { bucket, key }: S3Target): S3OperationName {
  const { method, headers } = request;
  const query: Record<string, string> = {};
  for (const [name, value] of request.query) query[name] = value;
  const operation = recognizeS3({ method, bucket, key, query, headers });
  if (operation) return operation;
  const resource = bucket === undefined ? 'SERVICE' : key === undefined ? 'BUCKET' : 'OBJECT';
  if (resource === 'SERVICE' || !METHODS.has(method)) throw methodNotAllowed(method, resource);
  throw notImplemented(
    `${method} of this ${resource.toLowerCase()} with ${[...request.query.keys()].join(', ') || 'nothing more'}`,
  );
}

const METHODS = new Set(['GET', 'HEAD', 'PUT', 'POST', 'DELETE', 'OPTIONS']);

/** The request as operations and engine see it; for the engine, parameter names are in lower case like header names. */
export function exchangeOf(
  state: EmulatorState,
  request: AwsRequest,
  operation: S3OperationName,
  { bucket, key }: S3Target,
  tags: S3Request['tags'],
): S3Exchange {
  const query: Record<string, string> = {};
  for (const [name, value] of request.query) query[name.toLowerCase()] = value;
  const { caller, connection, headers } = request;
  const api: S3Request = { service: 's3', operation, caller, connection, bucket, key, query, headers, tags };
  return { state, world: state.world, request, operation, api };
}
