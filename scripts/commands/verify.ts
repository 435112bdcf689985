import { loadPairs } from '../../contract/load';
import { readStacks } from '../../integration/deploy/stack-files';
import { stacksOf } from '../../integration/deploy/synthesized';
import { progress } from '../../integration/report/progress';
import { table } from '../../integration/report/table';
import { verify as verifyPairs } from '../../integration/verify';
import { CommandError } from '../errors';
import { interruptSignal } from '../interrupt';
import { pairFiles } from './pair-files';

interface VerifyOptions {
  readonly stacks?: string;
  readonly target: 'offline' | 'embedded';
  readonly deploy: 'direct' | 'terraform';
  readonly format: 'table' | 'json';
}

/** `crossbucket verify`: exit code 0 when the contract of every pair holds, 1 when it does not. */
export async function verify(files: readonly string[], options: VerifyOptions): Promise<void> {
  if (options.target === 'offline' && options.deploy === 'terraform') {
    throw new CommandError('--deploy terraform needs --target embedded: offline starts nothing to deploy to', 2);
  }
  const pairs = loadPairs(pairFiles(files));
  const steps = progress();
  const { signal, dispose } = interruptSignal();
  try {
    steps.step('synthesizing');
    const stacks = options.stacks ? readStacks(options.stacks, pairs) : await stacksOf(pairs);
    steps.step('starting the target');
    const target = await startTarget(options, signal);
    try {
      const report = await verifyPairs(stacks, target, steps, signal);
      steps.done();
      process.stdout.write(options.format === 'json' ? `${JSON.stringify(report, null, 2)}\n` : table(report, pairs));
      process.exitCode = report.summary.failed ? 1 : 0;
    } finally {
      await target?.stop();
    }
  } catch (error) {
    if (signal.aborted) throw new CommandError((signal.reason as Error).message, 3);
    throw error;
  } finally {
    steps.done();
    dispose();
  }
}

async function startTarget({ target, deploy }: VerifyOptions, signal: AbortSignal) {
  if (target === 'offline') return undefined;
  const { embedded } = await import('../../integration/targets/embedded.js');
  return embedded({ deploy, signal, callHalves: deploy === 'terraform' });
}
