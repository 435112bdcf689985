import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Shows that the process that opened it is alive: however that one ends, the system ends the lease too. */
export interface Lease {
  /** A socket's path, by which other processes ask. */
  readonly path: string;
  /** Ends it while the process goes on. May be called again. */
  close(): Promise<void>;
}

/** Opens a lease of this process. It does not keep the process running. */
export async function openLease(): Promise<Lease> {
  const name = `crossbucket-${randomUUID()}`;
  const path = process.platform === 'win32' ? `\\\\.\\pipe\\${name}` : join(tmpdir(), `${name}.sock`);
  const server = createServer((socket) => socket.destroy()).unref();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(path, resolve);
  });
  let closed: Promise<void> | undefined;
  return { path, close: () => (closed ??= new Promise((resolve) => server.close(() => resolve()))) };
}

/**
 * Whether the process that opened a lease is still there. What cannot be told counts as alive. The socket that a killed
 * process left is removed.
 */
export async function isLeaseHeld(path: string): Promise<boolean> {
  const code = await new Promise<string | undefined>((resolve) => {
    const socket = connect(path, () => {
      socket.destroy();
      resolve(undefined);
    });
    socket.once('error', (error: NodeJS.ErrnoException) => resolve(error.code));
  });
  if (code !== 'ECONNREFUSED' && code !== 'ENOENT') return true;
  await rm(path, { force: true });
  return false;
}
