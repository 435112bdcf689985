import type { S3Request } from '../../access/services/request';
import type { S3OperationName } from '../../access/services/s3/operations';
import { recognizeS3 } from '../../access/services/s3/recognize';
import type { AwsRequest, AwsResponse } from '../http/exchange';
import { AwsError } from '../http/exchange';
import type { EmulatorState, Service } from '../state';
import { objectState, requireS3Access, s3Refusal } from './access';
import { regionHeader } from './bucket-checks';
import { methodNotAllowed, notImplemented } from './errors';
import type { BucketExchange, ObjectExchange, S3Exchange, S3Operation } from './exchange';
import { OPERATIONS } from './operations';
import { resolveBucket, resolveObject } from './resolve';
import { parseTarget, type S3Target } from './target';

/**
 * Simple Storage Service: a request is recognized, what it names is looked up, the engine is asked, and only then is it
 * done.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/
 */
export const s3: Service = (state, request) => {
  const target = parseTarget(request.path);
  const operation = recognize(request, target);
  const row = OPERATIONS[operation];
  if (!row) throw notImplemented(`S3's ${operation}`);
  const go = (tags?: S3Request['tags']) => run(row, exchangeOf(state, request, operation, target, tags), target);
  return row.tags ? row.tags(request).then(go) : go();
};

function recognize(request: AwsRequest, { bucket, key }: S3Target): S3OperationName {
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
function exchangeOf(
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

function run(row: S3Operation, exchange: S3Exchange, { bucket, key }: S3Target): Promise<AwsResponse> {
  if (row.on === 'service') {
    requireS3Access(exchange.world, exchange.api);
    return row.run(exchange);
  }
  const inBucket = resolveBucket(exchange, bucket!);
  if (row.on === 'bucket') {
    requireBucketAccess(inBucket);
    return row.run(inBucket);
  }
  const onObject = resolveObject(inBucket, key!);
  requireObjectAccess(onObject);
  return row.run(onObject);
}

function requireBucketAccess({ world, api, operation, bucket }: BucketExchange): void {
  const refusal = s3Refusal(world, api);
  if (!refusal) return;
  if (operation !== 'HeadBucket') throw refusal;
  // HeadBucket tells the region to those who may not see the bucket too.
  const { code, status, message, details } = refusal;
  throw new AwsError(code, status, message, details, regionHeader(bucket));
}

function requireObjectAccess({ world, api, request, version, upload, source }: ObjectExchange): void {
  const object = objectState(version, request.query.has('versionId'), upload);
  const copied = source && objectState(source.version, source.versionId !== undefined);
  requireS3Access(world, api, object, copied);
}
