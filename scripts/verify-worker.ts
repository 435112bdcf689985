import { parentPort } from 'node:worker_threads';
import { progress } from '../integration/report/progress';
import type { PairReport } from '../integration/report/report';
import { embedded } from '../integration/targets/embedded';
import { verify } from '../integration/verify';
import type { WorkerAnswer, WorkerTask } from './second-thread';

/** Verifies the pairs that the main thread sends, on an embedded AWS of its own, which starts before they are there. */
async function work(): Promise<void> {
  const started = embedded({ deploy: 'direct' });
  const { stacks, withReasons } = await new Promise<WorkerTask>((resolve) => parentPort!.once('message', resolve));
  const target = await started;
  try {
    const { pairs } = await verify(stacks, target, progress());
    answer({ pairs: pairs.map((pair) => plain(pair, withReasons)) });
  } finally {
    await target.stop();
  }
}

/** A report that can be sent: reasons are worked out for who reads them, which are those of failures if not of all. */
function plain({ name, checks }: PairReport, withReasons: boolean): PairReport {
  return {
    name,
    checks: checks.map((check) => {
      const { reason: _, ...rest } = Object.getOwnPropertyDescriptors(check);
      const others = Object.defineProperties({}, rest) as Omit<typeof check, 'reason'>;
      return { ...others, reason: withReasons || !check.passed ? check.reason : '' };
    }),
  };
}

function answer(message: WorkerAnswer): void {
  parentPort!.postMessage(message);
}

work().catch((error: Error) => answer({ error: { name: error.name, message: error.message } }));
