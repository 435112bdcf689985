import { AwsError } from '../http/exchange';
import { queryService, type QueryOperation } from '../http/query-protocol';
import type { Service } from '../state';
import { accountOf, authorizeIam } from './call';
import { createAccessKey, deleteAccessKey, listAccessKeys, updateAccessKey } from './operations/access-keys';
import { attachedPolicyOperations } from './operations/attached-policies';
import { boundaryOperations } from './operations/boundaries';
import { inlinePolicyOperations } from './operations/inline-policies';
import {
  addRoleToInstanceProfile,
  createInstanceProfile,
  deleteInstanceProfile,
  getInstanceProfile,
  listInstanceProfiles,
  listInstanceProfilesForRole,
  listInstanceProfileTags,
  removeRoleFromInstanceProfile,
  tagInstanceProfile,
  untagInstanceProfile,
} from './operations/instance-profiles';
import {
  createPolicy,
  deletePolicy,
  getPolicy,
  listEntitiesForPolicy,
  listPolicies,
  listPolicyTags,
  tagPolicy,
  untagPolicy,
} from './operations/managed-policies';
import {
  createPolicyVersion,
  deletePolicyVersion,
  getPolicyVersion,
  listPolicyVersions,
  setDefaultPolicyVersion,
} from './operations/policy-versions';
import { tagOperations } from './operations/principal-tags';
import {
  createRole,
  deleteRole,
  getRole,
  listRoles,
  updateAssumeRolePolicy,
  updateRole,
  updateRoleDescription,
} from './operations/roles';
import { getContextKeysForCustomPolicy, getContextKeysForPrincipalPolicy } from './operations/simulate-context-keys';
import { simulateCustomPolicy, simulatePrincipalPolicy } from './operations/simulate-policies';
import { createUser, deleteUser, getUser, listGroupsForUser, listUsers, updateUser } from './operations/users';

/** ListAccountAliases: aliases cannot be made here, so there are none. */
const listAccountAliases: QueryOperation = (call) => {
  accountOf(call);
  authorizeIam(call, '*');
  return { AccountAliases: {}, IsTruncated: false };
};

const service = queryService('https://iam.amazonaws.com/doc/2010-05-08/', '2010-05-08', {
  ...inlinePolicyOperations('Role'),
  ...inlinePolicyOperations('User'),
  ...attachedPolicyOperations('Role'),
  ...attachedPolicyOperations('User'),
  ...boundaryOperations('Role'),
  ...boundaryOperations('User'),
  ...tagOperations('Role'),
  ...tagOperations('User'),
  AddRoleToInstanceProfile: addRoleToInstanceProfile,
  CreateAccessKey: createAccessKey,
  CreateInstanceProfile: createInstanceProfile,
  CreatePolicy: createPolicy,
  CreatePolicyVersion: createPolicyVersion,
  CreateRole: createRole,
  CreateUser: createUser,
  DeleteAccessKey: deleteAccessKey,
  DeleteInstanceProfile: deleteInstanceProfile,
  DeletePolicy: deletePolicy,
  DeletePolicyVersion: deletePolicyVersion,
  DeleteRole: deleteRole,
  DeleteUser: deleteUser,
  GetContextKeysForCustomPolicy: getContextKeysForCustomPolicy,
  GetContextKeysForPrincipalPolicy: getContextKeysForPrincipalPolicy,
  GetInstanceProfile: getInstanceProfile,
  GetPolicy: getPolicy,
  GetPolicyVersion: getPolicyVersion,
  GetRole: getRole,
  GetUser: getUser,
  ListAccessKeys: listAccessKeys,
  ListAccountAliases: listAccountAliases,
  ListEntitiesForPolicy: listEntitiesForPolicy,
  ListGroupsForUser: listGroupsForUser,
  ListInstanceProfiles: listInstanceProfiles,
  ListInstanceProfilesForRole: listInstanceProfilesForRole,
  ListInstanceProfileTags: listInstanceProfileTags,
  ListPolicies: listPolicies,
  ListPolicyTags: listPolicyTags,
  ListPolicyVersions: listPolicyVersions,
  ListRoles: listRoles,
  ListUsers: listUsers,
  RemoveRoleFromInstanceProfile: removeRoleFromInstanceProfile,
  SetDefaultPolicyVersion: setDefaultPolicyVersion,
  SimulateCustomPolicy: simulateCustomPolicy,
  SimulatePrincipalPolicy: simulatePrincipalPolicy,
  TagInstanceProfile: tagInstanceProfile,
  TagPolicy: tagPolicy,
  UntagInstanceProfile: untagInstanceProfile,
  UntagPolicy: untagPolicy,
  UpdateAccessKey: updateAccessKey,
  UpdateAssumeRolePolicy: updateAssumeRolePolicy,
  UpdateRole: updateRole,
  UpdateRoleDescription: updateRoleDescription,
  UpdateUser: updateUser,
});

/**
 * Identity and Access Management: roles, users, their keys and policies, managed policies, instance profiles, and the
 * policy simulator.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/
 */
export const iam: Service = (state, request) => {
  // GetSessionToken's credentials carry no MFA here, and AWS lets such ones call no IAM operation.
  if (request.headers['x-amz-security-token'] !== undefined && request.caller.kind !== 'role-session') {
    throw new AwsError('InvalidClientTokenId', 403, 'The security token included in the request is invalid');
  }
  return service(state, request);
};
