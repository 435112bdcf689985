import { loadPairs } from '../../contract/load';
import type { Pair } from '../../contract/pair';
import type { PairStacks } from '../../integration/deploy/stack-files';
import type { Progress } from '../../integration/report/progress';
import { table } from '../../integration/report/table';
import type { Target } from '../../integration/targets/target';
import { verify as verifyPairs } from '../../integration/verify';
import { longWork } from '../long-work';
import { stacksFor } from '../stacks';
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
  // Most calls of a contract are refused, and the traces of that are a twentieth of a run; nobody else would see them.
  if (!process.env.CROSSBUCKET_DEBUG) Error.stackTraceLimit = 0;
  const pairs = loadPairs(pairFiles(files));
  await longWork(async (steps, signal) => {
    steps.step('synthesizing');
    const stacks = stacksFor(pairs, options.stacks);
    const target = await startTarget(options, steps, signal);
    try {
      const run = options.mutate ? mutated : compared;
      const { text, failed } = await run({ stacks, pairs, target, options, steps, signal });
      steps.done();
      process.stdout.write(text);
      process.exitCode = failed ? 1 : 0;
    } finally {
      await target?.stop();
    }
  });
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
  readonly options: VerifyOptions;
  readonly steps: Progress;
  readonly signal: AbortSignal;
}

async function compared({ stacks, pairs, target, options, steps, signal }: Work): Promise<Outcome> {
  const requiresEnforcement = options.require === 'enforcement';
  const report = await verifyPairs(stacks, target, steps, signal);
  const { failed, unsupported } = report.summary;
  return {
    text: options.format === 'json' ? jsonText(report) : table(report, pairs, requiresEnforcement),
    failed: failed > 0 || (requiresEnforcement && unsupported > 0),
  };
}

async function mutated({ stacks, target, options, steps, signal }: Work): Promise<Outcome> {
  const { mutate } = require('../../integration/mutate') as typeof import('../../integration/mutate');
  const { mutationTable } =
    require('../../integration/mutations/report') as typeof import('../../integration/mutations/report');
  const report = await mutate(stacks, target, steps, signal);
  return {
    text: options.format === 'json' ? jsonText(report) : mutationTable(report),
    failed: report.summary.missed > 0,
  };
}

const jsonText = (report: object): string => `${JSON.stringify(report, null, 2)}\n`;
