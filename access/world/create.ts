import type { Partition } from '../caller';
import { digest } from './digest';
import type { Account, World } from './world';

/** When what has no history was made: worlds that were filled from the same files are the same. */
export const EPOCH = '2025-01-01T00:00:00.000Z';

/** A world in which nothing is. */
export function createWorld(): World {
  return { accounts: new Map(), buckets: new Map(), organizations: new Map() };
}

/**
 * The account with an id; made, empty, when the world has none.
 *
 * @param id 12 digits
 * @param partition of an account that is made. @default 'aws'
 */
export function ensureAccount(world: World, id: string, partition: Partition = 'aws'): Account {
  let account = world.accounts.get(id);
  if (!account) {
    account = {
      id,
      partition,
      canonicalId: canonicalIdOf(id),
      users: new Map(),
      roles: new Map(),
      managedPolicies: new Map(),
      instanceProfiles: new Map(),
      keys: new Map(),
      aliases: new Map(),
    };
    world.accounts.set(id, account);
  }
  return account;
}

/** What stands in place of an account's id where anonymous callers own an object. */
export const ANONYMOUS_ACCOUNT = 'anonymous';

/** The canonical user id of an account, by which ACLs name it: 64 hex digits; AWS's own for {@link ANONYMOUS_ACCOUNT}. */
export function canonicalIdOf(account: string): string {
  if (account === ANONYMOUS_ACCOUNT) return '65a011a29cdf8ec533ec3d1ccaae921c';
  return Array.from(digest(`canonical ${account}`, 8), (word) => word.toString(16).padStart(8, '0')).join('');
}
