import type { StartedBackend } from '../integration/backends/backend';
import { endpointBackend } from '../integration/backends/endpoint';
import { TargetError } from '../integration/targets/target';
import { CommandError } from './errors';

/**
 * An endpoint that somebody named on the command line. Its roots' secret is the environment's `AWS_SECRET_ACCESS_KEY`, as
 * `crossbucket emulate` prints it.
 *
 * @throws CommandError with exit code 2 for what is no URL
 */
export function endpointNamed(url: string): StartedBackend {
  try {
    return endpointBackend(url, { secretAccessKey: process.env.AWS_SECRET_ACCESS_KEY });
  } catch (error) {
    throw error instanceof TargetError ? new CommandError(error.message, 2) : error;
  }
}
