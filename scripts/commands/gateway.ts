import { CommandError } from '../errors';
import { untilInterrupted } from '../interrupt';
import { portOf } from '../port';
import { printEnvironment } from '../print-environment';

/** What `crossbucket gateway` is given. */
export interface GatewayCommandOptions {
  readonly upstream: string;
  readonly port?: string;
  /** Comma-separated. */
  readonly accounts?: string;
  readonly region?: string;
}

/** `crossbucket gateway --upstream URL`: has another backend enforce IAM until Ctrl-C and prints how to reach it. */
export async function gateway(options: GatewayCommandOptions): Promise<void> {
  const port = options.port === undefined ? undefined : portOf(options.port);
  const accounts = options.accounts?.split(',').map((account) => account.trim()) ?? [];
  const wrong = accounts.find((account) => !/^\d{12}$/.test(account));
  if (wrong !== undefined) throw new CommandError(`--accounts ${wrong}: an account id has 12 digits`, 2);
  // Listened for from the beginning: who reads that it runs may end it at once.
  const interrupted = untilInterrupted();
  const { startGateway } = require('../../emulator/gateway/index') as typeof import('../../emulator/gateway/index');
  const { upstream, region } = options;
  const started = await startGateway({ upstream, port, accounts, region }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EADDRINUSE') {
      throw new CommandError(`port ${port} is taken; name another or leave --port out`, 3);
    }
    throw new CommandError(error.message, 3);
  });
  try {
    const what = `A gateway to ${upstream} answers here until Ctrl-C; every call is decided by IAM.`;
    await printEnvironment(started, what, accounts[0] ?? '111111111111', interrupted);
  } finally {
    await started.stop();
  }
}
