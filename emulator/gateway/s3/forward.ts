import type { Readable } from 'node:stream';
import type { Bucket } from '../../../access/world/bucket';
import { AwsError, type AwsRequest } from '../../http/exchange';
import { ChunkFraming } from '../upstream/chunk-framing';
import type { UpstreamRequest } from '../upstream/upstream';

/** Of the connection, of the signature, of the framing, and what the gateway has decided by itself. */
const NOT_FORWARDED = new Set([
  ...['host', 'connection', 'keep-alive', 'expect', 'transfer-encoding', 'content-length', 'te', 'upgrade'],
  ...['authorization', 'x-amz-date', 'date', 'x-amz-security-token', 'x-amz-content-sha256'],
  ...['x-amz-decoded-content-length', 'x-amz-trailer'],
  ...['x-amz-expected-bucket-owner', 'x-amz-source-expected-bucket-owner'],
  // The ids by which grants name accounts are the world's own, and so are the grants.
  ...['x-amz-acl', 'x-amz-grant-read', 'x-amz-grant-write', 'x-amz-grant-read-acp'],
  ...['x-amz-grant-write-acp', 'x-amz-grant-full-control'],
]);
/** Contents up to here are sent in one piece. */
const SMALL = 64 * 1024;

/** A place in S3 and whose it is. */
export type Place = Pick<Bucket, 'account' | 'region'> & { readonly name?: string };

/** A request as the backend gets it, in the name of the bucket's owner. Its content is still missing. */
export function forwarded(request: AwsRequest, place: Place, key?: string): UpstreamRequest {
  const headers: Record<string, string> = {};
  for (const name in request.headers) if (!NOT_FORWARDED.has(name)) headers[name] = request.headers[name]!;
  return {
    service: 's3',
    account: place.account,
    region: place.region,
    method: request.method,
    path: pathOf(place.name, key),
    parameters: [...request.query],
    headers,
  };
}

/** The encoded path of a bucket or an object. */
export function pathOf(bucket = '', key?: string): string {
  const path = `/${encodeURIComponent(bucket)}`;
  return key === undefined ? path : `${path}/${key.split('/').map(encodeURIComponent).join('/')}`;
}

/**
 * Adds the content of a request: a small one when all of it is there, a large one while it comes. Its digests, signatures and
 * checksums are verified on the way, and the backend has not all of it before.
 *
 * @throws AwsError MissingContentLength (411); what is wrong with a small content
 */
export async function withContent(asked: UpstreamRequest, request: AwsRequest): Promise<UpstreamRequest> {
  const { contentLength, body, trailers } = request;
  if (contentLength === undefined) {
    throw new AwsError('MissingContentLength', 411, 'You must provide the Content-Length HTTP header.');
  }
  if (contentLength <= SMALL) {
    const content = await body.whole(SMALL);
    return { ...asked, headers: { ...asked.headers, ...trailers }, body: content };
  }
  return request.headers['x-amz-trailer'] === undefined
    ? streamed(asked, body.stream(), contentLength)
    : framed(asked, request, contentLength);
}

/** Adds a content that was read already. */
export function withText(asked: UpstreamRequest, { trailers }: AwsRequest, text: string): UpstreamRequest {
  return { ...asked, headers: { ...asked.headers, ...trailers }, body: text };
}

function streamed(asked: UpstreamRequest, body: Readable, contentLength: number): UpstreamRequest {
  return { ...asked, headers: { ...asked.headers, 'content-length': String(contentLength) }, body };
}

function framed(asked: UpstreamRequest, request: AwsRequest, contentLength: number): UpstreamRequest {
  const encoding = asked.headers?.['content-encoding'];
  const headers = {
    ...asked.headers,
    'content-encoding': encoding === undefined ? 'aws-chunked' : `aws-chunked,${encoding}`,
    'transfer-encoding': 'chunked',
    'x-amz-decoded-content-length': String(contentLength),
    'x-amz-trailer': request.headers['x-amz-trailer']!,
  };
  return { ...asked, headers, body: request.body.stream(), framing: new ChunkFraming(() => request.trailers ?? {}) };
}
