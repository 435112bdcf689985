import { CommandError } from '../errors';
import { untilInterrupted } from '../interrupt';
import { portOf } from '../port';
import { printEnvironment } from '../print-environment';

interface EmulateOptions {
  readonly port?: string;
  readonly data?: string;
  /** Whether refusals tell why where AWS does, or always. */
  readonly denialDetails?: 'aws' | 'always';
}

/** `crossbucket emulate`: runs the embedded AWS until Ctrl-C and prints how to reach it. */
export async function emulate({ denialDetails, ...options }: EmulateOptions): Promise<void> {
  const port = options.port === undefined ? undefined : portOf(options.port);
  // Listened for from the beginning: who reads that it runs may end it at once.
  const interrupted = untilInterrupted();
  const { startEmulator } = require('../../emulator/index') as typeof import('../../emulator/index');
  const emulator = await startEmulator({ port, dataDir: options.data, denialDetails }).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE')
        throw new CommandError(`port ${port} is taken; name another or leave --port out`, 3);
      throw error;
    },
  );
  try {
    const what = 'The embedded AWS answers here until Ctrl-C; every call is decided by IAM.';
    await printEnvironment(emulator, what, '111111111111', interrupted);
  } finally {
    await emulator.stop();
  }
}
