import { startChild } from './child';
import type { Memory, Serving } from './serve';

/** An AWS of ours in a process of its own. */
export interface OwnProcess extends Serving {
  memory(): Promise<Memory>;
  stop(): Promise<void>;
}

/** @param upstream the backend to which it is a gateway. @default the embedded AWS is started. @throws Error */
export async function ownProcess(upstream?: string): Promise<OwnProcess> {
  const { told, ask, stop } = await startChild('serve.js', upstream === undefined ? [] : [upstream]);
  return { ...(told as Serving), memory: async () => (await ask('memory')) as Memory, stop };
}
