import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Pair } from '../../contract/pair';

/** One synthesized stack: which account it goes to, and its Terraform JSON. */
export interface StackFile {
  readonly id: string;
  readonly account: string;
  readonly region: string;
  /** The content of its `cdk.tf.json`. */
  readonly json: unknown;
}

/** The two stacks of one pair. */
export interface PairStacks {
  readonly pair: Pair;
  readonly producer: StackFile;
  readonly consumer: StackFile;
}

/** A folder of stacks that cannot be read; the message says which file and what to do. */
export class StackFileError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'StackFileError';
  }
}

/**
 * Reads the stacks of the pairs from a folder that `synth` wrote, and somebody may have edited since.
 *
 * @param dir the folder given to `synth --out`
 * @throws StackFileError when a stack is missing or is no JSON
 */
export function readStacks(dir: string, pairs: readonly Pair[]): PairStacks[] {
  return pairs.map((pair) => ({
    pair,
    producer: { ...pair.producer, ...readStack(dir, `${pair.name}-producer`) },
    consumer: { ...pair.consumer, ...readStack(dir, `${pair.name}-consumer`) },
  }));
}

function readStack(dir: string, id: string): { id: string; json: unknown } {
  const file = join(dir, 'stacks', id, 'cdk.tf.json');
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    throw new StackFileError(
      `${file}: cannot be read (${code}); --stacks takes a folder that crossbucket synth --out wrote for these pairs`,
    );
  }
  try {
    const json: unknown = JSON.parse(text);
    if (typeof json === 'object' && json !== null && !Array.isArray(json)) return { id, json };
  } catch (error) {
    throw new StackFileError(`${file}: is no JSON: ${(error as Error).message}`);
  }
  throw new StackFileError(`${file}: holds no JSON object; synthesize the stack again`);
}
