import type { OneOrMany, PolicyDocument, PolicyKind, PrincipalElement, Statement } from '../policy/document';
import { invalidPrincipal } from '../policy/principal';
import { listOf, statementsOf } from '../policy/statements';
import { hasUnknown } from '../policy/unknown';
import { iamArn } from './arn';
import { tryFindRole, tryFindUser } from './lookup';
import type { Account, World } from './world';

/** A role, user or session ARN; the last segment of a session's ARN is its name. */
const ENTITY = /^arn:[a-z-]+:(iam|sts)::(\d{12}):(role|user|assumed-role|federated-user)\/(.+)$/;
/** The kinds of policy that name principals which have to exist. */
type BoundKind = Extract<PolicyKind, 'bucket' | 'key' | 'trust'>;

const UNIQUE_ID = /^(AROA|AIDA)[A-Z0-9]+$/;

/**
 * Turns the ARNs of roles and users in a policy's principals into unique ids, as AWS does when a policy is saved: the
 * policy then means this role, and not one that is made later with the same name (R-PR-ID).
 *
 * @throws PolicyError for a role or user that does not exist, as AWS's services refuse it
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export function bindPrincipals(world: World, document: PolicyDocument, kind: BoundKind): PolicyDocument {
  return mapPrincipals(document, (name) => bindPrincipal(world, name, kind));
}

/** A policy with its unique ids as ARNs again, as AWS shows it; ids of entities that are gone stay ids. */
export function showPrincipals(world: World, document: PolicyDocument): PolicyDocument {
  if (!/A(ROA|IDA)/.test(JSON.stringify(principalsOf(document)))) return document;
  const arns = arnsById(world);
  return mapPrincipals(document, (name) => arns.get(name) ?? name);
}

/**
 * As {@link bindPrincipals}, for one principal that stands by itself.
 *
 * @throws PolicyError when it does not exist
 */
export function bindPrincipal(world: World, name: string, kind: BoundKind): string {
  const bound = bind(world, name);
  if (bound !== undefined) return bound;
  throw invalidPrincipal(kind, 'AWS', name, `${name} does not exist`);
}

/** As {@link showPrincipals}, for one principal that stands by itself. */
export function showPrincipal(world: World, name: string): string {
  return UNIQUE_ID.test(name) ? (arnsById(world).get(name) ?? name) : name;
}

function bind(world: World, name: string): string | undefined {
  const match = hasUnknown(name) ? undefined : ENTITY.exec(name);
  if (!match) return !UNIQUE_ID.test(name) || isAlive(world, name) ? name : undefined;
  const [, , , type, rest] = match;
  if (type === 'role') return tryFindRole(world, name)?.uniqueId;
  if (type === 'user') return tryFindUser(world, name)?.uniqueId;
  const account = world.accounts.get(match[2]!);
  // A session or federated user need not exist yet, but who makes it does.
  if (type === 'assumed-role') return account?.roles.has(rest!.split('/')[0]!) ? name : undefined;
  return account ? name : undefined;
}

function isAlive(world: World, id: string): boolean {
  for (const { roles, users } of world.accounts.values()) {
    for (const entity of [...roles.values(), ...users.values()]) if (entity.uniqueId === id) return true;
  }
  return false;
}

function arnsById(world: World): ReadonlyMap<string, string> {
  const arns = new Map<string, string>();
  for (const account of world.accounts.values()) addArns(arns, account);
  return arns;
}

function addArns(arns: Map<string, string>, account: Account): void {
  for (const { uniqueId, path, name } of account.roles.values()) {
    arns.set(uniqueId, iamArn(account, 'role', path, name));
  }
  for (const { uniqueId, path, name } of account.users.values()) {
    arns.set(uniqueId, iamArn(account, 'user', path, name));
  }
}

function principalsOf(document: PolicyDocument): unknown[] {
  return statementsOf(document).flatMap(({ Principal, NotPrincipal }) => [Principal, NotPrincipal]);
}

/** The document with each `AWS` principal replaced; the same object when nothing changes. */
function mapPrincipals(document: PolicyDocument, replace: (name: string) => string): PolicyDocument {
  let changed = false;
  const element = (principal: PrincipalElement | undefined): PrincipalElement | undefined => {
    if (typeof principal !== 'object' || principal.AWS === undefined) return principal;
    const names = listOf<string>(principal.AWS);
    const replaced = names.map(replace);
    if (replaced.every((name, index) => name === names[index])) return principal;
    changed = true;
    const AWS: OneOrMany<string> = Array.isArray(principal.AWS) ? replaced : replaced[0]!;
    return { ...principal, AWS };
  };
  const statements = statementsOf(document).map((statement): Statement => {
    const Principal = element(statement.Principal);
    const NotPrincipal = element(statement.NotPrincipal);
    return { ...statement, ...(Principal && { Principal }), ...(NotPrincipal && { NotPrincipal }) };
  });
  return changed ? { ...document, Statement: statements } : document;
}
