import type { TLSSocket } from 'node:tls';
import { callerArn, type Caller } from '../../../access/caller';
import type { Bucket } from '../../../access/world/bucket';
import type { World } from '../../../access/world/world';
import type { AwsResponse } from '../../http/exchange';
import type { Answered } from '../../http/request-handler';
import { ownerId } from '../acl';
import { operationField } from './operation-field';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/**
 * One line of a server access log, without its end. What is not known is `-`.
 *
 * @param key percent-encoded, as sent; '' for requests on the bucket
 * @param now when the answer is sent
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/LogFormat.html
 */
export function logLine(world: World, bucket: Bucket, key: string, answered: Answered, now: Date): string {
  const { request, message, answer, errorCode, hostId } = answered;
  const { connection, headers, query } = request;
  const { authType } = connection;
  const cipher = connection.secure ? cipherOf(message.socket as TLSSocket) : undefined;
  return [
    ownerId(world, bucket.account),
    bucket.name,
    `[${logTime(connection.time)}]`,
    connection.sourceIp,
    requester(world, request.caller),
    request.id,
    operationField(request, key !== ''),
    key || '-',
    quoted(`${request.method} ${message.url} HTTP/${message.httpVersion}`),
    answer.status,
    errorCode ?? '-',
    bytesSent(request.method, answer) || '-',
    objectSize(request.method, key, answer, request.contentLength) ?? '-',
    Math.max(0, now.getTime() - Date.parse(connection.time)),
    '-',
    quoted(connection.referer),
    quoted(connection.userAgent),
    query.get('versionId') || '-',
    hostId,
    authType ? 'SigV4' : '-',
    cipher ?? '-',
    authType === undefined ? '-' : authType === 'REST-HEADER' ? 'AuthHeader' : 'QueryString',
    headers['host'] ?? '-',
    connection.tlsVersion ? `TLSv${connection.tlsVersion}` : '-',
    '-',
    '-',
    '-',
  ].join(' ');
}

const ciphers = new WeakMap<TLSSocket, string | undefined>();

/** What a connection settled on; it takes as long to ask as the rest of a line. */
function cipherOf(socket: TLSSocket): string | undefined {
  if (!ciphers.has(socket)) ciphers.set(socket, socket.getCipher()?.name);
  return ciphers.get(socket);
}

/** `06/Feb/2019:00:00:38 +0000` */
function logTime(iso: string): string {
  const [day, clock] = iso.split('T') as [string, string];
  const [year, month, date] = day.split('-');
  return `${date}/${MONTHS[Number(month) - 1]}/${year}:${clock.slice(0, 8)} +0000`;
}

/** An account's root by its canonical id, users and sessions by their ARN. */
function requester(world: World, caller: Caller): string {
  if (caller.kind === 'anonymous') return '-';
  return caller.kind === 'root' ? ownerId(world, caller.account) : callerArn(caller);
}

/** Clients choose these texts: nothing in one may end its field or the line. */
function quoted(text: string | undefined): string {
  return `"${(text ?? '-').replace(/["\\]|[^\x20-\x7e]/g, (found) => `\\x${found.charCodeAt(0).toString(16)}`)}"`;
}

function bytesSent(method: string, { status, body, headers }: AwsResponse): number {
  if (method === 'HEAD' || status === 204 || status === 304 || body === undefined) return 0;
  if (typeof body === 'string') return Buffer.byteLength(body);
  return Buffer.isBuffer(body) ? body.length : Number(headers?.['content-length'] ?? 0);
}

function objectSize(
  method: string,
  key: string,
  { status, headers }: AwsResponse,
  sent: number | undefined,
): string | number | undefined {
  if (key === '' || status >= 300) return undefined;
  if (method === 'PUT') return sent;
  return headers?.['content-range']?.split('/')[1] ?? (headers?.['accept-ranges'] && headers['content-length']);
}
