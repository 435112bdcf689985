import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Memory, Serving } from './serve';

/** An AWS of ours in a process of its own. */
export interface OwnProcess extends Serving {
  memory(): Promise<Memory>;
  stop(): Promise<void>;
}

/** @param upstream the backend to which it is a gateway. @default the embedded AWS is started. @throws Error */
export async function ownProcess(upstream?: string): Promise<OwnProcess> {
  const child = fork(join(__dirname, 'serve.js'), upstream === undefined ? [] : [upstream], { execArgv: [] });
  const exited = once(child, 'exit');
  const told = async (): Promise<unknown> => {
    const ended = exited.then(([code]) => Promise.reject(new Error(`the served AWS ended with ${code}`)));
    const [message] = (await Promise.race([once(child, 'message'), ended])) as unknown[];
    return message;
  };
  const serving = (await told()) as Serving;
  return {
    ...serving,
    memory: async () => {
      const answer = told();
      child.send('memory');
      return (await answer) as Memory;
    },
    stop: async () => {
      child.disconnect();
      await exited;
    },
  };
}
