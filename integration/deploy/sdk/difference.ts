import type { Account, World } from '../../../access/world/world';

/** What a world has more than another one: entities by their names, whatever is in them. */
export function difference(world: World, other: World): World {
  return {
    accounts: new Map([...world.accounts].map(([id, account]) => [id, more(account, other.accounts.get(id))])),
    buckets: without(world.buckets, other.buckets),
    organizations: world.organizations,
  };
}

function more(account: Account, other: Account | undefined): Account {
  if (!other) return account;
  return {
    ...account,
    users: without(account.users, other.users),
    roles: without(account.roles, other.roles),
    managedPolicies: without(account.managedPolicies, other.managedPolicies),
    instanceProfiles: without(account.instanceProfiles, other.instanceProfiles),
    keys: without(account.keys, other.keys),
    aliases: without(account.aliases, other.aliases),
  };
}

function without<T>(all: ReadonlyMap<string, T>, some: ReadonlyMap<string, T>): Map<string, T> {
  return new Map([...all].filter(([name]) => !some.has(name)));
}
