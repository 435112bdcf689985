import * as http from 'node:http';
import * as https from 'node:https';
import { pipeline, Readable, type Transform } from 'node:stream';
import type { Credentials } from '../../credentials/secrets';
import { digestOf } from '../../hash';
import { AwsError } from '../../http/exchange';
import { asBytes } from '../../http/write-response';
import { UpstreamAnswer } from './answer';
import { HoldBack } from './hold-back';
import { signedHeaders } from './sign';

/** One request to the backend, before it is signed. */
export interface UpstreamRequest {
  /** The signing name. */
  readonly service: 's3' | 'iam' | 'kms';
  /** In whose name: the 12 digits of an account. */
  readonly account: string;
  readonly region: string;
  readonly method: string;
  /** Percent-encoded. */
  readonly path: string;
  /** @default none */
  readonly parameters?: readonly (readonly [name: string, value: string])[];
  /** Names in lower case; without those of the connection and the signature. */
  readonly headers?: Readonly<Record<string, string>>;
  /** A stream is sent while it comes. @default none */
  readonly body?: string | Buffer | Readable;
  /** How a stream's content is framed. @default as it is */
  readonly framing?: Transform;
}

/** How to reach a backend. */
export interface UpstreamOptions {
  readonly url: URL;
  /** The backend's set-up credentials of an account. @param account 12 digits */
  readonly credentials: (account: string) => Credentials;
  /** PEM of the authority behind an https URL. @default the ones Node knows */
  readonly ca?: string;
}

/** The backend: every request is signed with the set-up credentials of the account in whose name it is made. */
export class Upstream {
  private readonly agent: http.Agent;
  private readonly request: typeof http.request;
  private closed = false;

  constructor(private readonly options: UpstreamOptions) {
    const keep = { keepAlive: true, noDelay: true };
    const secure = options.url.protocol === 'https:';
    this.agent = secure ? new https.Agent({ ...keep, ca: options.ca }) : new http.Agent(keep);
    this.request = secure ? https.request : http.request;
  }

  /**
   * Sends a request.
   *
   * @returns when the answer begins
   * @throws AwsError ServiceUnavailable (503) when the backend does not answer; what a stream ended with
   */
  async send(asked: UpstreamRequest): Promise<UpstreamAnswer> {
    try {
      return await this.once(asked);
    } catch (error) {
      // The backend may close a kept connection in the moment in which it is used again.
      if (!(error instanceof StaleConnection) || asked.body instanceof Readable) throw error;
      return this.once(asked);
    }
  }

  /** @throws AwsError ServiceUnavailable (503) unless something answers HTTP there */
  async probe(): Promise<void> {
    const request: UpstreamRequest = { service: 's3', account: '', region: '', method: 'GET', path: '/' };
    (await this.exchange(request, { host: this.options.url.host })).drop();
  }

  /** Closes the connections; nothing is sent any more. */
  close(): void {
    this.closed = true;
    this.agent.destroy();
  }

  private once(asked: UpstreamRequest): Promise<UpstreamAnswer> {
    const { service, account, region, method, path, parameters = [], body = '', framing } = asked;
    const headers: Record<string, string> = { host: this.options.url.host, ...asked.headers };
    if (!(body instanceof Readable)) headers['content-length'] = String(Buffer.byteLength(body));
    const raw = { method, path, parameters, headers };
    const hash = payloadHash(service, body, framing);
    const signed = signedHeaders(raw, hash, this.options.credentials(account), { region, service }, new Date());
    return this.exchange(asked, signed);
  }

  private exchange(
    { method, path, parameters = [], body = '', framing }: UpstreamRequest,
    headers: Readonly<Record<string, string>>,
  ): Promise<UpstreamAnswer> {
    const { url } = this.options;
    return new Promise((resolve, reject) => {
      if (this.closed) return reject(this.failure(new Error('the gateway is stopping'), false));
      const request = this.request({
        agent: this.agent,
        protocol: url.protocol,
        hostname: url.hostname,
        port: url.port,
        method,
        path: path + queryString(parameters),
        headers: Object.entries(headers).flatMap(([name, value]) => [name, asBytes(value)]),
      });
      request.on('response', (message) => resolve(new UpstreamAnswer(message, method)));
      request.on('error', (error) => reject(this.failure(error, request.reusedSocket)));
      if (body instanceof Readable) {
        // What goes wrong with the content ends the request, before the backend has all of it.
        pipeline(body, framing ?? new HoldBack(), request, (error) => error && reject(this.failure(error, false)));
      } else request.end(body);
    });
  }

  private failure(error: Error, reused: boolean): Error {
    if (error instanceof AwsError) return error;
    const text = `The backend at ${this.options.url.origin} does not answer: ${error.message || error.name}.`;
    return reused ? new StaleConnection(text) : new AwsError('ServiceUnavailable', 503, text);
  }
}

class StaleConnection extends AwsError {
  constructor(text: string) {
    super('ServiceUnavailable', 503, text);
  }
}

/** S3's content is not hashed: it streams, and was verified on its way in. */
function payloadHash(service: string, body: string | Buffer | Readable, framing: Transform | undefined): string {
  if (framing) return 'STREAMING-UNSIGNED-PAYLOAD-TRAILER';
  return service === 's3' || body instanceof Readable ? 'UNSIGNED-PAYLOAD' : digestOf('sha256', body, 'hex');
}

function queryString(parameters: NonNullable<UpstreamRequest['parameters']>): string {
  if (parameters.length === 0) return '';
  return `?${parameters.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`).join('&')}`;
}
