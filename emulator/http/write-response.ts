import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import type { AwsResponse } from './exchange';

/**
 * Sends an answer. A HEAD request gets the headers alone. A stream that fails half-way ends the connection, so that the client
 * sees a broken answer and not a short one.
 *
 * @param common headers that every answer of the service has
 * @returns of a stream, when it is sent
 */
export function writeResponse(
  message: IncomingMessage,
  response: ServerResponse,
  answer: AwsResponse,
  common: Readonly<Record<string, string>>,
): Promise<void> | undefined {
  if (response.destroyed) {
    if (answer.body instanceof Readable) answer.body.destroy();
    return undefined;
  }
  response.sendDate = false;
  const { body, status } = answer;
  const headers = headerList(message, answer, common);
  const bare = message.method === 'HEAD' || status === 204 || status === 304;
  if (body instanceof Readable) {
    response.writeHead(status, headers);
    if (bare) {
      body.destroy();
      response.end();
      return undefined;
    }
    return stream(body, response);
  }
  if (bare) {
    // Without a length, a client would close the connection to see where the answer ends.
    if (message.method === 'HEAD' && answer.headers?.['content-length'] === undefined) {
      headers.push('transfer-encoding', 'chunked');
    }
    response.writeHead(status, headers).end();
    return undefined;
  }
  const content = typeof body === 'string' ? Buffer.from(body) : body;
  if (answer.headers?.['content-length'] === undefined) headers.push('content-length', String(content?.length ?? 0));
  response.writeHead(status, headers).end(content);
  return undefined;
}

/** A client that goes away while it reads is its own business: the stream is destroyed with the connection. */
function stream(body: Readable, response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    response.once('close', () => {
      body.destroy();
      resolve();
    });
    body.once('error', () => response.destroy());
    body.pipe(response);
  });
}

/** Names and values in turn, which node:http writes as they are. */
function headerList(
  message: IncomingMessage,
  { status, headers }: AwsResponse,
  common: Readonly<Record<string, string>>,
): string[] {
  const list: string[] = [];
  for (const name in common) list.push(name, common[name]!);
  const hidesType = message.method === 'HEAD' && status >= 400;
  for (const name in headers) {
    if (!(hidesType && name === 'content-type')) list.push(name, asBytes(headers[name]!));
  }
  return list;
}

/** node:http writes Latin-1; texts beyond ASCII go out in the UTF-8 in which they came. */
export function asBytes(value: string): string {
  return /[^\x00-\x7f]/.test(value) ? Buffer.from(value).toString('latin1') : value;
}
