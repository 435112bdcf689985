import { ensureAccount, EPOCH } from './create';
import { uniqueId } from './ids';
import type { User, World } from './world';

/** What a user has from its making. */
export interface NewUser {
  readonly account: string;
  readonly name: string;
  /** Begins and ends with a slash. @default '/' */
  readonly path?: string;
  readonly tags?: Readonly<Record<string, string>>;
  /** `AIDA…` @default one that follows from account and name */
  readonly uniqueId?: string;
  /** ISO-8601. @default the same moment for all */
  readonly createdAt?: string;
}

/** Puts a user into the world, without any permission or access key. */
export function createUser(world: World, { account, name, path = '/', ...user }: NewUser): User {
  const made: User = {
    name,
    path,
    uniqueId: user.uniqueId ?? uniqueId('AIDA', `${account} ${name}`),
    createdAt: user.createdAt ?? EPOCH,
    inlinePolicies: new Map(),
    attachedPolicies: new Set(),
    tags: new Map(Object.entries(user.tags ?? {})),
    accessKeys: new Map(),
  };
  ensureAccount(world, account).users.set(name, made);
  return made;
}
