import { randomUUID } from 'node:crypto';
import { callerArn } from '../../../access/caller';
import { iamArn } from '../../../access/world/arn';
import { uniqueId } from '../../../access/world/ids';
import { createUser as createWorldUser } from '../../../access/world/users';
import { isTaken } from '../../../access/world/names';
import { AwsError } from '../../http/exchange';
import type { QueryCall, QueryOperation } from '../../http/query-protocol';
import { accountOf, alreadyExists, authorizeIam, deleteConflict } from '../call';
import { userElement } from '../elements';
import { nameIn, pathIn, pathPrefixIn } from '../names';
import { page } from '../page';
import { managedPolicy, principalFor } from '../principals';
import { tagContext, tagsIn } from '../tags';

/** `UserName`, or the calling user's own. @throws AwsError ValidationError when the caller is no user */
export function userNameIn(call: QueryCall): string {
  if (call.parameters.get('UserName') !== undefined) return nameIn(call.parameters, 'UserName', 128);
  const { caller } = call.request;
  if (caller.kind === 'user') return caller.name;
  throw new AwsError('ValidationError', 400, 'Must specify userName when calling with non-User credentials');
}

/** CreateUser */
export const createUser: QueryOperation = (call) => {
  const { state, parameters } = call;
  const account = accountOf(call);
  const name = nameIn(parameters, 'UserName');
  const path = pathIn(parameters);
  const boundary = parameters.get('PermissionsBoundary');
  const tags = tagsIn(parameters);
  authorizeIam(call, iamArn(account, 'user', path, name), {
    ...(boundary !== undefined && { 'iam:permissionsboundary': boundary }),
    ...tagContext(tags),
  });
  if (isTaken(account.users.keys(), name)) throw alreadyExists(`User with name ${name} already exists.`);
  if (boundary !== undefined) managedPolicy(account, boundary);
  const user = createWorldUser(state.world, {
    account: account.id,
    name,
    path,
    tags: Object.fromEntries(tags),
    uniqueId: uniqueId('AIDA', randomUUID()),
    createdAt: state.clock().toISOString(),
  });
  if (boundary !== undefined) user.boundary = boundary;
  return { User: userElement(account, user) };
};

/** GetUser: the one named, or the caller; root is answered as its account. */
export const getUser: QueryOperation = (call) => {
  const { caller } = call.request;
  if (call.parameters.get('UserName') === undefined && caller.kind === 'root') {
    authorizeIam(call, callerArn(caller));
    return { User: { UserId: caller.account, Arn: callerArn(caller), CreateDate: '2020-01-01T00:00:00Z' } };
  }
  const { account, principal } = principalFor(call, 'User', {}, userNameIn(call));
  return { User: userElement(account, principal) };
};

/** ListUsers */
export const listUsers: QueryOperation = (call) => {
  const account = accountOf(call);
  const prefix = pathPrefixIn(call.parameters);
  authorizeIam(call, iamArn(account, 'user', '/', ''));
  const users = [...account.users.values()].filter(({ path }) => path.startsWith(prefix));
  return page(
    call.parameters,
    users,
    ({ name }) => name,
    'Users',
    (user) => userElement(account, user, false),
  );
};

/**
 * UpdateUser: a new name or path; unique id, keys and policies stay. It needs the permission on the user as it was and as
 * it becomes.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateUser.html
 */
export const updateUser: QueryOperation = (call) => {
  const { account, principal } = principalFor(call, 'User');
  const given = call.parameters.get('NewUserName');
  const name = given === undefined ? principal.name : nameIn(call.parameters, 'NewUserName');
  const path = pathIn(call.parameters, 'NewPath', principal.path);
  authorizeIam(call, iamArn(account, 'user', path, name));
  const others = [...account.users.keys()].filter((other) => other !== principal.name);
  if (isTaken(others, name)) throw alreadyExists(`User with name ${name} already exists.`);
  account.users.delete(principal.name);
  account.users.set(name, { ...principal, name, path });
};

/** DeleteUser: refused while policies or keys hang on it. */
export const deleteUser: QueryOperation = (call) => {
  const { account, principal } = principalFor(call, 'User');
  if (principal.accessKeys.size > 0) throw deleteConflict('Cannot delete entity, must delete access keys first.');
  if (principal.attachedPolicies.size > 0)
    throw deleteConflict('Cannot delete entity, must detach all policies first.');
  if (principal.inlinePolicies.size > 0) throw deleteConflict('Cannot delete entity, must delete policies first.');
  account.users.delete(principal.name);
};

/** ListGroupsForUser: there are no groups here, so a user is in none. */
export const listGroupsForUser: QueryOperation = (call) => {
  principalFor(call, 'User');
  return { Groups: {}, IsTruncated: false };
};
