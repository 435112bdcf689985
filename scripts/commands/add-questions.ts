import { createInterface } from 'node:readline/promises';
import { CommandError } from '../errors';

/** Something that has to be known, by flag or by asking. */
export interface Question {
  /** Of the flag, as commander spells it. */
  readonly name: string;
  readonly flag: string;
  readonly text: string;
}

/**
 * Answers from flags, and from questions on the terminal for those that were left out.
 *
 * @throws CommandError with exit code 2 where there is no terminal to ask on
 */
export async function asked(
  questions: readonly Question[],
  flags: Readonly<Record<string, unknown>>,
): Promise<Record<string, string>> {
  const answers: Record<string, string> = {};
  const missing: Question[] = [];
  for (const question of questions) {
    const value = flags[question.name];
    if (typeof value === 'string') answers[question.name] = value;
    else missing.push(question);
  }
  if (!missing.length) return answers;
  if (!process.stdin.isTTY || !process.stderr.isTTY) {
    const names = missing.map((question) => question.flag).join(', ');
    throw new CommandError(`missing ${names}; without a terminal there is nobody to ask`, 2);
  }
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const interrupted = new Promise<never>((_, reject) =>
    terminal.once('close', () => reject(new CommandError('interrupted; nothing was written', 2))),
  );
  interrupted.catch(() => undefined);
  try {
    for (const { name, text } of missing) {
      answers[name] = (await Promise.race([terminal.question(`${text}: `), interrupted])).trim();
    }
  } finally {
    terminal.close();
  }
  return answers;
}
