import type { Call, CallObject, RequestContext } from '../../call';
import type { Caller } from '../../caller';
import { partitionOf } from '../../world/arn';
import type { AclGrant, Bucket } from '../../world/bucket';
import type { World } from '../../world/world';
import type { S3Request } from '../request';
import { requestContext } from './context';
import type { ObjectState } from './object-state';

/** A bucket by name, as calls need it. */
export interface Place {
  /** Absent when there is no such bucket. */
  readonly bucket?: Bucket;
  readonly arn: string;
  /** The owner; '' when there is no such bucket, so that the call is nobody's own and no policy allows it. */
  readonly owner: string;
}

/** Finds a bucket. */
export function placeOf(world: World, { caller, connection }: S3Request, name: string): Place {
  const bucket = world.buckets.get(name);
  const partition = bucket
    ? world.accounts.get(bucket.account)!.partition
    : (partitionOfCaller(caller) ?? partitionOf(connection.region));
  const arn = `arn:${partition}:s3:::${name}`;
  return bucket ? { bucket, arn, owner: bucket.account } : { arn, owner: '' };
}

function partitionOfCaller(caller: Caller) {
  return 'partition' in caller ? caller.partition : undefined;
}

/** One call on something of a bucket. */
export function call(
  { caller }: S3Request,
  action: string,
  resource: string,
  resourceAccount: string,
  context: RequestContext,
  object?: CallObject,
): Call {
  if (object) return { caller, action, resource, resourceAccount, context, object };
  return { caller, action, resource, resourceAccount, context };
}

/**
 * The object that a call is about, where its owner or its ACL can count (R-ACL, R-OWN-3).
 *
 * @param replaced whether it is overwritten or deleted
 */
export function callObject(
  { bucket }: Place,
  state: ObjectState | undefined,
  replaced = false,
): CallObject | undefined {
  if (!state?.exists || !bucket || bucket.ownership === 'BucketOwnerEnforced') return undefined;
  const { ownerAccount: owner = bucket.account, acl = NO_GRANTS } = state;
  const counts = replaced ? bucket.acl.length > 0 : owner !== bucket.account || acl.length > 0;
  if (!counts) return undefined;
  return replaced ? { owner, acl, replaced } : { owner, acl };
}

const NO_GRANTS: readonly AclGrant[] = [];

/** What S3 asks before it says that an object is not there (R-S3-404), with the key as `s3:prefix`. */
export function hiddenListCall(world: World, request: S3Request, { arn, owner }: Place, key: string): Call {
  const context = requestContext(world, request, owner);
  context['s3:prefix'] = key;
  return call(request, 's3:ListBucket', arn, owner, context);
}
