import { spawnSync } from 'node:child_process';

/** One line of `docs/benchmarks.md`. */
export interface Figure {
  readonly what: string;
  readonly measured: string;
  readonly target: string;
  readonly holds: boolean;
}

/** The middle value. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)]!;
}

/** The smallest value: what a thing costs when nothing else disturbs it. */
export function best(values: readonly number[]): number {
  return Math.min(...values);
}

/** Wall time of a Node process from start to exit, in milliseconds. @throws Error when it fails */
export function nodeTime(args: readonly string[], env: NodeJS.ProcessEnv = process.env): number {
  const started = performance.now();
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8', env });
  if (status !== 0) throw new Error(`node ${args.join(' ')} ended with ${status}: ${stderr}`);
  return performance.now() - started;
}

/**
 * Several things measured in turn, so that a slow moment of the machine hits all of them.
 *
 * @param rounds counted rounds, after one that is not
 * @param of what stands for the rounds of a thing. @default their median
 */
export async function interleaved<K extends string>(
  rounds: number,
  things: Readonly<Record<K, () => number | Promise<number>>>,
  of: (values: readonly number[]) => number = median,
): Promise<Record<K, number>> {
  const names = Object.keys(things) as K[];
  const values = new Map<K, number[]>(names.map((name) => [name, []]));
  for (let round = 0; round <= rounds; round++) {
    for (const name of names) {
      const value = await things[name]();
      if (round > 0) values.get(name)!.push(value);
    }
  }
  return Object.fromEntries(names.map((name) => [name, of(values.get(name)!)])) as Record<K, number>;
}

export const ms = (value: number): string => `${Math.round(value)} ms`;
export const times = (value: number): string => `${value.toFixed(2)}x`;
