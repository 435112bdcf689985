import type { PrincipalElement, Statement } from '../../../access/policy/document';
import { accountNames, arnOf, issuerArn, roleOrOwnArn } from './caller-arns';
import type { Request } from './request';
import { list } from './statements';

/**
 * How a Principal element names a caller (R-STRENGTH), weakest first: not at all; by its account, whose own policies
 * decide; by the role or user behind its session, which boundary and session policies still limit; as itself.
 */
export type Naming = 'not' | 'account' | 'behind' | 'itself';

const NAMINGS: readonly Naming[] = ['not', 'account', 'behind', 'itself'];

/** How a resource-based policy's statement names the caller. */
export function naming(statement: Statement, request: Request): Naming {
  if (statement.Principal !== undefined) return namingByElement(statement.Principal, request);
  if (statement.NotPrincipal !== undefined) return leftOut(statement, request) ? 'not' : 'itself';
  return 'not';
}

function namingByElement(element: PrincipalElement, request: Request): Naming {
  return strongest(entries(element).map(([type, name]) => namingBy(type, name, request)));
}

/** Of several names the strongest counts. */
export function strongest(namings: readonly Naming[]): Naming {
  return NAMINGS.filter((naming) => namings.includes(naming)).at(-1) ?? 'not';
}

/** How one name under one type names the caller. */
export function namingBy(type: string, name: string, request: Request): Naming {
  const { caller } = request.call;
  if (type === 'AWS' && name === '*') return 'itself';
  if (type === 'Service') return caller.kind === 'service' && caller.service === name ? 'itself' : 'not';
  if (type === 'CanonicalUser') return name === request.policies.callerCanonicalId ? 'account' : 'not';
  if (type !== 'AWS') return 'not';
  if (namesOfItself(request).includes(name)) return 'itself';
  if (namesBehind(request).includes(name)) return 'behind';
  return accountNames(caller).includes(name) ? 'account' : 'not';
}

function namesOfItself({ call: { caller } }: Request): string[] {
  if (caller.kind === 'user') return [arnOf(caller)!, caller.uniqueId];
  if (caller.kind === 'role-session' || caller.kind === 'federated-user') return [arnOf(caller)!];
  // Root is its account: its ARN is the account's name.
  return [];
}

function namesBehind({ call: { caller } }: Request): string[] {
  if (caller.kind === 'role-session') return [roleOrOwnArn(caller)!, caller.role.uniqueId];
  if (caller.kind === 'federated-user') return [issuerArn(caller)!, caller.byUser.uniqueId];
  return [];
}

/**
 * Whether NotPrincipal leaves the caller out (R-NOTPR). A Deny leaves nobody out who has a permissions boundary, and of
 * others those whose account, role and session it lists.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
 */
function leftOut({ NotPrincipal }: Statement, request: Request): boolean {
  const { caller } = request.call;
  if (hasBoundary(request)) return false;
  const names = entries(NotPrincipal!);
  const lists = (type: string, wanted: readonly string[]) =>
    wanted.length === 0 || names.some(([kind, name]) => kind === type && wanted.includes(name));
  if (names.some(([type, name]) => type === 'AWS' && name === '*')) return true;
  if (caller.kind === 'anonymous') return false;
  if (caller.kind === 'service') return lists('Service', [caller.service]);
  return (
    lists('AWS', accountNames(caller)) && lists('AWS', namesBehind(request)) && lists('AWS', namesOfItself(request))
  );
}

function hasBoundary({ call: { caller }, policies }: Request): boolean {
  const canHave = caller.kind === 'user' || caller.kind === 'role-session' || caller.kind === 'federated-user';
  return canHave && policies.boundary !== undefined;
}

function entries(element: PrincipalElement): [type: string, name: string][] {
  if (element === '*') return [['AWS', '*']];
  return Object.entries(element).flatMap(([type, names]) => list(names).map((name): [string, string] => [type, name]));
}
