import { cloneWorld } from '../../access/world/clone';
import type { World } from '../../access/world/world';
import type { Check, Half } from '../../contract/check';
import {
  leaveOrganization,
  openBucket,
  openConsumer,
  openKeys,
  openProducer,
  publishBuckets,
} from '../../contract/halves';
import type { Pair } from '../../contract/pair';

/**
 * A copy of a deployed world in which one half stands alone: the other one is thrown wide open. What is still refused
 * there is refused by that half.
 *
 * @param half `producer` opens the consumer, `consumer` opens the producer, `both` opens nothing
 */
export function worldOfHalf(world: World, pair: Pair, half: Half): World {
  const copy = cloneWorld(world);
  if (half === 'producer') openConsumer(copy, pair);
  if (half === 'consumer') openProducer(copy, pair);
  return copy;
}

/** The worlds in which the checks of one half are asked, each made when it is first needed. */
export function worldsOfHalf(world: World, pair: Pair, half: Half): (check: Check) => World {
  const worlds = new Map<string, World>();
  return (check) => {
    const id = `${check.outsideOrganization} ${check.opened}`;
    let asked = worlds.get(id);
    if (!asked) {
      asked = worldOfHalf(world, pair, half);
      if (check.outsideOrganization) leaveOrganization(asked, pair);
      if (check.opened === 'bucket') openBucket(asked, pair);
      if (check.opened === 'key') openKeys(asked, pair);
      if (check.opened === 'public') publishBuckets(asked, pair);
      worlds.set(id, asked);
    }
    return asked;
  };
}
