import type { Key } from '../../../access/world/key';
import type { Account, InstanceProfile, KeyAlias, ManagedPolicy, Role, User } from '../../../access/world/world';

/** What is made in an account. */
export interface Entities {
  readonly keys: Key;
  readonly aliases: KeyAlias;
  readonly managedPolicies: ManagedPolicy;
  readonly users: User;
  readonly roles: Role;
  readonly instanceProfiles: InstanceProfile;
}

/** What an account has of it, by name or ARN. */
export function entitiesOf(account: Account): { readonly [M in keyof Entities]: ReadonlyMap<string, Entities[M]> } {
  return account;
}
