import { outcomeOf } from '../probe/outcome';
import type { Canary, CanaryCall } from './canary';
import { CannotAsk } from './canary';
import type { Shown } from './capability';
import type { Stage } from './stage';

/**
 * Makes the calls of one canary and tells what they showed. Everything is taken away again, whatever happened.
 *
 * @param signal ends it between two calls
 */
export async function show(canary: Canary, stage: Stage, signal?: AbortSignal): Promise<Shown> {
  let verdict: Omit<Shown, 'capability'>;
  let left: string[];
  try {
    verdict = await verdictOf(canary, stage, signal);
  } finally {
    left = await stage.clear();
  }
  const { capability } = canary;
  if (!left.length) return { capability, ...verdict };
  return { capability, ...verdict, detail: `${verdict.detail}; left behind: ${left.join(', ')}` };
}

async function verdictOf(canary: Canary, stage: Stage, signal?: AbortSignal): Promise<Omit<Shown, 'capability'>> {
  let calls: readonly CanaryCall[];
  try {
    calls = await canary.prepare(stage);
  } catch (error) {
    signal?.throwIfAborted();
    const detail = error instanceof CannotAsk ? error.message : `the set-up failed: ${String(error)}`;
    return { verdict: 'unknown', detail };
  }
  const answers: Answered[] = [];
  for (const call of calls) {
    signal?.throwIfAborted();
    answers.push(await answerTo(call));
  }
  return sumOf(answers);
}

interface Answered extends Pick<CanaryCall, 'expect' | 'title'> {
  readonly outcome: 'allow' | 'deny' | 'failed';
  readonly reason: string;
}

/** Only a success is an allow here: what a canary calls is there, and nothing else stands in its way. */
async function answerTo({ expect, title, send }: CanaryCall): Promise<Answered> {
  let succeeded = false;
  const { outcome, reason } = await outcomeOf(async () => {
    await send();
    succeeded = true;
  });
  return { expect, title, outcome: succeeded ? 'allow' : outcome === 'deny' ? 'deny' : 'failed', reason };
}

/** One wrong answer says more than a call that failed: it cannot come right. */
function sumOf(answers: readonly Answered[]): Omit<Shown, 'capability'> {
  const wrong = answers.filter(({ outcome, expect }) => outcome !== 'failed' && outcome !== expect);
  const failed = answers.filter(({ outcome }) => outcome === 'failed');
  if (wrong.length) return { verdict: 'absent', detail: inWords(wrong, 'not allowed', 'not refused') };
  if (failed.length) return { verdict: 'unknown', detail: inWords(failed, 'failed', 'failed') };
  return { verdict: 'enforced', detail: inWords(answers, 'allowed', 'refused') };
}

function inWords(answers: readonly Answered[], allow: string, deny: string): string {
  const calls = (expected: string) =>
    answers
      .filter(({ expect }) => expect === expected)
      .map(({ title, outcome, reason, expect }) => (isNews(outcome, expect) ? `${title} (${reason})` : title))
      .join(', ');
  return [`${allow}: ${calls('allow')}`, `${deny}: ${calls('deny')}`].filter((text) => !text.endsWith(': ')).join('; ');
}

/** Whether the backend's own words tell more than that the call was allowed or refused. */
function isNews(outcome: Answered['outcome'], expect: Answered['expect']): boolean {
  return outcome === 'failed' || (outcome === 'deny' && expect === 'allow');
}
