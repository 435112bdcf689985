import { callerAccount } from '../../../access/caller';
import { parseArn } from '../../../access/world/arn';
import type { S3OperationName } from '../../../access/services/s3/operations';
import type { AwsRequest, AwsResponse } from '../../http/exchange';
import { requireBucketAccess } from '../../s3/access';
import { notImplemented } from '../../s3/errors';
import type { BucketExchange, S3Operation } from '../../s3/exchange';
import { s3 } from '../../s3/index';
import { s3Operation } from '../../s3/operations';
import { exchangeOf, recognize } from '../../s3/recognize';
import { resolveBucket } from '../../s3/resolve';
import { parseTarget, type S3Target } from '../../s3/target';
import type { EmulatorState, Service } from '../../state';
import { change } from '../change';
import type { Gateway } from '../gateway';
import type { ObjectOperation } from './data';
import { deleteObjects } from './delete-objects';
import { deleteObject, getObjectAcl, putObjectAcl, readObject, useObject } from './existing-objects';
import { forwarded, withText } from './forward';
import { abortMultipartUpload, completeMultipartUpload, listParts, uploadPart, uploadPartCopy } from './multipart';
import { copyObject, createMultipartUpload, putObject } from './new-objects';

type Names = ReadonlySet<S3OperationName>;

/** What changes a bucket: in the world and in the backend. */
const CHANGES: Names = new Set([
  'CreateBucket',
  'DeleteBucket',
  'DeleteBucketEncryption',
  'DeleteBucketLifecycle',
  'DeleteBucketOwnershipControls',
  'DeleteBucketPolicy',
  'DeleteBucketTagging',
  'DeletePublicAccessBlock',
  'PutBucketAcl',
  'PutBucketEncryption',
  'PutBucketLifecycleConfiguration',
  'PutBucketLogging',
  'PutBucketOwnershipControls',
  'PutBucketPolicy',
  'PutBucketTagging',
  'PutBucketVersioning',
  'PutPublicAccessBlock',
]);

/** What of a bucket only the backend knows: its objects, and settings that cannot be made through the gateway. */
const ASKED: Names = new Set([
  'GetBucketAccelerateConfiguration',
  'GetBucketCors',
  'GetBucketNotificationConfiguration',
  'GetBucketReplication',
  'GetBucketRequestPayment',
  'GetBucketWebsite',
  'GetObjectLockConfiguration',
  'ListMultipartUploads',
  'ListObjects',
  'ListObjectsV2',
  'ListObjectVersions',
]);

const OBJECTS: Readonly<Partial<Record<S3OperationName, ObjectOperation>>> = {
  AbortMultipartUpload: abortMultipartUpload,
  CompleteMultipartUpload: completeMultipartUpload,
  CopyObject: copyObject,
  CreateMultipartUpload: createMultipartUpload,
  DeleteObject: deleteObject,
  DeleteObjectTagging: useObject,
  GetObject: readObject,
  GetObjectAcl: getObjectAcl,
  GetObjectAttributes: useObject,
  GetObjectTagging: useObject,
  HeadObject: readObject,
  ListParts: listParts,
  PutObject: putObject,
  PutObjectAcl: putObjectAcl,
  PutObjectTagging: useObject,
  UploadPart: uploadPart,
  UploadPartCopy: uploadPartCopy,
};

/**
 * S3: the settings of buckets are answered from the world and changed in world and backend; objects are the backend's,
 * and each request for one is decided by the world. What the embedded AWS does not know is refused as it refuses it.
 */
export function gatewayS3(gateway: Gateway): Service {
  return async (state, request) => {
    const target = parseTarget(request.path);
    const operation = recognize(request, target);
    const row = s3Operation(operation);
    if (!row) throw notImplemented(`S3's ${operation}`);
    await knowOwners(gateway, request, target);
    if (CHANGES.has(operation)) return changeBucket(gateway, request, operation, target);
    const onObject = OBJECTS[operation];
    if (!onObject && !ASKED.has(operation) && operation !== 'DeleteObjects') return s3(state, request);
    return useBucket(gateway, await inBucket(state, request, operation, row, target), target.key, onObject);
  };
}

async function inBucket(
  state: EmulatorState,
  request: AwsRequest,
  operation: S3OperationName,
  row: S3Operation,
  target: S3Target,
): Promise<BucketExchange> {
  const tags = row.tags && (await row.tags(request));
  return resolveBucket(exchangeOf(state, request, operation, target, tags), target.bucket!);
}

async function useBucket(
  gateway: Gateway,
  exchange: BucketExchange,
  key: string | undefined,
  onObject: ObjectOperation | undefined,
): Promise<AwsResponse> {
  const { request, bucket } = exchange;
  if (onObject) return onObject({ ...exchange, gateway, key: key!, versionId: request.query.get('versionId') });
  requireBucketAccess(exchange);
  if (exchange.operation === 'DeleteObjects') return deleteObjects(gateway, exchange);
  return (await gateway.upstream.send(forwarded(request, bucket))).passedOn();
}

function changeBucket(
  gateway: Gateway,
  request: AwsRequest,
  operation: S3OperationName,
  { bucket: name }: S3Target,
): Promise<AwsResponse> {
  return change(gateway, s3, request, operation, (text) => {
    // The world holds the grants: the ids by which they name accounts are its own.
    if (operation === 'PutBucketAcl') return undefined;
    const bucket = gateway.state.world.buckets.get(name!);
    const place = bucket ?? { name, account: callerAccount(request.caller)!, region: request.connection.region };
    return withText(forwarded(request, place), request, text);
  });
}

/** Who calls, whose the bucket is and whose a key is has to be known, with the keys of the bucket's region. */
async function knowOwners({ state, known }: Gateway, request: AwsRequest, { bucket: name }: S3Target): Promise<void> {
  const { region } = request.connection;
  const account = callerAccount(request.caller);
  if (account !== undefined) await known.ensure(account, region);
  const bucket = name === undefined ? undefined : state.world.buckets.get(name);
  if (bucket) await known.ensure(bucket.account, bucket.region);
  const key = parseArn(request.headers['x-amz-server-side-encryption-aws-kms-key-id'] ?? '');
  if (key?.service === 'kms' && /^\d{12}$/.test(key.account)) await known.ensure(key.account, key.region);
  if (request.query.has('policy') && request.method === 'PUT') await known.ensureNamed(await request.text(), region);
}
