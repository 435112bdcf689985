import { TargetError } from '../targets/target';
import type { StartedBackend } from './backend';
import { docker, ownerLabels, removeContainersOf, removeLeftContainers } from './containers';
import { openLease } from './lease';

/** The last image that starts without a token. */
export const LOCALSTACK_IMAGE = 'localstack/localstack:4.14.0';

/** How LocalStack is started. */
export interface LocalStackOptions {
  /** @default LOCALSTACK_IMAGE */
  readonly image?: string;
  /** Ends the start; what was started by then is removed. */
  readonly signal?: AbortSignal;
}

/**
 * Starts LocalStack in a container of its own, after removing those that killed runs left.
 *
 * @throws TargetError when there is no Docker engine, or the container does not start
 */
export async function startLocalStack(options: LocalStackOptions = {}): Promise<StartedBackend> {
  const { image = LOCALSTACK_IMAGE, signal } = options;
  signal?.throwIfAborted();
  await docker();
  await removeLeftContainers();
  const lease = await openLease();
  const remove = async () => {
    try {
      await removeContainersOf(lease);
    } finally {
      await lease.close();
    }
  };
  try {
    const url = await untilAborted(startContainer(image, ownerLabels(lease), abandoned(signal, remove)), signal);
    let stopped: Promise<void> | undefined;
    return {
      name: image,
      // Over TLS it has a certificate for a name that only a public DNS resolves, and enforces nothing that TLS would show.
      endpoints: { https: url, http: url },
      setupKeys: (account) => ({ accessKeyId: account, secretAccessKey: 'setup' }),
      stop: () => (stopped ??= remove()),
    };
  } catch (error) {
    await remove();
    signal?.throwIfAborted();
    throw new TargetError(`${image} did not start: ${(error as Error).message}`);
  }
}

/** Removes a container that was made although the start had been aborted: making it cannot be called off. */
function abandoned(signal: AbortSignal | undefined, remove: () => Promise<void>): () => Promise<void> {
  return async () => {
    if (!signal?.aborted) return;
    await remove();
    throw signal.reason;
  };
}

/** @param created called between the making of the container and its start. @returns where it answers */
async function startContainer(
  image: string,
  labels: Record<string, string>,
  created: () => Promise<void>,
): Promise<string> {
  const { LocalstackContainer } = await import('@testcontainers/localstack');
  /** Without Testcontainers' reaper, which is an image more to pull: what is left behind is removed by its lease. */
  class Container extends LocalstackContainer {
    protected override beforeContainerCreated = () => Promise.resolve();
    protected override containerCreated = created;
  }
  const container = await new Container(image)
    .withAutoCleanup(false)
    .withLabels(labels)
    .withEnvironment({
      LOCALSTACK_HOST: 'localhost',
      // Keys that its IAM and STS make are of the account that they were made in, as everywhere else.
      PARITY_AWS_ACCESS_KEY_ID: '1',
      DISABLE_EVENTS: '1',
      SKIP_SSL_CERT_DOWNLOAD: '1',
    })
    .start();
  // By number: looking up localhost finds an address first at which it does not answer.
  const host = container.getHost() === 'localhost' ? '127.0.0.1' : container.getHost();
  return `http://${host}:${container.getPort()}`;
}

/** What a start comes to, or at once the signal's reason. */
async function untilAborted<T>(starting: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return starting;
  let abort = () => {};
  const aborted = new Promise<never>((_, reject) => {
    abort = () => reject(signal.reason as Error);
    signal.addEventListener('abort', abort, { once: true });
    if (signal.aborted) abort();
  });
  try {
    return await Promise.race([starting, aborted]);
  } finally {
    signal.removeEventListener('abort', abort);
    // Where it was not waited for, nobody wants to know how it failed.
    starting.catch(() => {});
  }
}
