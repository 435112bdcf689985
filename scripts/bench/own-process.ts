import { startChild } from './child';
import type { Memory, Served, Serving } from './serve';

/** An AWS of ours, a gateway or a bare server in a process of its own. */
export interface OwnProcess extends Serving {
  memory(): Promise<Memory>;
  stop(): Promise<void>;
}

/** @throws Error */
export async function ownProcess(served: Served): Promise<OwnProcess> {
  const { told, ask, stop } = await startChild('serve.js', [JSON.stringify(served)]);
  return { ...(told as Serving), memory: async () => (await ask('memory')) as Memory, stop };
}
