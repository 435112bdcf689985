import type { IncomingMessage } from 'node:http';
import type { AwsResponse } from '../../http/exchange';
import { rawRequest } from '../../http/raw-request';

/** What belongs to the backend's connection or is said by the gateway itself. */
const OWN_HEADERS = new Set([
  'connection',
  'keep-alive',
  'transfer-encoding',
  'date',
  'server',
  'x-amz-request-id',
  'x-amz-id-2',
  'x-amzn-requestid',
]);
/** Up to here reading the rest of an answer is cheaper than a new connection. */
const WORTH_READING = 64 * 1024;
/** Of an answer that is read as a whole. */
const TEXT_LIMIT = 16 * 1024 * 1024;

/** What the backend answered; its content is still to be read, passed on or dropped. */
export class UpstreamAnswer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;

  private readonly bare: boolean;

  /** @param method of the request */
  constructor(
    private readonly message: IncomingMessage,
    method: string,
  ) {
    this.status = message.statusCode ?? 0;
    this.headers = rawRequest('GET', '/', message.rawHeaders).headers;
    this.bare = method === 'HEAD' || [204, 304].includes(this.status) || this.headers['content-length'] === '0';
    // Read to its end, which comes at once, so that the connection can be used again.
    if (this.bare) message.resume();
    // A connection that breaks is told to whoever reads.
    message.on('error', () => undefined);
  }

  get succeeded(): boolean {
    return this.status >= 200 && this.status < 300;
  }

  /** All of the content. @throws Error when it is longer than 16 MiB, or breaks off */
  async text(): Promise<string> {
    if (this.bare) return '';
    const parts: Buffer[] = [];
    let length = 0;
    for await (const part of this.message as AsyncIterable<Buffer>) {
      length += part.length;
      if (length > TEXT_LIMIT) throw new Error(`the backend's answer is longer than ${TEXT_LIMIT} bytes`);
      parts.push(part);
    }
    return Buffer.concat(parts).toString('utf8');
  }

  /** Passes the answer on; its content streams. @param body instead of the content, which was read */
  passedOn(body?: string): AwsResponse {
    const headers: Record<string, string> = {};
    for (const name in this.headers) if (!OWN_HEADERS.has(name)) headers[name] = this.headers[name]!;
    const { status, message } = this;
    if (body !== undefined) {
      delete headers['content-length'];
      return { status, headers, body };
    }
    return this.bare ? { status, headers } : { status, headers, body: message };
  }

  /** Forgets the content. */
  drop(): void {
    const length = Number(this.headers['content-length'] ?? NaN);
    if (this.bare || length <= WORTH_READING) this.message.resume();
    else this.message.destroy();
  }
}
