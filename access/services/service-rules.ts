import type { Call } from '../call';
import { callerAccount } from '../caller';
import type { Decision, Reason } from '../decision';
import type { World } from '../world/world';
import type { ApiRequest, S3Request } from './request';
import { parseCopySource } from './s3/copy-source';
import type { ObjectState } from './s3/object-state';
import { s3Operation } from './s3/operations';

/**
 * What a service refuses by itself, whatever policies say; undefined when it leaves the matter to them.
 *
 * @param calls those of the request
 */
export function refusalOfService(
  world: World,
  request: ApiRequest,
  calls: readonly Call[],
  object?: ObjectState,
  source?: ObjectState,
): Decision | undefined {
  const { caller, service, operation } = request;
  const [first] = calls;
  if (!first) return undefined;
  if (service === 'sts' && operation === 'AssumeRole' && caller.kind === 'root') {
    return refusal(first, 'R-STS-ROOT', 'explicitDeny', 'roles may not be assumed by root accounts');
  }
  if (service !== 's3') return undefined;
  const refused = caller.kind === 'anonymous' ? refusalOfAnonymous(operation, calls) : undefined;
  return refused ?? refusalOfOwner(world, request, first, object, source);
}

function refusalOfAnonymous(operation: string, calls: readonly Call[]): Decision | undefined {
  if (operation === 'CreateMultipartUpload') {
    const text = 'anonymous users cannot initiate multipart uploads';
    return refusal(calls[0]!, 'R-ANON-MPU', 'explicitDeny', text);
  }
  const ofKms = calls.find(({ action }) => action.startsWith('kms:'));
  const text = 'what is under SSE-KMS needs a signed request, because S3 calls KMS in the name of its caller';
  return ofKms && refusal(ofKms, 'R-KMS-3', 'explicitDeny', text);
}

/**
 * R-OWN-3: an object that another account than the bucket's owns is open to its owner alone, because ACLs, by which the
 * owner could let others in, are not modelled. The bucket's owner may still delete and restore it.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html
 */
function refusalOfOwner(
  world: World,
  request: S3Request,
  first: Call,
  object: ObjectState | undefined,
  source: ObjectState | undefined,
): Decision | undefined {
  const header = source && request.headers['x-amz-copy-source'];
  const owner =
    (s3Operation(request.operation)?.existing && foreignOwner(world, request.bucket, object)) ??
    (header !== undefined ? foreignOwner(world, parseCopySource(header).bucket, source) : undefined);
  if (owner === undefined || owner === callerAccount(request.caller)) return undefined;
  return refusal(first, 'R-OWN-3', 'implicitDeny', `account ${owner} owns the object, not the owner of the bucket`);
}

/** The account that owns an object, if it is not the one that owns the bucket. */
function foreignOwner(world: World, name: string | undefined, object: ObjectState | undefined): string | undefined {
  if (!object?.exists || object.ownerAccount === undefined || name === undefined) return undefined;
  const bucket = world.buckets.get(name);
  if (!bucket || bucket.ownership === 'BucketOwnerEnforced' || bucket.account === object.ownerAccount) return undefined;
  return object.ownerAccount;
}

function refusal(call: Call, rule: string, effect: 'explicitDeny' | 'implicitDeny', text: string): Decision {
  const reason: Reason = { rule, gate: 'service', verdict: effect, side: 'resource', text };
  return { effect, mayAllow: false, call, reasons: [reason] };
}
