import { cloneWorld } from '../../access/world/clone';
import type { World } from '../../access/world/world';
import type { Check } from '../../contract/check';
import { changesBucket } from './changes-bucket';
import { sideBySide } from './side-by-side';
import type { Answer } from './target';

/**
 * Makes the calls of checks, each in its world: side by side where one call changes nothing for another, and in a copy of
 * the world of its own where it would change the bucket itself, were it allowed.
 *
 * @param worldFor the world of a check
 * @param enter makes a world the one that is asked
 * @returns an answer for each check, in their order
 */
export async function askInWorlds(
  checks: readonly Check[],
  worldFor: (check: Check) => World,
  enter: (world: World) => void,
  probe: (check: Check) => Promise<Answer>,
): Promise<Answer[]> {
  const answers = new Map<Check, Answer>();
  const groups = new Map<World, Check[]>();
  for (const check of checks) {
    const world = changesBucket(check) ? cloneWorld(worldFor(check)) : worldFor(check);
    const group = groups.get(world);
    if (group) group.push(check);
    else groups.set(world, [check]);
  }
  for (const [world, group] of groups) {
    enter(world);
    await sideBySide(group, async (check) => void answers.set(check, await probe(check)));
  }
  return checks.map((check) => answers.get(check)!);
}
