import { randomUUID } from 'node:crypto';
import { iamArn } from '../../../access/world/arn';
import { uniqueId } from '../../../access/world/ids';
import { createRole as createWorldRole } from '../../../access/world/roles';
import { isTaken } from '../../../access/world/names';
import type { QueryOperation } from '../../http/query-protocol';
import { accountOf, alreadyExists, authorizeIam, deleteConflict } from '../call';
import { readDocument } from '../documents';
import { roleElement } from '../elements';
import { descriptionIn, nameIn, pathIn, pathPrefixIn } from '../names';
import { page } from '../page';
import { managedPolicy, principalFor } from '../principals';
import { tagContext, tagsIn } from '../tags';

/** CreateRole */
export const createRole: QueryOperation = (call) => {
  const { state, parameters } = call;
  const account = accountOf(call);
  const name = nameIn(parameters, 'RoleName');
  const path = pathIn(parameters);
  const description = descriptionIn(parameters) ?? '';
  const maxSessionDuration = parameters.integer('MaxSessionDuration', 3600, 43_200) ?? 3600;
  const text = parameters.required('AssumeRolePolicyDocument');
  const boundary = parameters.get('PermissionsBoundary');
  const tags = tagsIn(parameters);
  authorizeIam(call, iamArn(account, 'role', path, name), {
    ...(boundary !== undefined && { 'iam:permissionsboundary': boundary }),
    ...tagContext(tags),
  });
  if (isTaken(account.roles.keys(), name)) throw alreadyExists(`Role with name ${name} already exists.`);
  if (boundary !== undefined) managedPolicy(account, boundary);
  const trustPolicy = readDocument(state.world, text, 'trust');
  const role = createWorldRole(state.world, {
    account: account.id,
    name,
    path,
    trustPolicy,
    description,
    maxSessionDuration,
    tags: Object.fromEntries(tags),
    uniqueId: uniqueId('AROA', randomUUID()),
    createdAt: state.clock().toISOString(),
  });
  if (boundary !== undefined) role.boundary = boundary;
  return { Role: roleElement(state.world, account, role) };
};

/** GetRole */
export const getRole: QueryOperation = (call) => {
  const { account, principal } = principalFor(call, 'Role');
  return { Role: roleElement(call.state.world, account, principal) };
};

/** ListRoles */
export const listRoles: QueryOperation = (call) => {
  const account = accountOf(call);
  const prefix = pathPrefixIn(call.parameters);
  authorizeIam(call, iamArn(account, 'role', '/', ''));
  const roles = [...account.roles.values()].filter(({ path }) => path.startsWith(prefix));
  return page(
    call.parameters,
    roles,
    ({ name }) => name,
    'Roles',
    (role) => roleElement(call.state.world, account, role, false),
  );
};

/** UpdateRole: what is not given stays. */
export const updateRole: QueryOperation = (call) => {
  const description = descriptionIn(call.parameters);
  const duration = call.parameters.integer('MaxSessionDuration', 3600, 43_200);
  const { principal } = principalFor(call, 'Role');
  if (description !== undefined) principal.description = description;
  if (duration !== undefined) principal.maxSessionDuration = duration;
  return {};
};

/** UpdateRoleDescription */
export const updateRoleDescription: QueryOperation = (call) => {
  const description = descriptionIn(call.parameters) ?? call.parameters.required('Description');
  const { account, principal } = principalFor(call, 'Role');
  principal.description = description;
  return { Role: roleElement(call.state.world, account, principal) };
};

/** UpdateAssumeRolePolicy */
export const updateAssumeRolePolicy: QueryOperation = (call) => {
  const text = call.parameters.required('PolicyDocument');
  const { principal } = principalFor(call, 'Role');
  principal.trustPolicy = readDocument(call.state.world, text, 'trust');
};

/** DeleteRole: refused while policies or instance profiles hang on it. */
export const deleteRole: QueryOperation = (call) => {
  const { account, principal } = principalFor(call, 'Role');
  if (principal.attachedPolicies.size > 0)
    throw deleteConflict('Cannot delete entity, must detach all policies first.');
  if (principal.inlinePolicies.size > 0) throw deleteConflict('Cannot delete entity, must delete policies first.');
  if ([...account.instanceProfiles.values()].some(({ role }) => role === principal.name)) {
    throw deleteConflict('Cannot delete entity, must remove roles from instance profile first.');
  }
  account.roles.delete(principal.name);
};
