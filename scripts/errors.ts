/**
 * An error that a command ends with: one message, no stack trace, and the exit code that says what kind it is.
 * 1 the contract does not hold, 2 wrong input, 3 the target could not run.
 */
export class CommandError extends Error {
  constructor(
    message: string,
    readonly exitCode: 1 | 2 | 3,
  ) {
    super(message);
    this.name = 'CommandError';
  }
}

const wrongInput = new Set([
  'ActionError',
  'PairFileError',
  'PolicyError',
  'QuestionError',
  'StackFileError',
  'SynthError',
]);

/** Prints an error on stderr as its reader needs it. @returns the exit code */
export function report(error: unknown): number {
  if (!(error instanceof Error)) {
    process.stderr.write(`crossbucket: ${String(error)}\n`);
    return 3;
  }
  const exitCode = error instanceof CommandError ? error.exitCode : wrongInput.has(error.name) ? 2 : 3;
  process.stderr.write(`${error.message}\n`);
  if (process.env.CROSSBUCKET_DEBUG) process.stderr.write(`${error.stack}\n`);
  return exitCode;
}
