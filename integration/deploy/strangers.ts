import { strangersIn, type Strangers } from '../../contract/strangers';
import type { PairStacks } from './stack-files';

const found = new WeakMap<PairStacks, Strangers>();

/** What two stacks name and their pair does not; see `strangersIn`. Looked for once. */
export function strangersOf(stacks: PairStacks): Strangers {
  let strangers = found.get(stacks);
  if (!strangers) {
    const { pair, producer, consumer } = stacks;
    strangers = strangersIn(pair, [JSON.stringify(producer.json), JSON.stringify(consumer.json)]);
    found.set(stacks, strangers);
  }
  return strangers;
}
