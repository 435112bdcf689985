import { readTerraform } from '../../access/world/terraform/read';
import { TerraformReadError } from '../../access/world/terraform/read-error';
import { createWorld, ensureAccount } from '../../access/world/create';
import type { World } from '../../access/world/world';
import { addStrangers } from '../../contract/fixtures';
import type { Pair } from '../../contract/pair';
import { PolicyError } from '../../access/policy/errors';
import { StackFileError, type PairStacks, type StackFile } from './stack-files';
import { strangersOf } from './strangers';

/** What is there before the stacks of a pair are deployed: their accounts, and whom they name without making them. */
export function worldBefore(stacks: PairStacks): World {
  const world = emptyWorld(stacks.pair);
  addStrangers(world, stacks.pair, strangersOf(stacks));
  return world;
}

const deployed = new WeakMap<PairStacks, World>();

/**
 * The world in which the stacks of a pair are deployed directly, to be copied and not changed: they are read once,
 * however many targets ask.
 *
 * @throws StackFileError as {@link deployDirect}
 */
export function deployedWorld(stacks: PairStacks): World {
  let world = deployed.get(stacks);
  if (!world) {
    world = worldBefore(stacks);
    deployDirect(world, stacks);
    deployed.set(stacks, world);
  }
  return world;
}

/** Accounts and organization of a pair, and nothing in them. */
export function emptyWorld(pair: Pair): World {
  const world = createWorld();
  joinOrganization(world, pair);
  return world;
}

/** Makes both accounts of a pair members of its organization, if it has one. */
export function joinOrganization(world: World, { producer, consumer, partition, organization }: Pair): void {
  for (const { account } of [producer, consumer]) {
    const entry = ensureAccount(world, account, partition);
    if (organization) entry.organization = { id: organization, path: ['r-root'] };
  }
  if (organization) world.organizations.set(organization, { id: organization, policies: new Map() });
}

/**
 * Deploys two stacks into a world without Terraform, by reading their JSON.
 *
 * @throws StackFileError when Terraform or AWS would refuse a resource, or it is one that cannot be read here
 */
export function deployDirect(world: World, { consumer, producer }: PairStacks): void {
  for (const stack of [consumer, producer]) read(world, stack);
}

function read(world: World, { id, json, account, region }: StackFile): void {
  try {
    readTerraform(world, json, { account, region });
  } catch (error) {
    if (error instanceof TerraformReadError) throw new StackFileError(`stack ${id}: ${error.message}`);
    if (error instanceof PolicyError) {
      const detail = error.detail === undefined ? '' : `; ${error.detail}`;
      throw new StackFileError(`stack ${id}: ${error.message} (${error.code}${detail})`);
    }
    throw error;
  }
}
