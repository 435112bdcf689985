import { cloneWorld } from '../../access/world/clone';
import { addFixtures } from '../../contract/fixtures';
import { deployedWorld } from '../deploy/direct';
import { worldsOfHalf } from '../deploy/halves';
import type { PairStacks } from '../deploy/stack-files';
import { strangersOf } from '../deploy/strangers';
import { decideCheck } from './decide-check';
import type { Deployment, Target } from './target';

/**
 * The target that starts nothing: each check is decided by the engine, on the world read from the stacks' Terraform
 * JSON. Its reasons are the ones a report prints, whatever other target is asked too.
 */
export function offline(): Target {
  return {
    name: 'offline',
    halves: ['both', 'producer', 'consumer'],
    deploy: (stacks) => Promise.resolve(deployOffline(stacks)),
    stop: () => Promise.resolve(),
  };
}

function deployOffline(stacks: PairStacks): Deployment {
  const { pair } = stacks;
  const world = cloneWorld(deployedWorld(stacks));
  addFixtures(world, pair, strangersOf(stacks));
  return {
    ask: (half, checks) => {
      const worldFor = worldsOfHalf(world, pair, half);
      return Promise.resolve(checks.map((check) => decideCheck(worldFor(check), pair, check)));
    },
    remove: () => Promise.resolve(),
  };
}
