import { cloneWorld } from '../../access/world/clone';
import { createWorld, ensureAccount } from '../../access/world/create';
import type { World } from '../../access/world/world';

/** The accounts of a world in their organizations, and nothing in them. */
export function accountsOf({ accounts, organizations }: World): World {
  const world = createWorld();
  for (const { id, partition, organization } of accounts.values()) {
    const account = ensureAccount(world, id, partition);
    if (organization) account.organization = organization;
  }
  for (const [id, organization] of organizations) world.organizations.set(id, organization);
  return world;
}

/** A world without the keys that are pending deletion: KMS deletes none at once. */
export function withoutDeletedKeys(world: World): World {
  const copy = cloneWorld(world);
  for (const { keys } of copy.accounts.values()) {
    for (const { arn, state } of keys.values()) if (state === 'PendingDeletion') keys.delete(arn);
  }
  return copy;
}
