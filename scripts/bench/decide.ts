import { decide } from '../../access/decide/decide';
import { cedarQuestions } from './cedar';
import { decideWorld, type Size } from './decide-world';
import { best, interleaved, times, type Figure } from './measure';

const SMALL: Size = { principals: 10, buckets: 10, statements: 3 };
const ROUNDS = 15;

/** The engine's decisions, a cross-account GetObject each, against Cedar's and against itself with more to look at. */
export async function decisions(): Promise<Figure[]> {
  const { parsing, preparsed } = await cedarQuestions();
  const cost = await interleaved(
    ROUNDS,
    {
      small: questions(SMALL),
      statements: questions({ ...SMALL, statements: 300 }),
      world: questions({ ...SMALL, principals: 10_000, buckets: 1_000 }),
      parsing: () => nanoseconds(500, parsing),
      preparsed: () => nanoseconds(2_000, preparsed),
    },
    best,
  );
  const faster = (what: string, theirs: number, target: number): Figure => ({
    what: `decisions, against ${what}`,
    measured: `${Math.round(theirs / cost.small)}x (${perSecond(cost.small)} of ${perSecond(theirs)})`,
    target: `>= ${target}x`,
    holds: theirs / cost.small >= target,
  });
  const dearer = (what: string, ours: number, target: number): Figure => ({
    what: `a decision ${what}`,
    measured: times(ours / cost.small),
    target: `< ${target}x`,
    holds: ours / cost.small < target,
  });
  return [
    faster("Cedar's `isAuthorized`", cost.parsing, 100),
    faster("Cedar's `statefulIsAuthorized`, policies preparsed", cost.preparsed, 25),
    dearer('with 300 statements a policy, against 3', cost.statements, 1.5),
    dearer('with 10,000 principals and 1,000 buckets, against 10 and 10', cost.world, 1.25),
  ];
}

function questions(size: Size): () => number {
  const { world, calls } = decideWorld(size);
  const ask = () => {
    for (const call of calls) {
      const { effect } = decide(world, call);
      if (effect !== 'allow') throw new Error(`${call.action} on ${call.resource} is ${effect}`);
    }
  };
  return () => nanoseconds(1_000, ask) / calls.length;
}

/** How long one go takes, of many in a row. */
function nanoseconds(goes: number, go: () => void): number {
  const started = process.hrtime.bigint();
  for (let left = goes; left > 0; left--) go();
  return Number(process.hrtime.bigint() - started) / goes;
}

function perSecond(nanosecondsEach: number): string {
  return `${Math.round(1e9 / nanosecondsEach).toLocaleString('en')}/s`;
}
