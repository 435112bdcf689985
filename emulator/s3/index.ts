import type { S3Request } from '../../access/services/request';
import type { AwsResponse } from '../http/exchange';
import type { Service } from '../state';
import { objectState, requireBucketAccess, requireS3Access } from './access';
import { notImplemented } from './errors';
import type { ObjectExchange, S3Exchange, S3Operation } from './exchange';
import { s3Operation } from './operations';
import { exchangeOf, recognize } from './recognize';
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
  const row = s3Operation(operation);
  if (!row) throw notImplemented(`S3's ${operation}`);
  const go = (tags?: S3Request['tags']) => run(row, exchangeOf(state, request, operation, target, tags), target);
  return row.tags ? row.tags(request).then(go) : go();
};

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

function requireObjectAccess({ world, api, request, version, upload, source }: ObjectExchange): void {
  const object = objectState(version, request.query.has('versionId'), upload);
  const copied = source && objectState(source.version, source.versionId !== undefined);
  requireS3Access(world, api, object, copied);
}
