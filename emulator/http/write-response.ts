import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import type { AwsResponse } from './exchange';

/**
 * Sends an answer. A HEAD request gets the headers alone. A stream that fails half-way ends the connection, so that the client
 * sees a broken answer and not a short one.
 *
 * @param common headers that every answer of the service has
 */
export async function writeResponse(
  message: IncomingMessage,
  response: ServerResponse,
  answer: AwsResponse,
  common: Readonly<Record<string, string>>,
): Promise<void> {
  if (response.destroyed) {
    if (answer.body instanceof Readable) answer.body.destroy();
    return;
  }
  response.sendDate = false;
  const headers: Record<string, string | number> = { ...common, ...answer.headers };
  const { body, status } = answer;
  const bare = message.method === 'HEAD' || status === 204 || status === 304;
  if (body instanceof Readable) {
    response.writeHead(status, headers);
    if (bare) {
      body.destroy();
      response.end();
      return;
    }
    // A client that goes away while it reads is its own business; the stream is destroyed with the connection.
    await pipeline(body, response).catch(() => response.destroy());
    return;
  }
  const content = typeof body === 'string' ? Buffer.from(body) : body;
  if (bare) {
    if (message.method === 'HEAD' && status >= 400) delete headers['content-type'];
    response.writeHead(status, headers).end();
    return;
  }
  headers['content-length'] = content?.length ?? 0;
  response.writeHead(status, headers).end(content);
}
