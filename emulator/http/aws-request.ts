import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import type { Connection } from '../../access/services/request';
import type { EmulatorState } from '../state';
import type { TrailedConnection } from '../trail';
import type { Authenticated } from './authenticate';
import type { AwsRequest } from './exchange';
import type { RawRequest } from './raw-request';
import { pathStyle } from './route';

const TEXT_LIMIT = 1024 * 1024;

/**
 * The request that a service works on.
 *
 * @param id the one that its answer carries
 */
export function awsRequest(
  id: string,
  state: EmulatorState,
  raw: RawRequest,
  message: IncomingMessage,
  authenticated: Authenticated,
): AwsRequest {
  const { service, caller, claimed, body, contentLength, trailers } = authenticated;
  const presigned = claimed?.expiresIn !== undefined;
  const { query, headers } = split(raw, presigned);
  let text: Promise<string> | undefined;
  return {
    id,
    service,
    method: raw.method,
    path: service === 's3' ? pathStyle(raw) : raw.path,
    query,
    headers,
    caller,
    connection: connectionOf(state, message, raw, authenticated),
    body,
    trailers,
    contentLength,
    text: (limit = TEXT_LIMIT) => (text ??= body.whole(limit).then((content) => content.toString('utf8'))),
  };
}

/** Parameters that carry the signature and are nothing to the services; the token stays, as the header it else is. */
const SIGNATURE_PARAMETERS = /^x-amz-(algorithm|credential|date|expires|signedheaders|signature|content-sha256)$/i;

/** Of a checksum in a presigned URL S3 takes no notice; SDKs write that of an empty content there. */
const UNNOTICED_PARAMETERS = /^x-amz-(sdk-checksum-algorithm|checksum-(?!mode|type|algorithm).*)$/i;

/** Presigned URLs carry `x-amz-` headers as parameters; to the services both are the same. The first of a doubled parameter holds. */
function split(raw: RawRequest, presigned: boolean): Pick<AwsRequest, 'query' | 'headers'> {
  const query = new Map<string, string>();
  let headers = raw.headers;
  const encoding = headers['content-encoding'];
  if (encoding?.includes('aws-chunked')) {
    const rest = encoding
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name !== 'aws-chunked');
    headers = { ...headers, 'content-encoding': rest.join(',') };
    if (rest.length === 0) delete (headers as Record<string, string>)['content-encoding'];
  }
  for (const [name, value] of raw.parameters) {
    if (presigned && (SIGNATURE_PARAMETERS.test(name) || UNNOTICED_PARAMETERS.test(name))) continue;
    if (presigned && /^x-amz-/i.test(name)) {
      if (headers === raw.headers) headers = { ...raw.headers };
      (headers as Record<string, string>)[name.toLowerCase()] ??= value;
    } else if (!query.has(name)) query.set(name, value);
  }
  return { query, headers };
}

function connectionOf(
  { clock, denialDetails }: EmulatorState,
  { socket }: IncomingMessage,
  { headers }: RawRequest,
  { claimed, region, service }: Authenticated,
): TrailedConnection {
  const now = clock();
  const { secure, tlsVersion, sourceIp } = peerOf(socket);
  const presigned = claimed?.expiresIn !== undefined;
  return {
    secure,
    tlsVersion,
    sourceIp,
    userAgent: headers['user-agent'],
    referer: headers['referer'],
    time: now.toISOString(),
    region: service === 'iam' ? 'us-east-1' : region,
    authType: claimed && (presigned ? 'REST-QUERY-STRING' : 'REST-HEADER'),
    signatureAge: presigned ? Math.max(0, now.getTime() - claimed.time) : undefined,
    trail: { decisions: [], tellsWhy: denialDetails === 'always' },
  };
}

type Peer = Pick<Connection, 'secure' | 'tlsVersion' | 'sourceIp'>;

/** What is the same for all requests of a connection. */
const peers = new WeakMap<Socket, Peer>();

function peerOf(socket: Socket & Partial<Pick<TLSSocket, 'encrypted' | 'getProtocol'>>): Peer {
  let peer = peers.get(socket);
  if (!peer) {
    const secure = socket.encrypted === true;
    const tlsVersion = secure ? socket.getProtocol?.()?.replace('TLSv', '') : undefined;
    const sourceIp = (socket.remoteAddress ?? '127.0.0.1').replace(/^::ffff:/, '');
    peers.set(socket, (peer = { secure, tlsVersion, sourceIp }));
  }
  return peer;
}
