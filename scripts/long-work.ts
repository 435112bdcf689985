import { progress, type Progress } from '../integration/report/progress';
import { CommandError } from './errors';
import { interruptSignal } from './interrupt';

/**
 * Does what takes long: with progress on a terminal, and until somebody interrupts it.
 *
 * @throws CommandError with exit code 3 when it was interrupted, else whatever the work throws
 */
export async function longWork(work: (steps: Progress, signal: AbortSignal) => Promise<void>): Promise<void> {
  const steps = progress();
  const { signal, dispose } = interruptSignal();
  try {
    await work(steps, signal);
  } catch (error) {
    if (signal.aborted) throw new CommandError((signal.reason as Error).message, 3);
    throw error;
  } finally {
    steps.done();
    dispose();
  }
}
