import { createServer as createHttpServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import type { TlsIdentity } from './certificate';
import { handleRequest, type Handling } from './request-handler';

/** A listening embedded AWS: one port, which answers http and https. */
export interface AwsServer {
  readonly port: number;
  /** Ends every connection and gives the port back; resolves when no request is worked on any more. */
  close(): Promise<void>;
}

/** The first byte of a TLS handshake record. */
const TLS_HANDSHAKE = 0x16;
/** Longer than the time for which SDKs keep a connection, so that a request never meets a connection that just closed. */
const KEEP_ALIVE = 120_000;
const HEADER_LIMIT = 64 * 1024;

/**
 * Listens on the loopback address.
 *
 * @param port 0 for a free one
 * @param tls asked for at the first TLS connection
 * @throws the system's error when the port cannot be had
 */
export async function listen(handling: Handling, port: number, tls: () => TlsIdentity): Promise<AwsServer> {
  let active = 0;
  let whenIdle: (() => void) | undefined;
  const done = (): void => {
    if (--active === 0) whenIdle?.();
  };
  const handle = (expectsContinue: boolean) => (message: IncomingMessage, response: ServerResponse) => {
    message.on('error', ignore);
    response.on('error', ignore);
    active++;
    handleRequest(handling, message, response, expectsContinue).then(done, () => {
      response.destroy();
      done();
    });
  };
  const attach = <T extends Server>(server: T): T => {
    server.keepAliveTimeout = KEEP_ALIVE;
    server.requestTimeout = 0;
    server.on('request', handle(false));
    server.on('checkContinue', handle(true));
    return server;
  };
  const plain = attach(createHttpServer({ maxHeaderSize: HEADER_LIMIT }));
  let secure: Server | undefined;
  const secureServer = (): Server => {
    const { key, cert } = tls();
    return attach(createHttpsServer({ key, cert, minVersion: 'TLSv1.2', maxHeaderSize: HEADER_LIMIT }));
  };

  const sockets = new Set<Socket>();
  const listener = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', ignore);
    socket.once('data', (first: Buffer) => {
      // The HTTP or TLS server takes the socket over as if it had accepted it, with the bytes that were read put back.
      socket.pause();
      socket.unshift(first);
      const server = first[0] === TLS_HANDSHAKE ? (secure ??= secureServer()) : plain;
      server.emit('connection', socket);
      process.nextTick(() => socket.resume());
    });
  });
  await new Promise<void>((resolve, reject) => {
    listener.once('error', reject);
    listener.listen(port, '127.0.0.1', () => {
      listener.off('error', reject);
      resolve();
    });
  });
  return {
    port: (listener.address() as AddressInfo).port,
    async close() {
      const closed = new Promise<void>((resolve) => void listener.close(() => resolve()));
      for (const socket of sockets) socket.destroy();
      await closed;
      if (active > 0) await new Promise<void>((resolve) => (whenIdle = resolve));
    },
  };
}

function ignore(): void {
  // A connection that breaks is seen by whoever reads from or writes to it.
}
