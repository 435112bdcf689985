import type { World } from '../../access/world/world';
import type { Check, Half } from '../../contract/check';
import { addFixtures } from '../../contract/fixtures';
import { startEmulator, type StartedEmulator } from '../../emulator/index';
import { deployDirect, worldBefore } from '../deploy/direct';
import { worldOfHalf, worldsOfHalf } from '../deploy/halves';
import type { PairStacks } from '../deploy/stack-files';
import { strangersOf } from '../deploy/strangers';
import { terraformStacks, type TerraformStacks } from '../deploy/terraform';
import { clients, type Clients } from '../probe/clients';
import { emptyBuckets, fixtureCiphertext, putFixtureObjects } from '../probe/objects';
import { prober } from '../probe/prober';
import { askInWorlds } from './ask-in-worlds';
import type { Deployment, Target } from './target';

/** The embedded AWS as a target. */
export interface EmbeddedTarget extends Target {
  /** Milliseconds that Terraform's own commands took so far; where two ran side by side, the longer one. */
  terraformTime(): number;
}

/**
 * The embedded AWS: real SDK calls, over TLS, with credentials that its IAM and STS minted. Every pair gets a world of
 * its own, so that the cost of a run is linear in the number of pairs.
 *
 * @param deploy `direct` reads the stacks' JSON into the world; `terraform` has Terraform apply them, asks that a
 *   second plan is empty, and has them destroyed afterwards
 * @param signal interrupts Terraform
 */
export async function embedded(options: {
  readonly deploy: 'direct' | 'terraform';
  readonly signal?: AbortSignal;
}): Promise<EmbeddedTarget> {
  const emulator = await startEmulator();
  const endpoints = { https: emulator.endpoint, http: emulator.httpEndpoint, ca: emulator.ca };
  const sdk = clients(endpoints);
  let terraformTime = 0;
  const took = (milliseconds: number) => (terraformTime += milliseconds);
  return {
    name: 'embedded',
    terraformTime: () => terraformTime,
    deploy: (stacks) =>
      options.deploy === 'direct'
        ? deployed(emulator, sdk, stacks)
        : applied(emulator, sdk, stacks, took, options.signal),
    stop: async () => {
      sdk.destroy();
      await emulator.stop();
    },
  };
}

async function deployed(emulator: StartedEmulator, sdk: Clients, stacks: PairStacks): Promise<Deployment> {
  const world = worldBefore(stacks);
  deployDirect(world, stacks);
  return deployment(emulator, sdk, stacks, world);
}

async function applied(
  emulator: StartedEmulator,
  sdk: Clients,
  stacks: PairStacks,
  took: (milliseconds: number) => void,
  signal?: AbortSignal,
): Promise<Deployment> {
  const { pair, producer, consumer } = stacks;
  emulator.state.world = worldBefore(stacks);
  const terraform: TerraformStacks = await terraformStacks([producer, consumer], emulator, signal);
  try {
    await terraform.apply();
    await terraform.assertPlanIsEmpty();
    const world = emulator.state.world;
    const { ask, remove } = await deployment(emulator, sdk, stacks, worldOfHalf(world, pair, 'both'));
    return {
      ask,
      remove: async () => {
        await remove();
        emulator.state.world = world;
        try {
          await terraform.destroy();
        } finally {
          took(terraform.terraformTime());
          await terraform.remove();
        }
      },
    };
  } catch (error) {
    await terraform.remove();
    throw error;
  }
}

/** Adds the fixtures to a deployed world, puts their objects, and answers checks there. */
async function deployment(
  emulator: StartedEmulator,
  sdk: Clients,
  stacks: PairStacks,
  world: World,
): Promise<Deployment> {
  const { pair } = stacks;
  const strangers = strangersOf(stacks);
  addFixtures(world, pair, strangers);
  emulator.state.world = worldOfHalf(world, pair, 'consumer');
  await putFixtureObjects(emulator, sdk, pair, strangers);
  const probe = prober(emulator, sdk, pair, await fixtureCiphertext(emulator, sdk, pair));
  return {
    ask: (half: Half, checks: readonly Check[]) =>
      askInWorlds(checks, worldsOfHalf(world, pair, half), (asked) => (emulator.state.world = asked), probe),
    remove: async () => {
      emulator.state.world = world;
      await emptyBuckets(emulator, sdk, pair);
    },
  };
}
