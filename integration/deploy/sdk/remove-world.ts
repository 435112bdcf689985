import type { Account, World } from '../../../access/world/world';
import { bucketRemovals } from './buckets';
import { entitiesOf, type Entities } from './entities';
import { instanceProfileRemovals } from './instance-profiles';
import { aliasRemovals } from './keys';
import type { Removal } from './made';
import { managedPolicyRemovals } from './managed-policies';
import { removeNewKeys } from './new-keys';
import { roleRemovals } from './roles';
import type { Setup } from './setup';
import { userRemovals } from './users';

/**
 * Takes away what a world has, as far as it is there: Terraform, when it is interrupted, forgets what it was making at
 * that moment.
 *
 * @param keysBefore the keys that were there before, from `keyIdsBeside`; all else has a name, and was not there before
 * @throws Error that says what is left behind
 */
export async function removeWorld(setup: Setup, world: World, keysBefore: ReadonlySet<string>): Promise<void> {
  const { accounts, buckets } = world;
  const each = <M extends keyof Entities>(
    member: M,
    removals: (setup: Setup, account: Account, one: Entities[M]) => Removal[],
  ) => {
    for (const account of accounts.values()) {
      for (const [name, one] of entitiesOf(account)[member]) {
        setup.made.note(`${name} in account ${account.id}`, removals(setup, account, one));
      }
    }
  };
  setup.made.note('keys', [() => removeNewKeys(setup, world, keysBefore)]);
  each('aliases', aliasRemovals);
  each('managedPolicies', managedPolicyRemovals);
  each('users', userRemovals);
  each('roles', roleRemovals);
  each('instanceProfiles', instanceProfileRemovals);
  for (const bucket of buckets.values()) setup.made.note(`bucket ${bucket.name}`, bucketRemovals(setup, bucket));
  await setup.made.remove();
}
