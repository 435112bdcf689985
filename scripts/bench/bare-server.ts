import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { BODY } from './small-objects';

/** Starts a server that answers 200 to whatever comes, without looking: what is left is the SDK's and Node's own time. */
export async function bareServer(): Promise<{ readonly server: Server; readonly endpoint: string }> {
  const server = createServer((request, response) => {
    request.on('data', () => undefined);
    request.on('end', () => {
      if (request.method === 'GET') response.writeHead(200, { 'content-length': BODY.length }).end(BODY);
      else response.writeHead(200, { 'content-length': 0 }).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}
