import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Pair } from '../../contract/pair';
import { synthPairs } from '../../stacks/synth';
import type { PairStacks } from '../deploy/stack-files';

/**
 * The stacks of a pair, as `stacksOf` has them, but without `import()`: that is not there where Jest runs what is in
 * `node_modules`.
 */
export function synthesize(pair: Pair): PairStacks {
  const folder = mkdtempSync(join(tmpdir(), 'crossbucket-'));
  try {
    const { producer, consumer } = synthPairs([pair], { outdir: join(folder, 'out') }).stacks[0]!;
    return { pair, producer: { ...pair.producer, ...producer }, consumer: { ...pair.consumer, ...consumer } };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
