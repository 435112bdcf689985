import { loadPairs } from '../../contract/load';
import { interruptSignal } from '../interrupt';
import { pairFiles } from './pair-files';

/** `crossbucket synth [FILES] [--out DIR]`: writes both stacks of each pair and says where they are. */
export async function synth(files: readonly string[], options: { readonly out: string }): Promise<void> {
  // A signal that comes meanwhile waits until all is written, or nothing.
  const { dispose } = interruptSignal();
  try {
    const pairs = loadPairs(pairFiles(files));
    const { synthPairs } = require('../../stacks/synth') as typeof import('../../stacks/synth');
    const { stacks, leftBehind } = synthPairs(pairs, { outdir: options.out });
    for (const { producer, consumer } of stacks) process.stdout.write(`${producer.file}\n${consumer.file}\n`);
    for (const folder of leftBehind) {
      process.stderr.write(
        `${folder} is of no pair any more, and was kept because it holds more than a synth writes\n`,
      );
    }
  } finally {
    dispose();
  }
}
