import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Pair } from '../../contract/pair';
import { synthPairs, type SynthOptions } from '../../stacks/synth';
import type { PairStacks } from './stack-files';

/**
 * Synthesizes the stacks of pairs for a target, in a folder that is gone afterwards: nothing is written where the user
 * works.
 *
 * @param options switches of the stacks, e.g. `lifecycle: false` where a test wants speed
 */
export function stacksOf(pairs: readonly Pair[], options: Omit<SynthOptions, 'outdir'> = {}): PairStacks[] {
  const folder = mkdtempSync(join(tmpdir(), 'crossbucket-'));
  try {
    const { stacks } = synthPairs(pairs, { ...options, outdir: join(folder, 'out') });
    return stacks.map(({ producer, consumer }, index) => {
      const pair = pairs[index]!;
      return { pair, producer: { ...pair.producer, ...producer }, consumer: { ...pair.consumer, ...consumer } };
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
