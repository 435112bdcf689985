import type { Call } from '../call';
import { callerAccount, type Caller } from '../caller';
import type { NamedPolicy, PolicyDocument } from '../policy/document';
import { tryFindRole } from '../world/lookup';
import type { Account, Role, User, World } from '../world/world';
import { managedKeyPolicy } from './managed-key';
import { organizationPolicies } from './organization-policies';
import { resourceKindOf, type PolicySets } from './policy-sets';

/** Every policy of a world that takes part in deciding a call. */
export function gatherPolicies(world: World, call: Call): PolicySets {
  const { caller } = call;
  const id = callerAccount(caller);
  const account = id === undefined ? undefined : world.accounts.get(id);
  const owner = world.accounts.get(call.resourceAccount);
  const { identity, boundary, session } = callerPolicies(account, caller);
  const { resource, resourceKind, keyGrants, restrictPublicBuckets } = resourcePolicies(world, call, owner);
  // Member by member: it is made for every call, and copying whole objects is several times as dear.
  return {
    identity,
    boundary,
    session,
    resource,
    resourceKind,
    keyGrants,
    restrictPublicBuckets,
    scps: organizationPolicies(world, account, 'scps'),
    rcps: organizationPolicies(world, owner, 'rcps'),
    callerCanonicalId: account?.canonicalId,
  };
}

type CallerPolicies = Pick<PolicySets, 'identity' | 'boundary' | 'session'>;

/** A session outlives its role: without it, or with another of the same name, nothing is allowed any more. */
function callerPolicies(account: Account | undefined, caller: Caller): CallerPolicies {
  switch (caller.kind) {
    case 'user':
      return principalPolicies(account, account?.users.get(caller.name), caller.uniqueId);
    case 'role-session':
      return {
        ...principalPolicies(account, account?.roles.get(caller.role.name), caller.role.uniqueId),
        session: caller.sessionPolicies?.map(named),
      };
    case 'federated-user':
      return {
        ...principalPolicies(account, account?.users.get(caller.byUser.name), caller.byUser.uniqueId),
        session: caller.sessionPolicies?.map(named),
      };
    default:
      return { identity: [] };
  }
}

function named(document: PolicyDocument, index: number): NamedPolicy {
  return { name: `session policy ${index + 1}`, document };
}

function principalPolicies(
  account: Account | undefined,
  principal: Role | User | undefined,
  uniqueId: string,
): CallerPolicies {
  if (!account || principal?.uniqueId !== uniqueId) return { identity: [] };
  const identity: NamedPolicy[] = [];
  for (const [name, document] of principal.inlinePolicies) identity.push({ name, document });
  for (const arn of principal.attachedPolicies) {
    const policy = managedPolicy(account, arn);
    if (policy) identity.push(policy);
  }
  if (principal.boundary === undefined) return { identity };
  // A boundary that is gone still binds: it allows nothing.
  const boundary = managedPolicy(account, principal.boundary) ?? { name: principal.boundary, document: NOTHING };
  return { identity, boundary };
}

const NOTHING: PolicyDocument = { Version: '2012-10-17', Statement: [] };

function managedPolicy(account: Account, arn: string): NamedPolicy | undefined {
  const policy = account.managedPolicies.get(arn);
  const version = policy?.versions.get(policy.defaultVersion);
  return policy && version && { name: policy.name, arn, document: version.document };
}

type ResourcePolicies = Pick<PolicySets, 'resource' | 'resourceKind' | 'keyGrants' | 'restrictPublicBuckets'>;

function resourcePolicies(world: World, call: Call, owner: Account | undefined): ResourcePolicies {
  const resourceKind = resourceKindOf(call);
  switch (resourceKind) {
    case 'bucket': {
      const bucket = world.buckets.get(bucketOf(call.resource));
      if (!bucket) return { resourceKind };
      const restrictPublicBuckets =
        bucket.publicAccessBlock?.restrictPublicBuckets === true ||
        owner?.publicAccessBlock?.restrictPublicBuckets === true;
      const resource = bucket.policy && { name: `bucket policy of ${bucket.name}`, document: bucket.policy };
      return { resourceKind, restrictPublicBuckets, ...(resource && { resource }) };
    }
    case 'key': {
      const key = owner?.keys.get(call.resource);
      if (!key) return { resourceKind, resource: managedKeyPolicy(call.resource) };
      const keyGrants = key.grants.size === 0 ? undefined : [...key.grants.values()];
      const resource = { name: `key policy of ${key.arn}`, document: key.policy };
      return { resourceKind, resource, ...(keyGrants && { keyGrants }) };
    }
    case 'trust': {
      const role = tryFindRole(world, call.resource);
      if (!role) return { resourceKind };
      return { resourceKind, resource: { name: `trust policy of role ${role.name}`, document: role.trustPolicy } };
    }
    case 'other':
      return { resourceKind };
  }
}

/** The bucket's name in the ARN of a bucket or an object. */
function bucketOf(arn: string): string {
  const start = arn.lastIndexOf(':', arn.indexOf('/') < 0 ? arn.length : arn.indexOf('/')) + 1;
  const slash = arn.indexOf('/', start);
  return slash < 0 ? arn.slice(start) : arn.slice(start, slash);
}
