import { randomUUID } from 'node:crypto';
import { iamArn } from '../../../access/world/arn';
import { uniqueId } from '../../../access/world/ids';
import { createInstanceProfile as createWorldProfile } from '../../../access/world/instance-profiles';
import type { Account, InstanceProfile } from '../../../access/world/world';
import { isTaken } from '../../../access/world/names';
import type { QueryCall, QueryOperation } from '../../http/query-protocol';
import { accountOf, alreadyExists, authorizeIam, deleteConflict, limitExceeded, noSuchEntity } from '../call';
import { instanceProfileElement } from '../elements';
import { nameIn, pathIn, pathPrefixIn } from '../names';
import { page } from '../page';
import { principalFor } from '../principals';
import { removeTag, setTags, tagContext, tagsIn, tagsPage } from '../tags';

interface FoundProfile {
  readonly account: Account;
  readonly profile: InstanceProfile;
}

function profileFor(call: QueryCall, context: Parameters<typeof authorizeIam>[2] = {}): FoundProfile {
  const account = accountOf(call);
  const name = nameIn(call.parameters, 'InstanceProfileName', 128);
  const profile = account.instanceProfiles.get(name);
  authorizeIam(call, iamArn(account, 'instance-profile', profile?.path ?? '/', name), context);
  if (!profile) throw noSuchEntity(`Instance Profile ${name} cannot be found.`);
  return { account, profile };
}

/** CreateInstanceProfile */
export const createInstanceProfile: QueryOperation = (call) => {
  const { state, parameters } = call;
  const account = accountOf(call);
  const name = nameIn(parameters, 'InstanceProfileName', 128);
  const path = pathIn(parameters);
  const tags = tagsIn(parameters);
  authorizeIam(call, iamArn(account, 'instance-profile', path, name), tagContext(tags));
  if (isTaken(account.instanceProfiles.keys(), name)) throw alreadyExists(`Instance Profile ${name} already exists.`);
  const profile = createWorldProfile(state.world, {
    account: account.id,
    name,
    path,
    tags: Object.fromEntries(tags),
    uniqueId: uniqueId('AIPA', randomUUID()),
    createdAt: state.clock().toISOString(),
  });
  return { InstanceProfile: instanceProfileElement(state.world, account, profile) };
};

/** GetInstanceProfile */
export const getInstanceProfile: QueryOperation = (call) => {
  const { account, profile } = profileFor(call);
  return { InstanceProfile: instanceProfileElement(call.state.world, account, profile) };
};

/** ListInstanceProfiles */
export const listInstanceProfiles: QueryOperation = (call) => {
  const account = accountOf(call);
  const prefix = pathPrefixIn(call.parameters);
  authorizeIam(call, iamArn(account, 'instance-profile', '/', ''));
  const profiles = [...account.instanceProfiles.values()].filter(({ path }) => path.startsWith(prefix));
  return page(
    call.parameters,
    profiles,
    ({ name }) => name,
    'InstanceProfiles',
    (profile) => instanceProfileElement(call.state.world, account, profile),
  );
};

/** ListInstanceProfilesForRole */
export const listInstanceProfilesForRole: QueryOperation = (call) => {
  const { account, principal } = principalFor(call, 'Role');
  const profiles = [...account.instanceProfiles.values()].filter(({ role }) => role === principal.name);
  return page(
    call.parameters,
    profiles,
    ({ name }) => name,
    'InstanceProfiles',
    (profile) => instanceProfileElement(call.state.world, account, profile),
  );
};

/** AddRoleToInstanceProfile: one role at most; asks for iam:PassRole on it too. */
export const addRoleToInstanceProfile: QueryOperation = (call) => {
  const roleName = nameIn(call.parameters, 'RoleName');
  const { account, profile } = profileFor(call);
  const role = account.roles.get(roleName);
  const passed = { 'iam:passedtoservice': 'ec2.amazonaws.com' };
  authorizeIam(call, iamArn(account, 'role', role?.path ?? '/', roleName), passed, 'PassRole');
  if (!role) throw noSuchEntity(`The role with name ${roleName} cannot be found.`);
  if (profile.role !== undefined) throw limitExceeded('Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1');
  profile.role = roleName;
};

/** RemoveRoleFromInstanceProfile */
export const removeRoleFromInstanceProfile: QueryOperation = (call) => {
  const roleName = nameIn(call.parameters, 'RoleName');
  const { profile } = profileFor(call);
  if (profile.role !== roleName) throw noSuchEntity(`The role with name ${roleName} cannot be found.`);
  delete profile.role;
};

/** DeleteInstanceProfile */
export const deleteInstanceProfile: QueryOperation = (call) => {
  const { account, profile } = profileFor(call);
  if (profile.role !== undefined) {
    throw deleteConflict('Cannot delete entity, must remove roles from instance profile first.');
  }
  account.instanceProfiles.delete(profile.name);
};

/** TagInstanceProfile */
export const tagInstanceProfile: QueryOperation = (call) => {
  const tags = tagsIn(call.parameters);
  setTags(profileFor(call, tagContext(tags)).profile.tags, tags);
};

/** UntagInstanceProfile */
export const untagInstanceProfile: QueryOperation = (call) => {
  const keys = call.parameters.list('TagKeys');
  const { profile } = profileFor(call, { 'aws:tagkeys': keys });
  for (const key of keys) removeTag(profile.tags, key);
};

/** ListInstanceProfileTags */
export const listInstanceProfileTags: QueryOperation = (call) =>
  tagsPage(call.parameters, profileFor(call).profile.tags);
