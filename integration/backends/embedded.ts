import { startEmulator, type EmulatorOptions, type StartedEmulator } from '../../emulator/index';
import type { StartedBackend } from './backend';
import { inProcessBackend } from './in-process';

/**
 * Starts the embedded AWS as any other backend.
 *
 * @throws Error when the port is taken, or `dataDir` cannot be used
 */
export async function startEmbedded(options?: EmulatorOptions): Promise<StartedBackend> {
  return embeddedBackend(await startEmulator(options));
}

/** A running embedded AWS as any other backend; it ends with it. */
export function embeddedBackend(emulator: StartedEmulator): StartedBackend {
  return inProcessBackend('embedded', emulator, () => emulator.stop());
}
