import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** A Node process of this folder that tells something when it is ready, and then answers one question at a time. */
export interface Child {
  /** What it told first. */
  readonly told: unknown;
  ask(question: string | object): Promise<unknown>;
  /** It ends because nobody listens any more. */
  stop(): Promise<void>;
}

/** @param name of a compiled file in this folder. @throws Error when it ends before it is ready */
export async function startChild(name: string, args: readonly string[]): Promise<Child> {
  // Without this process's own flags: a user's has none.
  const child = fork(join(__dirname, name), args, { execArgv: [] });
  const exited = once(child, 'exit');
  const message = async (): Promise<unknown> => {
    const ended = exited.then(([code]) => Promise.reject(new Error(`${name} ended with ${code}`)));
    const [said] = (await Promise.race([once(child, 'message'), ended])) as unknown[];
    return said;
  };
  return {
    told: await message(),
    ask: (question) => {
      const answer = message();
      child.send(question);
      return answer;
    },
    stop: async () => {
      child.disconnect();
      await exited;
    },
  };
}
