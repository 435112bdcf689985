import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { PairStacks } from '../integration/deploy/stack-files';
import type { PairReport } from '../integration/report/report';

/** What the second thread is given. */
export interface WorkerTask {
  readonly stacks: readonly PairStacks[];
  /** Whether the reasons of checks that passed are wanted too. */
  readonly withReasons: boolean;
}

/** What it sends back. */
export type WorkerAnswer =
  { readonly pairs: readonly PairReport[] } | { readonly error: { readonly name: string; readonly message: string } };

/** A thread that verifies a part of the pairs. */
export interface SecondThread {
  /** @throws whatever verifying them throws there */
  verify(task: WorkerTask): Promise<readonly PairReport[]>;
  /** Ends it, whatever it does. */
  stop(): Promise<void>;
}

/**
 * Starts a thread beside this one: nearly all that verifying takes is computing, most of it in the SDK. It loads what it
 * needs while this thread synthesizes.
 *
 * @param pairs how many there are to verify
 * @returns undefined where there is nothing to share, or nobody to share it with
 */
export function startSecondThread(pairs: number): SecondThread | undefined {
  if (pairs < 2 || availableParallelism() < 2) return undefined;
  const worker = new Worker(join(__dirname, 'verify-worker.js'));
  const answered = new Promise<WorkerAnswer>((resolve, reject) => {
    worker.once('message', resolve).once('error', reject);
    worker.once('exit', () => reject(new Error('the second thread ended without an answer')));
  });
  // Who never asks is not told either.
  answered.catch(() => undefined);
  return {
    verify: async (task) => {
      worker.postMessage(task);
      const answer = await answered;
      if ('pairs' in answer) return answer.pairs;
      throw Object.assign(new Error(answer.error.message), { name: answer.error.name });
    },
    stop: async () => {
      await worker.terminate();
    },
  };
}
