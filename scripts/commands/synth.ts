import { loadPairs } from '../../contract/load';
import { pairFiles } from './pair-files';

/** `crossbucket synth [FILES] [--out DIR]`: writes both stacks of each pair and says where they are. */
export async function synth(files: readonly string[], options: { readonly out: string }): Promise<void> {
  const pairs = loadPairs(pairFiles(files));
  const { synthPairs } = await import('../../stacks/synth.js');
  const { stacks } = synthPairs(pairs, { outdir: options.out });
  for (const { producer, consumer } of stacks) process.stdout.write(`${producer.file}\n${consumer.file}\n`);
}
