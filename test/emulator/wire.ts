import type { StartedAws } from '../../emulator/started-aws';
import { createHash, createHmac } from 'node:crypto';
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { SignatureV4 } from '@smithy/signature-v4';
import type { SourceData } from '@smithy/types';
import type { Credentials } from '../../emulator/credentials/secrets';

/** A request as it goes over the wire. */
export interface WireRequest {
  readonly method: string;
  /** Encoded, with its query. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string | string[]>>;
  readonly body: string | Buffer;
}

export interface WireAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** The error code in the body, in any of the formats. */
  readonly code: string | undefined;
}

const binary = (data: SourceData): string | Buffer => {
  if (typeof data === 'string') return data;
  return data instanceof ArrayBuffer ? Buffer.from(data) : Buffer.from(data.buffer, data.byteOffset, data.byteLength);
};

class Sha256 {
  private readonly hash;
  constructor(secret?: SourceData) {
    this.hash = secret === undefined ? createHash('sha256') : createHmac('sha256', binary(secret));
  }
  update(data: SourceData): void {
    this.hash.update(binary(data));
  }
  async digest(): Promise<Uint8Array> {
    return this.hash.digest();
  }
}

export interface Signing {
  readonly service?: string;
  readonly region?: string;
  readonly date?: Date;
  /** Seconds: presigns instead. */
  readonly expiresIn?: number;
}

/** Signs a request as the SDK would. */
export async function sign(
  endpoint: string,
  credentials: Credentials,
  { method = 'GET', url = '/', headers = {}, body = '' }: Partial<WireRequest>,
  { service = 's3', region = 'us-east-1', date = new Date(), expiresIn }: Signing = {},
): Promise<WireRequest> {
  const [path, search = ''] = url.split('?') as [string, string?];
  const query: Record<string, string> = {};
  for (const [name, value] of new URLSearchParams(search)) query[name] = value;
  const signer = new SignatureV4({ service, region, credentials, sha256: Sha256, uriEscapePath: service !== 's3' });
  const host = new URL(endpoint).host;
  const hashed: Record<string, string> =
    service === 's3' && expiresIn === undefined ? { 'x-amz-content-sha256': sha256(body) } : {};
  const plain = {
    method,
    protocol: 'http:',
    hostname: host,
    path,
    query,
    headers: { host, ...hashed, ...(headers as Record<string, string>) },
    body,
  };
  const signed =
    expiresIn === undefined
      ? await signer.sign(plain, { signingDate: date })
      : await signer.presign(
          { ...plain, headers: { ...plain.headers, 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' } },
          { signingDate: date, expiresIn },
        );
  const text = Object.entries(signed.query ?? {})
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`)
    .join('&');
  return { method, url: text === '' ? path : `${path}?${text}`, headers: signed.headers, body };
}

export const sha256 = (content: string | Buffer): string => createHash('sha256').update(content).digest('hex');

/** Sends exactly these bytes. */
export function send(endpoint: string, wire: WireRequest, ca?: string): Promise<WireAnswer> {
  const { hostname, port, protocol } = new URL(endpoint);
  const options = {
    hostname,
    port,
    method: wire.method,
    path: wire.url,
    headers: { ...wire.headers },
    agent: false as const,
  };
  return new Promise((resolve, reject) => {
    const request = (protocol === 'https:' ? httpsRequest : httpRequest)(
      protocol === 'https:' ? { ...options, ca } : options,
      (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('error', reject);
        response.on('end', () => {
          const body = Buffer.concat(parts).toString('utf8');
          const code = /<Code>([^<]*)</.exec(body)?.[1] ?? /"__type":"([^"]*)"/.exec(body)?.[1];
          resolve({ status: response.statusCode!, headers: response.headers, body, code });
        });
      },
    );
    request.on('error', reject);
    request.end(wire.body);
  });
}

/** The form of an operation of a query service. */
export function form(
  action: string,
  parameters: Record<string, string> = {},
): Pick<WireRequest, 'method' | 'headers' | 'body'> {
  return {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ Action: action, ...parameters }).toString(),
  };
}

/** Requests that the SDK would not write, signed as the root of an account. */
export function rootAsks(emulator: StartedAws, account: string) {
  return async (method: string, url: string, headers: Record<string, string> = {}, body: string | Buffer = '') => {
    const { httpEndpoint } = emulator;
    return send(
      httpEndpoint,
      await sign(httpEndpoint, emulator.rootCredentials(account), { method, url, headers, body }),
    );
  };
}
