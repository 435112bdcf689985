import { PolicyError } from '../../../access/policy/errors';

/** How a policy was refused; undefined when it was not. Any other error is passed on. */
export function refusalBy(run: () => unknown): { code: string; message: string; detail?: string } | undefined {
  try {
    run();
  } catch (error) {
    if (!(error instanceof PolicyError)) throw error;
    const { code, message, detail } = error;
    return { code, message, ...(detail === undefined ? {} : { detail }) };
  }
  return undefined;
}
