import { iamArn } from '../../access/world/arn';
import type { Account, InstanceProfile, ManagedPolicy, Role, User, World } from '../../access/world/world';
import type { XmlElements } from '../http/xml';
import { instant } from './call';
import { writtenDocument } from './documents';
import { tagsElement } from './tags';

/** The Role element. @param whole false in lists, which leave tags and boundary out */
export function roleElement(world: World, account: Account, role: Role, whole = true): XmlElements {
  return {
    Path: role.path,
    RoleName: role.name,
    RoleId: role.uniqueId,
    Arn: iamArn(account, 'role', role.path, role.name),
    CreateDate: instant(role.createdAt),
    AssumeRolePolicyDocument: writtenDocument(world, role.trustPolicy),
    ...(role.description !== '' && { Description: role.description }),
    MaxSessionDuration: role.maxSessionDuration,
    ...(whole && boundaryElement(role.boundary)),
    ...(whole && tagsElement(role.tags)),
    ...(whole && { RoleLastUsed: {} }),
  };
}

/** The User element. @param whole false in lists */
export function userElement(account: Account, user: User, whole = true): XmlElements {
  return {
    Path: user.path,
    UserName: user.name,
    UserId: user.uniqueId,
    Arn: iamArn(account, 'user', user.path, user.name),
    CreateDate: instant(user.createdAt),
    ...(whole && boundaryElement(user.boundary)),
    ...(whole && tagsElement(user.tags)),
  };
}

function boundaryElement(arn: string | undefined): XmlElements {
  if (arn === undefined) return {};
  return { PermissionsBoundary: { PermissionsBoundaryType: 'Policy', PermissionsBoundaryArn: arn } };
}

/** The Policy element of a managed policy. */
export function policyElement(account: Account, policy: ManagedPolicy, whole = true): XmlElements {
  const principals = [...account.roles.values(), ...account.users.values()];
  return {
    PolicyName: policy.name,
    PolicyId: policy.policyId,
    Arn: policy.arn,
    Path: policy.path,
    DefaultVersionId: policy.defaultVersion,
    AttachmentCount: principals.filter(({ attachedPolicies }) => attachedPolicies.has(policy.arn)).length,
    PermissionsBoundaryUsageCount: principals.filter(({ boundary }) => boundary === policy.arn).length,
    IsAttachable: true,
    ...(whole && policy.description !== '' && { Description: policy.description }),
    CreateDate: instant(policy.createdAt),
    UpdateDate: instant(
      [...policy.versions.values()]
        .map(({ createdAt }) => createdAt)
        .sort()
        .at(-1) ?? policy.createdAt,
    ),
    ...(whole && tagsElement(policy.tags)),
  };
}

/** The InstanceProfile element, with its role written out. */
export function instanceProfileElement(world: World, account: Account, profile: InstanceProfile): XmlElements {
  const role = profile.role === undefined ? undefined : account.roles.get(profile.role);
  return {
    Path: profile.path,
    InstanceProfileName: profile.name,
    InstanceProfileId: profile.uniqueId,
    Arn: iamArn(account, 'instance-profile', profile.path, profile.name),
    CreateDate: instant(profile.createdAt),
    Roles: { member: role ? [roleElement(world, account, role, false)] : [] },
    ...tagsElement(profile.tags),
  };
}
