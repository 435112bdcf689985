// `globalSetup` of Jest and Vitest: one LocalStack for all test files of a run.
import type { StartedBackend } from '../backends/backend';
import { startLocalStack } from '../backends/localstack';
import { localStackVariable } from './global-backend';

/** Set-up and teardown of Jest are modules of one process, each loaded by itself. */
const holder = globalThis as { [started]?: StartedBackend };
const started = Symbol.for('crossbucket.localstack');

/**
 * Starts LocalStack, unless `CROSSBUCKET_LOCALSTACK` has the URL of one already.
 *
 * @throws TargetError when there is no Docker engine, or the container does not start
 */
export async function setup(): Promise<void> {
  if (process.env[localStackVariable]) return;
  const backend = await startLocalStack();
  holder[started] = backend;
  process.env[localStackVariable] = backend.endpoints.https;
}

/** Ends what {@link setup} started. */
export async function teardown(): Promise<void> {
  const backend = holder[started];
  if (!backend) return;
  delete holder[started];
  delete process.env[localStackVariable];
  await backend.stop();
}

export default setup;
