import type { Pair } from '../contract/pair';
import { readStacks, type PairStacks } from '../integration/deploy/stack-files';

/**
 * The stacks of pairs, for commands: cdktf is loaded only where they are synthesized.
 *
 * @param folder that `synth --out` wrote. @default they are synthesized now
 * @throws StackFileError when a stack in the folder cannot be read
 */
export function stacksFor(pairs: readonly Pair[], folder?: string): PairStacks[] {
  if (folder) return readStacks(folder, pairs);
  const { stacksOf } =
    require('../integration/deploy/synthesized') as typeof import('../integration/deploy/synthesized');
  return stacksOf(pairs);
}
