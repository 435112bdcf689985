import { loadPairs } from '../../contract/load';
import type { Pair } from '../../contract/pair';
import { readStacks, type PairStacks } from '../../integration/deploy/stack-files';
import { stacksOf } from '../../integration/deploy/synthesized';
import { progress, type Progress } from '../../integration/report/progress';
import { table } from '../../integration/report/table';
import { reportOf } from '../../integration/report/report';
import type { Target } from '../../integration/targets/target';
import { verify as verifyPairs } from '../../integration/verify';
import { CommandError } from '../errors';
import { interruptSignal } from '../interrupt';
import { startSecondThread, type SecondThread } from '../second-thread';
import { pairFiles } from './pair-files';
import { requireTargetOptions, startTarget, type TargetOptions } from './start-target';

interface VerifyOptions extends TargetOptions {
  readonly stacks?: string;
  readonly format: 'table' | 'json';
  /** Whether mistakes are made in the stacks, each of which the contract has to notice. */
  readonly mutate?: boolean;
}

/**
 * `crossbucket verify`: exit code 0 when the contract of every pair holds as far as the target can show it, 1 when it
 * does not, or when the target has to show all of it and cannot. With `--mutate` 0 when it turns red for every mistake.
 */
export async function verify(files: readonly string[], options: VerifyOptions): Promise<void> {
  requireTargetOptions(options);
  const pairs = loadPairs(pairFiles(files));
  const steps = progress();
  const { signal, dispose } = interruptSignal();
  const second = isAlone(options) ? startSecondThread(pairs.length) : undefined;
  try {
    steps.step('synthesizing');
    const stacks = options.stacks ? readStacks(options.stacks, pairs) : await stacksOf(pairs);
    const target = await startTarget(options, steps, signal);
    try {
      const run = options.mutate ? mutated : compared;
      const { text, failed } = await run({ stacks, pairs, target, second, options, steps, signal });
      steps.done();
      process.stdout.write(text);
      process.exitCode = failed ? 1 : 0;
    } finally {
      await target?.stop();
    }
  } catch (error) {
    if (signal.aborted) throw new CommandError((signal.reason as Error).message, 3);
    throw error;
  } finally {
    await second?.stop();
    steps.done();
    dispose();
  }
}

/** Whether each pair has an AWS of its own in this process, so that it does not matter in which thread. */
function isAlone({ target, endpoint, deploy, mutate }: VerifyOptions): boolean {
  return target === 'embedded' && endpoint === undefined && deploy === 'direct' && !mutate;
}

interface Outcome {
  readonly text: string;
  readonly failed: boolean;
}

/** What a run works with. */
interface Work {
  readonly stacks: readonly PairStacks[];
  readonly pairs: readonly Pair[];
  readonly target: Target | undefined;
  /** Takes over a part of the pairs. */
  readonly second: SecondThread | undefined;
  readonly options: VerifyOptions;
  readonly steps: Progress;
  readonly signal: AbortSignal;
}

async function compared({ stacks, pairs, target, second, options, steps, signal }: Work): Promise<Outcome> {
  const requiresEnforcement = options.require === 'enforcement';
  const withReasons = options.format === 'json';
  const isTheirs = (_: unknown, index: number) => second !== undefined && index % 2 === 1;
  const others = second?.verify({ stacks: stacks.filter(isTheirs), withReasons });
  const ours = verifyPairs(
    stacks.filter((one, index) => !isTheirs(one, index)),
    target,
    steps,
    signal,
  );
  const [own, more = []] = await Promise.all([ours, others]);
  const reports = second ? stacks.map((_, index) => (index % 2 === 1 ? more : own.pairs)[index >> 1]!) : own.pairs;
  const report = reportOf(reports, own.capabilities);
  const { failed, unsupported } = report.summary;
  return {
    text: options.format === 'json' ? jsonText(report) : table(report, pairs, requiresEnforcement),
    failed: failed > 0 || (requiresEnforcement && unsupported > 0),
  };
}

async function mutated({ stacks, target, options, steps, signal }: Work): Promise<Outcome> {
  const { mutate } = await import('../../integration/mutate.js');
  const { mutationTable } = await import('../../integration/mutations/report.js');
  const report = await mutate(stacks, target, steps, signal);
  return {
    text: options.format === 'json' ? jsonText(report) : mutationTable(report),
    failed: report.summary.missed > 0,
  };
}

const jsonText = (report: object): string => `${JSON.stringify(report, null, 2)}\n`;
