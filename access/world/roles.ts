import type { PolicyDocument } from '../policy/document';
import { ensureAccount, EPOCH } from './create';
import { uniqueId } from './ids';
import type { Role, World } from './world';

/** What a role has from its making. */
export interface NewRole {
  readonly account: string;
  readonly name: string;
  /** Begins and ends with a slash. @default '/' */
  readonly path?: string;
  /** With its principals bound to unique ids; see `bindPrincipals`. */
  readonly trustPolicy: PolicyDocument;
  /** @default '' */
  readonly description?: string;
  /** Seconds. @default 3600 */
  readonly maxSessionDuration?: number;
  readonly tags?: Readonly<Record<string, string>>;
  /** `AROA…` @default one that follows from account and name */
  readonly uniqueId?: string;
  /** ISO-8601. @default the same moment for all */
  readonly createdAt?: string;
}

/** Puts a role into the world, without any permission. */
export function createRole(world: World, role: NewRole): Role {
  const { account, name, path = '/', trustPolicy, description = '', maxSessionDuration = 3600 } = role;
  const made: Role = {
    name,
    path,
    uniqueId: role.uniqueId ?? uniqueId('AROA', `${account} ${name}`),
    createdAt: role.createdAt ?? EPOCH,
    inlinePolicies: new Map(),
    attachedPolicies: new Set(),
    tags: new Map(Object.entries(role.tags ?? {})),
    trustPolicy,
    description,
    maxSessionDuration,
  };
  ensureAccount(world, account).roles.set(name, made);
  return made;
}
