import { createHash } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Does something while nobody else on this machine does anything under the same name, in whichever process: who comes
 * later waits. A process that ends, however, gives its turn away.
 */
export async function inTurn<T>(name: string, work: () => Promise<T>): Promise<T> {
  const path = pathOf(name);
  let held: Held | undefined;
  while (!(held = await hold(path))) await untilReleased(path);
  try {
    return await work();
  } finally {
    await held.release();
  }
}

interface Held {
  release(): Promise<void>;
}

function pathOf(name: string): string {
  const file = `crossbucket-${createHash('sha256').update(name).digest('hex').slice(0, 24)}`;
  return process.platform === 'win32' ? `\\\\.\\pipe\\${file}` : join(tmpdir(), `${file}.sock`);
}

/** @returns undefined when somebody else holds it */
async function hold(path: string): Promise<Held | undefined> {
  const waiting = new Set<Socket>();
  const server = createServer((socket) => {
    waiting.add(socket);
    socket.on('error', () => socket.destroy()).on('close', () => waiting.delete(socket));
  });
  if (!(await listens(server, path))) return undefined;
  return {
    release: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of waiting) socket.destroy();
      }),
  };
}

function listens(server: Server, path: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(false) : reject(error),
    );
    server.listen(path, () => resolve(true));
  });
}

/** Waits until the holder lets go of the connection; a socket that nobody answers at was left by a killed process. */
async function untilReleased(path: string): Promise<void> {
  const code = await new Promise<string | undefined>((resolve) => {
    const socket = connect(path);
    socket.once('error', (error: NodeJS.ErrnoException) => resolve(error.code));
    socket.once('close', () => resolve(undefined));
    socket.resume();
  });
  if (code === 'ECONNREFUSED') await rm(path, { force: true });
}
