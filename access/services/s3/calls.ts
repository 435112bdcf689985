import type { Call } from '../../call';
import type { Bucket } from '../../world/bucket';
import type { World } from '../../world/world';
import { accountOf } from '../owner';
import type { S3Request } from '../request';
import { throughAccessPoint } from './access-point-calls';
import { operationContext } from './context';
import { copyCalls } from './copy-calls';
import { effectiveEncryption, storedEncryption } from './encryption';
import { kmsCallsThroughS3 } from './kms-calls';
import type { EncryptionState, ObjectState } from './object-state';
import type { HeaderActions, KmsUse, S3OperationRow } from './operation-row';
import { s3Operation } from './operations';
import { call, callObject, hiddenListCall, placeOf, type Place } from './place';

/**
 * The calls that have to be allowed for an S3 request: a copy's source, its own action with what its headers add, the
 * ListBucket that a missing object asks for (R-S3-404), and what S3 does with KMS keys in the caller's name (R-KMS-3).
 *
 * @param object the object that the request is about; absent = it is there, protected by the bucket's default
 * @param source the same of a copy's source
 * @throws Error for an operation that the table of S3 operations does not have
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html (facts, section 8)
 */
export function s3Calls(world: World, request: S3Request, object?: ObjectState, source?: ObjectState): readonly Call[] {
  const row = s3Operation(request.operation);
  if (!row) {
    throw new Error(`unknown S3 operation ${request.operation}: it needs a row in access/services/s3/`);
  }
  const place = placeOf(world, request, request.bucket ?? '');
  const owner = ownerFor(request, place);
  const { key = '' } = request;
  const resource = resourceOf(row, key, place);
  const context = operationContext(world, request, row, owner, object);
  const there = callObject(place, object, !row.existing);
  const ask = (name: string): Call =>
    name.includes(':')
      ? call(request, name, '*', owner, context)
      : call(request, `s3:${name}`, resource, owner, context, there);

  const copied = copyCalls(world, request, row, source);
  const own = actionsOf(row, request);
  if (copied.withTags && !own.includes('PutObjectTagging')) own.push('PutObjectTagging');
  const calls = [...copied.s3, ...own.map(ask)];
  if (row.existing === 'content' && object?.exists === false) {
    calls.push(hiddenListCall(world, request, place, key));
  }
  calls.push(...copied.kms);
  if (row.kms && place.bucket) {
    const encryption = encryptionOf(world, request, row, row.kms, place.bucket, object);
    const { bucket, arn: bucketArn } = place;
    if (encryption) {
      const target = { bucket, bucketArn, objectArn: resource, encryption };
      calls.push(...kmsCallsThroughS3(world, request, target, row.kms.actions));
    }
  }
  const { accessPoint } = request;
  if (accessPoint === undefined) return calls;
  // A copy's source has a name of its own, whatever way its target is reached.
  const through = (one: Call): boolean => isIn(place, one) && !copied.s3.includes(one);
  return calls.flatMap((one) => (through(one) ? throughAccessPoint(one, accessPoint) : [one]));
}

/** Whether a call is on a bucket or what is in it. */
function isIn({ arn }: Place, { resource }: Call): boolean {
  return resource === arn || resource.startsWith(`${arn}/`);
}

/** Whose the resource is: what is not in a bucket, or is to become one, is the caller's own. */
function ownerFor({ caller, operation, bucket }: S3Request, place: Place): string {
  return bucket === undefined || operation === 'CreateBucket' ? accountOf(caller) : place.owner;
}

function resourceOf(row: S3OperationRow, key: string, { arn }: Place): string {
  if (row.on === 'service') return '*';
  return row.on === 'object' || row.resource === 'object' ? `${arn}/${key}` : arn;
}

/** The actions of S3 that a request needs on its own resource. */
function actionsOf(row: S3OperationRow, { query, headers, tags }: S3Request): string[] {
  const actions = [...((query.versionid === undefined ? undefined : row.versionActions) ?? row.actions)];
  for (const extra of row.extras ?? []) if (carries(headers, extra)) actions.push(...extra.actions);
  if (row.tagActions && tags && Object.keys(tags).length > 0) actions.push(...row.tagActions);
  return actions;
}

function carries(sent: S3Request['headers'], { headers, value }: HeaderActions): boolean {
  return headers.some(
    (name) => sent[name] !== undefined && (value === undefined || sent[name].toLowerCase() === value),
  );
}

/** How the object is protected whose key S3 needs; undefined when the request needs none. */
function encryptionOf(
  world: World,
  { headers, caller }: S3Request,
  { existing }: S3OperationRow,
  kms: KmsUse,
  bucket: Bucket,
  object: ObjectState | undefined,
): EncryptionState | undefined {
  if (kms.key === 'new') return effectiveEncryption(world, bucket, headers, caller);
  if (kms.when && headers[kms.when.header]?.toLowerCase().includes(kms.when.word) !== true) return undefined;
  if (existing && object?.exists === false) return undefined;
  // Of an upload nothing is there yet, and its caller chose the key when it began.
  return (
    object?.encryption ?? (existing ? storedEncryption(world, bucket) : effectiveEncryption(world, bucket, {}, caller))
  );
}
