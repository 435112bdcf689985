import { randomUUID } from 'node:crypto';
import { iamArn } from '../../../access/world/arn';
import { uniqueId } from '../../../access/world/ids';
import { createManagedPolicy } from '../../../access/world/managed-policies';
import type { Account, ManagedPolicy, Role, User } from '../../../access/world/world';
import { isTaken } from '../../../access/world/names';
import type { QueryCall, QueryOperation } from '../../http/query-protocol';
import { accountOf, alreadyExists, authorizeIam, deleteConflict, noSuchEntity } from '../call';
import { readDocument } from '../documents';
import { policyElement } from '../elements';
import { descriptionIn, nameIn, pathIn, pathPrefixIn } from '../names';
import { page } from '../page';
import { removeTag, setTags, tagContext, tagsIn, tagsPage } from '../tags';

/** The policy that a request names, authorized first. @throws AwsError AccessDenied, NoSuchEntity */
export function policyFor(
  call: QueryCall,
  context: Parameters<typeof authorizeIam>[2] = {},
): { readonly account: Account; readonly policy: ManagedPolicy } {
  const arn = call.parameters.required('PolicyArn');
  const account = accountOf(call);
  authorizeIam(call, arn, context);
  const policy = account.managedPolicies.get(arn);
  if (!policy) throw noSuchEntity(`Policy ${arn} was not found.`);
  return { account, policy };
}

/**
 * Reads the document of a managed policy. Any of them may serve as a boundary, so that this is the kind it is read as.
 *
 * @throws AwsError MalformedPolicyDocument, LimitExceeded
 */
export function managedDocument(call: QueryCall): ManagedPolicy['versions'] extends Map<string, infer V> ? V : never {
  const document = readDocument(call.state.world, call.parameters.required('PolicyDocument'), 'boundary');
  return { document, createdAt: call.state.clock().toISOString() };
}

/** CreatePolicy */
export const createPolicy: QueryOperation = (call) => {
  const { state, parameters } = call;
  const account = accountOf(call);
  const name = nameIn(parameters, 'PolicyName', 128);
  const path = pathIn(parameters);
  const description = descriptionIn(parameters) ?? '';
  const tags = tagsIn(parameters);
  authorizeIam(call, iamArn(account, 'policy', path, name), tagContext(tags));
  if (
    isTaken(
      Array.from(account.managedPolicies.values(), (policy) => policy.name),
      name,
    )
  ) {
    throw alreadyExists(`A policy called ${name} already exists. Duplicate names are not allowed.`);
  }
  const { document, createdAt } = managedDocument(call);
  const policy = createManagedPolicy(state.world, {
    account: account.id,
    name,
    path,
    description,
    document,
    tags: Object.fromEntries(tags),
    policyId: uniqueId('ANPA', randomUUID()),
    createdAt,
  });
  return { Policy: policyElement(account, policy) };
};

/** GetPolicy */
export const getPolicy: QueryOperation = (call) => {
  const { account, policy } = policyFor(call);
  return { Policy: policyElement(account, policy) };
};

/** ListPolicies: customer managed ones; those of AWS itself are not here. */
export const listPolicies: QueryOperation = (call) => {
  const { parameters } = call;
  const account = accountOf(call);
  const prefix = pathPrefixIn(parameters);
  authorizeIam(call, iamArn(account, 'policy', '/', ''));
  const usage = parameters.get('PolicyUsageFilter');
  const policies = [...account.managedPolicies.values()].filter(
    ({ path, arn }) =>
      path.startsWith(prefix) &&
      parameters.get('Scope') !== 'AWS' &&
      ((parameters.get('OnlyAttached') !== 'true' && usage === undefined) || usersOf(account, arn, usage).length > 0),
  );
  return page(
    parameters,
    policies,
    ({ name }) => name,
    'Policies',
    (policy) => policyElement(account, policy, false),
  );
};

/** DeletePolicy: refused while it is attached, a boundary, or has further versions. */
export const deletePolicy: QueryOperation = (call) => {
  const { account, policy } = policyFor(call);
  if (usersOf(account, policy.arn).length > 0) throw deleteConflict('Cannot delete a policy attached to entities.');
  if (policy.versions.size > 1) {
    throw deleteConflict(
      "This policy has more than one version. Before you delete a policy, you must delete the policy's versions. The default version is deleted with the policy.",
    );
  }
  account.managedPolicies.delete(policy.arn);
};

/** ListEntitiesForPolicy: all of them on one page. */
export const listEntitiesForPolicy: QueryOperation = (call) => {
  const { parameters } = call;
  const { account, policy } = policyFor(call);
  const prefix = pathPrefixIn(parameters);
  const filter = parameters.get('EntityFilter');
  const found = usersOf(account, policy.arn, parameters.get('PolicyUsageFilter')).filter(({ path }) =>
    path.startsWith(prefix),
  );
  const roles =
    filter === undefined || filter === 'Role' ? found.filter((one): one is Role => 'trustPolicy' in one) : [];
  const users =
    filter === undefined || filter === 'User' ? found.filter((one): one is User => 'accessKeys' in one) : [];
  return {
    PolicyGroups: {},
    PolicyUsers: { member: users.map((user) => ({ UserName: user.name, UserId: user.uniqueId })) },
    PolicyRoles: { member: roles.map((role) => ({ RoleName: role.name, RoleId: role.uniqueId })) },
    IsTruncated: false,
  };
};

/** Who uses a policy. @param usage `PermissionsPolicy` or `PermissionsBoundary`. @default both */
function usersOf({ roles, users }: Account, arn: string, usage?: string): (Role | User)[] {
  return [...roles.values(), ...users.values()].filter(
    ({ attachedPolicies, boundary }) =>
      (usage !== 'PermissionsBoundary' && attachedPolicies.has(arn)) ||
      (usage !== 'PermissionsPolicy' && boundary === arn),
  );
}

/** TagPolicy */
export const tagPolicy: QueryOperation = (call) => {
  const tags = tagsIn(call.parameters);
  setTags(policyFor(call, tagContext(tags)).policy.tags, tags);
};

/** UntagPolicy */
export const untagPolicy: QueryOperation = (call) => {
  const keys = call.parameters.list('TagKeys');
  const { policy } = policyFor(call, { 'aws:tagkeys': keys });
  for (const key of keys) removeTag(policy.tags, key);
};

/** ListPolicyTags */
export const listPolicyTags: QueryOperation = (call) => tagsPage(call.parameters, policyFor(call).policy.tags);
