import { iamArn } from '../../access/world/arn';
import type { Account, ManagedPolicy, Role, User } from '../../access/world/world';
import type { QueryCall } from '../http/query-protocol';
import { accountOf, authorizeIam, noSuchEntity } from './call';
import { nameIn } from './names';

/** The two kinds of principal that hold policies, as operation and parameter names spell them. */
export type PrincipalKind = 'Role' | 'User';

/** The principal that a request is about, found and authorized. */
export interface Found<T> {
  readonly account: Account;
  readonly principal: T;
  readonly arn: string;
}

type PrincipalOf<Kind extends PrincipalKind> = Kind extends 'Role' ? Role : User;

/**
 * Finds the principal that a request names and asks whether the caller may do the operation on it. Permission comes first, so that
 * a caller without it does not learn which names exist.
 *
 * @param context of the operation
 * @param name default: the parameter `RoleName` or `UserName`
 * @throws AwsError AccessDenied, NoSuchEntity
 */
export function principalFor<Kind extends PrincipalKind>(
  call: QueryCall,
  kind: Kind,
  context: Parameters<typeof authorizeIam>[2] = {},
  name = nameIn(call.parameters, `${kind}Name`, kind === 'User' ? 128 : 64),
): Found<PrincipalOf<Kind>> {
  const account = accountOf(call);
  const principal = kind === 'Role' ? account.roles.get(name) : account.users.get(name);
  const type = kind === 'Role' ? 'role' : 'user';
  const arn = iamArn(account, type, principal?.path ?? '/', name);
  const boundary = principal?.boundary;
  authorizeIam(call, arn, { ...(boundary !== undefined && { 'iam:permissionsboundary': boundary }), ...context });
  if (!principal) throw noSuchEntity(`The ${type} with name ${name} cannot be found.`);
  return { account, principal: principal as PrincipalOf<Kind>, arn };
}

/** The managed policy of an ARN, in the caller's account. @throws AwsError NoSuchEntity */
export function managedPolicy(account: Account, arn: string): ManagedPolicy {
  const policy = account.managedPolicies.get(arn);
  if (!policy) throw noSuchEntity(`Policy ${arn} does not exist or is not attachable.`);
  return policy;
}
