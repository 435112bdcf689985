import { cloneWorld } from '../../access/world/clone';
import type { World } from '../../access/world/world';
import type { Check, Half } from '../../contract/check';
import { addFixtures } from '../../contract/fixtures';
import { startEmulator, type StartedEmulator } from '../../emulator/index';
import { applyOnEmbedded } from '../deploy/apply-on-embedded';
import { deployedWorld, worldBefore } from '../deploy/direct';
import { worldOfHalf, worldsOfHalf } from '../deploy/halves';
import type { DeployWay } from '../deploy/placed';
import type { PairStacks } from '../deploy/stack-files';
import { strangersOf } from '../deploy/strangers';
import { clients, type Clients } from '../probe/clients';
import { fixtureCiphertext, placeFixtureObjects } from '../probe/objects';
import { prober } from '../probe/prober';
import { askInWorlds } from './ask-in-worlds';
import type { Deployment, Target } from './target';

/** The embedded AWS as a target. */
export interface EmbeddedTarget extends Target {
  /** Milliseconds that Terraform's own commands took so far; where two ran side by side, the longer one. */
  terraformTime(): number;
}

/** How the embedded AWS is used as a target. */
export interface EmbeddedOptions {
  /**
   * `direct` reads the stacks' JSON into the world; `terraform` has Terraform apply them, asks that a second plan is empty,
   * and has them destroyed afterwards.
   */
  readonly deploy: DeployWay;
  /**
   * Whether real calls are made of each half alone too. A half alone is deployed nowhere, so that the engine can say all
   * there is to say of it.
   *
   * @default false
   */
  readonly callHalves?: boolean;
  /** Interrupts Terraform. */
  readonly signal?: AbortSignal;
}

/**
 * The embedded AWS: real SDK calls, over TLS, with credentials that its IAM and STS minted. Every pair gets a world of
 * its own, so that the cost of a run is linear in the number of pairs.
 */
export async function embedded(options: EmbeddedOptions): Promise<EmbeddedTarget> {
  const emulator = await startEmulator();
  const endpoints = { https: emulator.endpoint, http: emulator.httpEndpoint, ca: emulator.ca };
  const sdk = clients(endpoints);
  let terraformTime = 0;
  const took = (milliseconds: number) => (terraformTime += milliseconds);
  return {
    name: 'embedded',
    halves: options.callHalves ? ['both', 'producer', 'consumer'] : ['both'],
    terraformTime: () => terraformTime,
    deploy: (stacks) =>
      options.deploy === 'direct' ? deployed(emulator, sdk, stacks) : applied(emulator, sdk, stacks, took, options),
    stop: async () => {
      sdk.destroy();
      await emulator.stop();
    },
  };
}

async function deployed(emulator: StartedEmulator, sdk: Clients, stacks: PairStacks): Promise<Deployment> {
  const world = deployedWorld(stacks);
  const { ask } = await askableCopy(emulator, sdk, stacks, world);
  return {
    ask,
    // Nothing else is in this world: its objects go with it.
    remove: async () => {
      await Promise.all([...world.buckets.keys()].map((name) => emulator.state.objects.dropBucket(name)));
    },
  };
}

async function applied(
  emulator: StartedEmulator,
  sdk: Clients,
  stacks: PairStacks,
  took: (milliseconds: number) => void,
  options: EmbeddedOptions,
): Promise<Deployment> {
  emulator.state.world = worldBefore(stacks);
  const terraform = await applyOnEmbedded(emulator, sdk, stacks, options.signal);
  const world = emulator.state.world;
  try {
    const { ask } = await askableCopy(emulator, sdk, stacks, world);
    return {
      ask,
      remove: async () => {
        // Terraform gets back what it made.
        emulator.state.world = world;
        await terraform.remove().finally(() => took(terraform.terraformTime()));
      },
    };
  } catch (error) {
    await terraform.abandon();
    throw error;
  }
}

/** Answers checks in copies of a deployed world, to which the fixtures are added: it stays as it is. */
export async function askableCopy(
  emulator: StartedEmulator,
  sdk: Clients,
  stacks: PairStacks,
  deployed: World,
): Promise<Pick<Deployment, 'ask'>> {
  const { pair } = stacks;
  const strangers = strangersOf(stacks);
  const world = cloneWorld(deployed);
  addFixtures(world, pair, strangers);
  emulator.state.world = worldOfHalf(world, pair, 'consumer');
  await placeFixtureObjects(emulator, pair, strangers);
  const probe = prober(emulator, sdk, pair, await fixtureCiphertext(emulator, sdk, pair));
  return {
    ask: (half: Half, checks: readonly Check[]) =>
      askInWorlds(checks, worldsOfHalf(world, pair, half), (asked) => (emulator.state.world = asked), probe),
  };
}
