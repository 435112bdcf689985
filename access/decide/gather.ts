import type { Call } from '../call';
import { callerAccount, type Caller } from '../caller';
import type { NamedPolicy, PolicyDocument } from '../policy/document';
import type { AccessPoint } from '../world/access-point';
import { tryFindAccessPoint } from '../world/access-points';
import type { Bucket } from '../world/bucket';
import type { Key } from '../world/key';
import { tryFindRole } from '../world/lookup';
import type { Account, Role, User, World } from '../world/world';
import { aclPolicies, canonicalIdOfCaller } from './acl-policies';
import { managedKeyPolicy } from './managed-key';
import { organizationPolicies } from './organization-policies';
import { resourceKindOf, type PolicySets, type ResourceKind } from './policy-sets';

/**
 * Every policy of a world that takes part in deciding a call. It is made for every decision, because a world changes in
 * place and reasons are asked for later: one object of one shape, and no copies of whole ones.
 */
export function gatherPolicies(world: World, call: Call): PolicySets {
  const { caller } = call;
  const id = callerAccount(caller);
  const account = id === undefined ? undefined : world.accounts.get(id);
  const owner = world.accounts.get(call.resourceAccount);
  const principal = account && principalOf(account, caller);
  const resourceKind = resourceKindOf(call);
  // R-AP: of a request through an access point one call is about the point, the other about the bucket behind it.
  const { callerResource } = call;
  const point = callerResource === undefined ? undefined : tryFindAccessPoint(world, callerResource);
  const bucket =
    resourceKind === 'bucket' && call.resource !== callerResource
      ? world.buckets.get(bucketOf(call.resource))
      : undefined;
  const key = resourceKind === 'key' ? owner?.keys.get(call.resource) : undefined;
  const acls =
    bucket && (bucket.acl.length > 0 || call.object !== undefined)
      ? aclPolicies(world, bucket, owner, call, point)
      : undefined;
  return {
    identity: principal ? identityPolicies(account, principal) : NONE,
    boundary: principal && boundaryOf(account, principal),
    session: sessionPolicies(caller),
    resource: bucket
      ? bucketPolicy(bucket)
      : point
        ? pointPolicy(point)
        : resourcePolicy(world, call, resourceKind, key),
    resourceKind,
    keyGrants: key && key.grants.size > 0 ? [...key.grants.values()] : undefined,
    restrictPublicBuckets: restrictsPublicBuckets(world, id, owner, bucket, point),
    scps: organizationPolicies(world, account, 'scps'),
    rcps: organizationPolicies(world, owner, 'rcps'),
    acls: acls?.policies,
    objectOwner: acls?.objectOwner,
    callerCanonicalId: acls ? canonicalIdOfCaller(world, call) : account?.canonicalId,
  };
}

const NONE: readonly NamedPolicy[] = [];
const NOTHING: PolicyDocument = { Version: '2012-10-17', Statement: [] };

/** A session outlives its role: without it, or with another of the same name, nothing is allowed any more. */
function principalOf(account: Account, caller: Caller): Role | User | undefined {
  switch (caller.kind) {
    case 'user':
      return living(account.users.get(caller.name), caller.uniqueId);
    case 'role-session':
      return living(account.roles.get(caller.role.name), caller.role.uniqueId);
    case 'federated-user':
      return living(account.users.get(caller.byUser.name), caller.byUser.uniqueId);
  }
  return undefined;
}

function living(principal: Role | User | undefined, uniqueId: string): Role | User | undefined {
  return principal?.uniqueId === uniqueId ? principal : undefined;
}

function identityPolicies(account: Account, principal: Role | User): NamedPolicy[] {
  const policies: NamedPolicy[] = [];
  for (const [name, document] of principal.inlinePolicies) policies.push({ name, arn: undefined, document });
  for (const arn of principal.attachedPolicies) {
    const policy = managedPolicy(account, arn);
    if (policy) policies.push(policy);
  }
  return policies;
}

function boundaryOf(account: Account, { boundary }: Role | User): NamedPolicy | undefined {
  if (boundary === undefined) return undefined;
  // A boundary that is gone still binds: it allows nothing.
  return managedPolicy(account, boundary) ?? { name: boundary, document: NOTHING };
}

function managedPolicy(account: Account, arn: string): NamedPolicy | undefined {
  const policy = account.managedPolicies.get(arn);
  const version = policy?.versions.get(policy.defaultVersion);
  return version && { name: policy!.name, arn, document: version.document };
}

function sessionPolicies(caller: Caller): readonly NamedPolicy[] | undefined {
  if (caller.kind !== 'role-session' && caller.kind !== 'federated-user') return undefined;
  return caller.sessionPolicies?.map((document, index) => ({ name: `session policy ${index + 1}`, document }));
}

function bucketPolicy({ name, policy }: Bucket): NamedPolicy | undefined {
  return policy && { name: `bucket policy of ${name}`, arn: undefined, document: policy };
}

function pointPolicy({ name, policy }: AccessPoint): NamedPolicy | undefined {
  return policy && { name: `policy of access point ${name}`, arn: undefined, document: policy };
}

/**
 * R-BPA-1: whichever has it on, of the access point, the bucket and their accounts. The policy of a VPC's access point is
 * never public (R-BPA-5); that of any other is closed neither to its own account nor to the bucket's.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-bpa-settings.html
 */
function restrictsPublicBuckets(
  world: World,
  callerId: string | undefined,
  owner: Account | undefined,
  bucket: Bucket | undefined,
  point: AccessPoint | undefined,
): boolean {
  if (!bucket && point?.networkOrigin !== 'Internet') return false;
  const behind = bucket ?? world.buckets.get(point!.bucket);
  if (behind !== undefined && behind.account === callerId) return false;
  return (
    restricts(behind) ||
    restricts(point) ||
    restricts(owner) ||
    (behind !== undefined && restricts(world.accounts.get(behind.account)))
  );
}

function restricts(one: Bucket | AccessPoint | Account | undefined): boolean {
  return one?.publicAccessBlock?.restrictPublicBuckets === true;
}

function resourcePolicy(world: World, call: Call, kind: ResourceKind, key: Key | undefined): NamedPolicy | undefined {
  if (kind === 'key') {
    return key ? { name: `key policy of ${key.arn}`, document: key.policy } : managedKeyPolicy(call.resource);
  }
  const role = kind === 'trust' ? tryFindRole(world, call.resource) : undefined;
  return role && { name: `trust policy of role ${role.name}`, document: role.trustPolicy };
}

/** The bucket's name in the ARN of a bucket or an object. */
function bucketOf(arn: string): string {
  const slash = arn.indexOf('/');
  const end = slash < 0 ? arn.length : slash;
  return arn.slice(arn.lastIndexOf(':', end) + 1, end);
}
