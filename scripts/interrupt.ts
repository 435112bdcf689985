const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Resolves when the process is asked to end, so that what is open can be closed. */
export function untilInterrupted(): Promise<void> {
  return new Promise((resolve) => {
    for (const name of signals) process.once(name, () => resolve());
  });
}

/**
 * A signal that aborts when the process is asked to end. A second request ends it at once.
 *
 * @returns the signal, and a function that stops listening
 */
export function interruptSignal(): { readonly signal: AbortSignal; readonly dispose: () => void } {
  const controller = new AbortController();
  const abort = (name: NodeJS.Signals) => {
    if (controller.signal.aborted) process.exit(130);
    controller.abort(new Error(`interrupted by ${name}`));
  };
  for (const name of signals) process.on(name, abort);
  return {
    signal: controller.signal,
    dispose: () => signals.forEach((name) => process.off(name, abort)),
  };
}
