import type { Pair } from '../contract/pair';
import { SynthError } from '../modules/synth-error';
import { ConsumerStack } from './consumer-stack';
import type { PairStackOptions } from './pair-stack';
import { ProducerStack } from './producer-stack';
import { synthApp, type SynthesizedStack } from './synth-app';

/** Where to write, and the switches of the stacks. */
export interface SynthOptions extends PairStackOptions {
  /** The output folder, made when it is not there; Terraform runs in `<outdir>/stacks/<id>`. */
  readonly outdir: string;
}

/** Both stacks of one pair. */
export interface SynthesizedPair {
  /** The pair's name. */
  readonly name: string;
  readonly producer: SynthesizedStack;
  readonly consumer: SynthesizedStack;
}

/** What {@link synthPairs} wrote. */
export interface SynthResult {
  /** In the order of the pairs. */
  readonly stacks: readonly SynthesizedPair[];
  /** Folders of earlier stacks that were kept, because they hold more than what a synth and `terraform init` write. */
  readonly leftBehind: readonly string[];
}

/**
 * Writes a producer and a consumer stack for each pair, in this process and without any other program.
 *
 * Nothing is written when anything is refused. The same pairs give the same bytes, on any machine. Stacks that an earlier
 * run wrote into the folder, and this one does not, are removed.
 *
 * @throws SynthError for two pairs of one name, and for what AWS or Terraform would refuse or CDKTF get wrong
 */
export function synthPairs(pairs: readonly Pair[], options: SynthOptions): SynthResult {
  refuseSharedNames(pairs);
  const { stacks, leftBehind } = synthApp(options.outdir, (app) => {
    for (const pair of pairs) {
      new ProducerStack(app, pair, options);
      new ConsumerStack(app, pair);
    }
  });
  return {
    stacks: pairs.map(({ name }) => ({
      name,
      producer: stacks.get(`${name}-producer`)!,
      consumer: stacks.get(`${name}-consumer`)!,
    })),
    leftBehind,
  };
}

function refuseSharedNames(pairs: readonly Pair[]): void {
  const files = new Map<string, string>();
  for (const { name, file = 'made in code' } of pairs) {
    const other = files.get(name);
    if (other !== undefined) {
      throw new SynthError({
        what: `two pairs have one name (${other}, ${file})`,
        value: name,
        allowed: 'names that are unique in a run',
        fix: 'rename one of them',
      });
    }
    files.set(name, file);
  }
}
