import { writeFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CommandError } from '../errors';
import { untilInterrupted } from '../interrupt';

/** `crossbucket emulate [--port N] [--data DIR]`: runs the embedded AWS until Ctrl-C and prints how to reach it. */
export async function emulate(options: { readonly port?: string; readonly data?: string }): Promise<void> {
  const port = options.port === undefined ? undefined : portOf(options.port);
  // Listened for from the beginning: who reads that it runs may end it at once.
  const interrupted = untilInterrupted();
  const { startEmulator } = await import('../../emulator/index.js');
  const emulator = await startEmulator({ port, dataDir: options.data }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EADDRINUSE')
      throw new CommandError(`port ${port} is taken; name another or leave --port out`, 3);
    throw error;
  });
  const dir = mkdtempSync(join(tmpdir(), 'crossbucket-'));
  try {
    const ca = join(dir, 'ca.pem');
    writeFileSync(ca, emulator.ca);
    const { accessKeyId, secretAccessKey } = emulator.rootCredentials('111111111111');
    process.stdout.write(
      [
        `# The embedded AWS answers here until Ctrl-C; every call is decided by IAM.`,
        `# A 12-digit access key id is that account's root (for set-up), always with the secret below.`,
        `#   https ${emulator.endpoint}`,
        `#   http  ${emulator.httpEndpoint}`,
        `export AWS_ENDPOINT_URL=${emulator.endpoint}`,
        `export AWS_CA_BUNDLE=${ca}`,
        `export NODE_EXTRA_CA_CERTS=${ca}`,
        `export AWS_ACCESS_KEY_ID=${accessKeyId}`,
        `export AWS_SECRET_ACCESS_KEY=${secretAccessKey}`,
        `export AWS_REGION=eu-west-1`,
        '',
      ].join('\n'),
    );
    await interrupted;
  } finally {
    await emulator.stop();
    rmSync(dir, { recursive: true, force: true });
  }
}

function portOf(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65535) return port;
  throw new CommandError(`--port ${text}: a port is a number from 0 (any free one) to 65535`, 2);
}
