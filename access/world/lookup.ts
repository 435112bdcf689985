import { callerAccount, type Caller, type RoleSessionCaller, type UserCaller } from '../caller';
import { parseArn } from './arn';
import type { Key } from './key';
import type { Account, OrganizationMembership, Role, User, World } from './world';

/** Where in its organization the account of a caller is; undefined for an account that is in none, and for no account. */
export function membershipOf(world: World, caller: Caller): OrganizationMembership | undefined {
  const account = callerAccount(caller);
  return account === undefined ? undefined : world.accounts.get(account)?.organization;
}

/** The role with an ARN, path included; undefined when there is none. */
export function tryFindRole(world: World, arn: string): Role | undefined {
  return tryFindPrincipal(world, arn, 'role');
}

/** The user with an ARN, path included; undefined when there is none. */
export function tryFindUser(world: World, arn: string): User | undefined {
  return tryFindPrincipal(world, arn, 'user');
}

function tryFindPrincipal(world: World, arn: string, type: 'role'): Role | undefined;
function tryFindPrincipal(world: World, arn: string, type: 'user'): User | undefined;
function tryFindPrincipal(world: World, arn: string, type: 'role' | 'user'): Role | User | undefined {
  const parsed = parseArn(arn);
  if (parsed?.service !== 'iam' || !parsed.resource.startsWith(`${type}/`)) return undefined;
  const account = world.accounts.get(parsed.account);
  if (account?.partition !== parsed.partition) return undefined;
  const { resource } = parsed;
  const slash = resource.lastIndexOf('/');
  const found = (type === 'role' ? account.roles : account.users).get(resource.slice(slash + 1));
  return found?.path === resource.slice(type.length, slash + 1) ? found : undefined;
}

/**
 * The key that a reference means; undefined when there is none.
 *
 * @param reference key ARN, key id, alias name (`alias/…`) or alias ARN
 * @param where ids and alias names are looked up in this account and region (R-KMS-6)
 */
export function tryFindKey(
  world: World,
  reference: string,
  where: { readonly account: string; readonly region: string },
): Key | undefined {
  const arn = parseArn(reference);
  const account = world.accounts.get(arn?.account ?? where.account);
  if (!account) return undefined;
  if (arn?.resource.startsWith('key/')) return account.keys.get(reference);
  const scope = `arn:${account.partition}:kms:${where.region}:${where.account}`;
  if (!arn && !reference.startsWith('alias/')) return account.keys.get(`${scope}:key/${reference}`);
  const alias = account.aliases.get(arn ? reference : `${scope}:${reference}`);
  return alias && account.keys.get(alias.targetKeyArn);
}

/** What STS seals into a session beside the role. */
export type SessionOptions = Pick<
  RoleSessionCaller,
  'sessionName' | 'tokenIssueTime' | 'sessionPolicies' | 'sessionTags' | 'transitiveTagKeys' | 'sourceIdentity' | 'mfa'
>;

/**
 * A session of a role, as AssumeRole would make it.
 *
 * @throws Error when there is no such role
 */
export function sessionOf(world: World, roleArn: string, options: SessionOptions): RoleSessionCaller {
  const role = tryFindRole(world, roleArn);
  if (!role) throw new Error(`there is no role ${roleArn}`);
  const { partition, id } = world.accounts.get(parseArn(roleArn)!.account)!;
  const serviceLinked = role.path.startsWith('/aws-service-role/');
  return {
    kind: 'role-session',
    account: id,
    partition,
    role: { path: role.path, name: role.name, uniqueId: role.uniqueId, ...(serviceLinked && { serviceLinked }) },
    mfa: false,
    ...options,
    ...roleTags(role, options),
  };
}

/** A session has the tags of its role; a tag passed with the same key wins, whatever its case. */
function roleTags(role: Role, { sessionTags }: SessionOptions): Pick<RoleSessionCaller, 'sessionTags'> {
  if (role.tags.size === 0) return {};
  const passed = new Set(Object.keys(sessionTags ?? {}).map((key) => key.toLowerCase()));
  const own = [...role.tags].filter(([key]) => !passed.has(key.toLowerCase()));
  return { sessionTags: { ...Object.fromEntries(own), ...sessionTags } };
}

/** The caller that a user is, with the tags of this moment. */
export function userCaller(account: Account, user: User): UserCaller {
  return {
    kind: 'user',
    account: account.id,
    partition: account.partition,
    path: user.path,
    name: user.name,
    uniqueId: user.uniqueId,
    ...(user.tags.size > 0 && { tags: Object.fromEntries(user.tags) }),
  };
}
