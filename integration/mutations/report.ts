import type { Mistake } from './mistake';

/** What became of one mistake in one place. */
export interface MutationResult {
  readonly pair: string;
  readonly mistake: string;
  readonly where: string;
  readonly caught: boolean;
  /** The check that turned red first. */
  readonly check?: string;
  /** Whether a real call showed it, the engine alone, or it could not be deployed at all. */
  readonly by: 'call' | 'engine' | 'deployment';
}

/** What `verify --mutate --format json` prints. */
export interface MutationReport {
  readonly mistakes: readonly {
    readonly id: string;
    readonly what: string;
    readonly places: readonly MutationResult[];
  }[];
  readonly summary: { readonly mistakes: number; readonly caught: number; readonly missed: number };
}

/** Gathers what became of each mistake. One that no stack has a place for is left out. */
export function mutationReport(mistakes: readonly Mistake[], results: readonly MutationResult[]): MutationReport {
  const made = mistakes.flatMap(({ id, what }) => {
    const places = results.filter(({ mistake }) => mistake === id);
    return places.length ? [{ id, what, places }] : [];
  });
  const caught = results.filter(({ caught }) => caught).length;
  return { mistakes: made, summary: { mistakes: made.length, caught, missed: results.length - caught } };
}

/** Renders a mutation report for people: a line for each mistake with the check that caught it, each miss spelled out. */
export function mutationTable({ mistakes, summary }: MutationReport): string {
  const width = Math.max(0, ...mistakes.map(({ id }) => id.length));
  const lines = mistakes.flatMap(({ id, what, places }) => {
    const caught = places.filter((place) => place.caught);
    const missed = places.filter((place) => !place.caught);
    const by = caught.find(({ check }) => check !== undefined)?.check ?? (caught.length ? 'the deployment' : 'nothing');
    const head = `${missed.length ? 'MISS' : 'ok  '} ${id.padEnd(width)}  ${caught.length} of ${places.length}  ${what}  [${by}]`;
    return [head, ...missed.map(({ pair, where }) => `  x ${pair}: ${where}`)];
  });
  const verdict = summary.missed ? 'the contract misses mistakes' : 'the contract turns red for every mistake';
  const counts = `${summary.mistakes} mistakes in ${summary.caught + summary.missed} places, ${summary.missed} missed`;
  return [...lines, `${verdict}: ${counts}`, ''].join('\n');
}
