import { cloneWorld } from '../../access/world/clone';
import type { World } from '../../access/world/world';
import type { Check, Half } from '../../contract/check';
import { addFixtures } from '../../contract/fixtures';
import { startEmulator, type StartedEmulator } from '../../emulator/index';
import { applyOnEmbedded, type Applied } from '../deploy/apply-on-embedded';
import { deployDirect, worldBefore } from '../deploy/direct';
import { worldOfHalf } from '../deploy/halves';
import type { DeployWay } from '../deploy/placed';
import type { PairStacks } from '../deploy/stack-files';
import { strangersOf } from '../deploy/strangers';
import { clients, type Clients } from '../probe/clients';
import { fixtureCiphertext } from '../probe/objects';
import { prober } from '../probe/prober';
import { silent } from '../report/progress';
import { sessions } from '../probe/sessions';
import { changesBucket } from '../targets/changes-bucket';
import { decideCheck } from '../targets/decide-check';
import { askableCopy } from '../targets/embedded';
import type { Answer, Target } from '../targets/target';
import { verify } from '../verify';
import type { DeployedPair } from './deployed-pair';

/** A running embedded AWS, and clients for it. */
interface Running {
  readonly emulator: StartedEmulator;
  readonly sdk: Clients;
  stop(): Promise<void>;
}

async function start(world: World, secret?: Buffer): Promise<Running> {
  const emulator = await startEmulator({ world, ...(secret && { secret }) });
  const sdk = clients({ https: emulator.endpoint, http: emulator.httpEndpoint, ca: emulator.ca });
  return {
    emulator,
    sdk,
    stop: async () => {
      sdk.destroy();
      await emulator.stop();
    },
  };
}

/**
 * Deploys a pair on an embedded AWS of its own: nothing of it is shared with another pair, whichever test or worker that
 * one is of.
 *
 * @param deploy `direct` reads the stacks into its world, `terraform` has Terraform apply and in the end destroy them
 * @param halves of which the contract makes real calls
 */
export async function onEmbedded(
  stacks: PairStacks,
  deploy: DeployWay,
  halves: readonly Half[],
): Promise<DeployedPair> {
  const { pair } = stacks;
  const running = await start(worldBefore(stacks));
  const { emulator, sdk } = running;
  let applied: Applied | undefined;
  try {
    if (deploy === 'terraform') applied = await applyOnEmbedded(emulator, sdk, stacks);
    else deployDirect(emulator.state.world, stacks);
    const plain = emulator.state.world;
    const world = cloneWorld(plain);
    addFixtures(world, pair, strangersOf(stacks));
    emulator.state.world = worldOfHalf(world, pair, 'consumer');
    // The key's policy does not let the account's root encrypt with it: the world is thrown open until it has.
    const ciphertext = await fixtureCiphertext(emulator, sdk, pair);
    emulator.state.world = world;
    const actors = sessions(emulator, sdk, pair);
    const probe = prober(emulator, sdk, pair, ciphertext);
    return {
      pair,
      target: 'embedded',
      endpoints: { https: emulator.endpoint, http: emulator.httpEndpoint, ca: emulator.ca },
      sdk,
      setupKeys: (account) => emulator.rootCredentials(account),
      keysOf: (actor) => actors.of(actor),
      call: (check) => (changesBucket(check) ? inCopy(emulator, stacks, check) : probe(check)),
      decide: (check) => decideCheck(emulator.state.world, pair, check),
      contract: () => verify([stacks], copyOf(emulator, halves), silent),
      stop: async () => {
        // Terraform gets back what it made.
        emulator.state.world = plain;
        await (applied?.remove() ?? Promise.resolve()).finally(running.stop);
      },
    };
  } catch (error) {
    await applied?.abandon();
    await running.stop();
    throw error;
  }
}

/** Makes a call that would change the bucket, were it allowed, where that changes nothing for the next one. */
async function inCopy({ state }: StartedEmulator, { pair }: PairStacks, check: Check): Promise<Answer> {
  const copy = await start(cloneWorld(state.world), state.secret);
  try {
    return await prober(copy.emulator, copy.sdk, pair, new Uint8Array())(check);
  } finally {
    await copy.stop();
  }
}

/** A target that is what is deployed, whoever has changed it since, in a copy: with a contract comes much that changes it. */
function copyOf({ state }: StartedEmulator, halves: readonly Half[]): Target {
  return {
    name: 'embedded',
    halves,
    deploy: async (stacks) => {
      const { emulator, sdk, stop } = await start(state.world);
      try {
        const { ask } = await askableCopy(emulator, sdk, stacks, state.world);
        return { ask, remove: stop };
      } catch (error) {
        await stop();
        throw error;
      }
    },
    stop: () => Promise.resolve(),
  };
}
