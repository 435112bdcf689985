import { AwsError, type AwsResponse } from '../../http/exchange';
import { contentLength, sliceContent, type Content } from '../../store/content';
import type { ObjectVersion } from '../../store/object-version';
import { objectState, s3Refusal } from '../access';
import { notModified } from '../conditions';
import { requireCustomerKey, requireUsableKey } from '../encryption';
import { invalidRequest, methodNotAllowed, noSuchKey, noSuchVersion } from '../errors';
import { onObject, type ObjectExchange } from '../exchange';
import { checksumHeaders, hasOverrides, httpTime, objectHeaders, versionHeader } from '../object-headers';
import { parseRange, type ByteRange } from '../range';

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html */
export const getObject = onObject(async (exchange) => {
  const answer = answerFor(exchange);
  const { headers, status, content } = answer;
  if (!content) return { status, headers };
  return { status, headers, body: exchange.state.objects.read(content) };
});

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadObject.html */
export const headObject = onObject(async (exchange) => {
  const { headers, status } = answerFor(exchange);
  return { status, headers };
});

interface Answer extends AwsResponse {
  /** The bytes of the answer; absent for 304. */
  readonly content?: Content;
}

/**
 * The version that a request for an object finds.
 *
 * @throws AwsError NoSuchKey, NoSuchVersion; MethodNotAllowed for a delete marker by its id
 */
export function requireVersion({ request, bucket, key, version }: ObjectExchange): ObjectVersion {
  const versionId = request.query.get('versionId');
  if (!version) throw versionId === undefined ? noSuchKey(key) : noSuchVersion(key, versionId);
  if (!version.deleteMarker) return version;
  if (versionId === undefined) {
    throw noSuchKey(key, bucket.versioning === undefined ? undefined : version.versionId);
  }
  throw methodNotAllowed(request.method, 'DeleteMarker', {
    allow: 'DELETE',
    'x-amz-delete-marker': 'true',
    'last-modified': httpTime(version.lastModified),
    ...versionHeader(bucket, version.versionId),
  });
}

function answerFor(exchange: ObjectExchange): Answer {
  const { world, request, bucket } = exchange;
  const { headers, query, caller } = request;
  if (caller.kind === 'anonymous' && hasOverrides(query)) {
    throw invalidRequest('Request specific response headers cannot be used for anonymous GET requests.');
  }
  const version = requireVersion(exchange);
  requireCustomerKey(exchange, version.encryption);
  const checksumAsked = headers['x-amz-checksum-mode']?.toUpperCase() === 'ENABLED';
  if (request.method === 'GET' || checksumAsked) requireUsableKey(world, bucket, version.encryption, caller);
  if (notModified(headers, version)) {
    return {
      status: 304,
      headers: {
        etag: `"${version.etag}"`,
        'last-modified': httpTime(version.lastModified),
        ...versionHeader(bucket, version.versionId),
      },
    };
  }
  if (request.method === 'GET') requireRestored(version);
  const part = partRange(query.get('partNumber'), version);
  if (part && headers['range'] !== undefined) {
    throw invalidRequest('Cannot specify both Range header and partNumber query parameter');
  }
  const range = part ?? parseRange(headers['range'], version.size);
  const content = range ? sliceContent(version.content, range.start, range.end) : version.content;
  const whole = !range || contentLength(content) === version.size;
  const answer = objectHeaders(bucket, version, query);
  answer['content-length'] = String(contentLength(content));
  if (checksumAsked && whole) Object.assign(answer, checksumHeaders(version.checksum));
  const tags = tagCount(exchange, version);
  if (tags > 0) answer['x-amz-tagging-count'] = String(tags);
  if (part && version.parts) answer['x-amz-mp-parts-count'] = String(version.parts.length);
  if (!range) return { status: 200, headers: answer, content };
  answer['content-range'] = `bytes ${range.start}-${range.end}/${version.size}`;
  return { status: 206, headers: answer, content };
}

/** How many tags there are; none to those who may not read them. */
function tagCount({ world, api }: ObjectExchange, version: ObjectVersion): number {
  const count = Object.keys(version.tags).length;
  if (count === 0) return 0;
  const refusal = s3Refusal(world, { ...api, operation: 'GetObjectTagging' }, objectState(version, true));
  return refusal ? 0 : count;
}

function partRange(partNumber: string | undefined, version: ObjectVersion): ByteRange | undefined {
  if (partNumber === undefined) return undefined;
  const number = Number(partNumber);
  const parts = version.parts ?? [{ partNumber: 1, size: version.size }];
  if (!Number.isInteger(number) || number < 1 || number > 10_000) {
    throw new AwsError('InvalidArgument', 400, 'Part number must be an integer between 1 and 10000, inclusive', {
      ArgumentName: 'partNumber',
      ArgumentValue: partNumber,
    });
  }
  const index = number - 1;
  if (index >= parts.length) {
    throw new AwsError('InvalidPartNumber', 416, 'The requested partnumber is not satisfiable', {
      PartNumberRequested: partNumber,
      ActualPartCount: String(parts.length),
    });
  }
  // An empty object has no byte to be a range of.
  if (version.size === 0) return undefined;
  const start = parts.slice(0, index).reduce((sum, part) => sum + part.size, 0);
  return { start, end: start + parts[index]!.size - 1 };
}

/** Archived objects would have to be restored first, which takes hours in AWS and is not implemented here. */
function requireRestored({ storageClass }: ObjectVersion): void {
  if (storageClass !== 'GLACIER' && storageClass !== 'DEEP_ARCHIVE') return;
  throw new AwsError('InvalidObjectState', 403, "The operation is not valid for the object's storage class", {
    StorageClass: storageClass,
  });
}
