import { tryFindAccessPoint } from '../../world/access-points';
import type { World } from '../../world/world';
import { fillRequestTags, fillPairs, type ContextBuilder } from '../context';
import { globalContext } from '../global-context';
import type { S3Request } from '../request';
import type { ObjectState } from './object-state';
import type { S3OperationRow } from './operation-row';

/** The headers of a request that writes which S3 fills condition keys from: header -> key. */
const WRITE_KEYS: ReadonlyMap<string, string> = new Map([
  ...[
    'x-amz-acl',
    'x-amz-grant-read',
    'x-amz-grant-write',
    'x-amz-grant-read-acp',
    'x-amz-grant-write-acp',
    'x-amz-grant-full-control',
    'x-amz-copy-source',
    'x-amz-metadata-directive',
    'x-amz-server-side-encryption',
    'x-amz-server-side-encryption-aws-kms-key-id',
    'x-amz-server-side-encryption-customer-algorithm',
    'x-amz-storage-class',
    'x-amz-website-redirect-location',
    'x-amz-object-ownership',
    'x-amz-bucket-namespace',
    'if-match',
    'if-none-match',
  ].map((header) => [header, `s3:${header}`] as const),
  ['x-amz-object-lock-mode', 's3:object-lock-mode'],
  ['x-amz-object-lock-retain-until-date', 's3:object-lock-retain-until-date'],
  ['x-amz-object-lock-legal-hold', 's3:object-lock-legal-hold'],
]);

const DAY = 24 * 60 * 60 * 1000;

/**
 * The condition keys of an S3 call that every request fills: the global ones and those about the signature.
 *
 * @param owner the bucket's owner; '' when there is no such bucket
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/bucket-policy-s3-sigv4-conditions.html
 */
export function requestContext(world: World, request: S3Request, owner: string): ContextBuilder {
  const { connection, headers, sourceAccount, sourceArn, accessPoint } = request;
  const context = globalContext(world, connection, owner);
  if (sourceAccount !== undefined) context['aws:sourceaccount'] = sourceAccount;
  if (sourceArn !== undefined) context['aws:sourcearn'] = sourceArn;
  const { tlsVersion, authType, signatureAge } = connection;
  if (owner !== '') context['s3:resourceaccount'] = owner;
  if (tlsVersion !== undefined) context['s3:tlsversion'] = tlsVersion;
  if (authType !== undefined) {
    context['s3:authtype'] = authType;
    context['s3:signatureversion'] = 'AWS4-HMAC-SHA256';
  }
  if (signatureAge !== undefined) context['s3:signatureage'] = String(signatureAge);
  if (accessPoint !== undefined) fillAccessPoint(context, world, accessPoint);
  const contentHash = headers['x-amz-content-sha256'];
  if (contentHash !== undefined) context['s3:x-amz-content-sha256'] = contentHash;
  return context;
}

/** @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-policies.html */
function fillAccessPoint(context: ContextBuilder, world: World, arn: string): void {
  context['s3:dataaccesspointarn'] = arn;
  const point = tryFindAccessPoint(world, arn);
  if (!point) return;
  context['s3:dataaccesspointaccount'] = point.account;
  context['s3:accesspointnetworkorigin'] = point.networkOrigin;
}

/**
 * The condition keys of what a request does: those above and its own. A key is there only if the request carries it: a
 * bucket's default encryption fills none, and `?prefix=` fills `s3:prefix` with '' (facts, section 4).
 *
 * @param object the object that is there, if the request is about one
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html
 */
export function operationContext(
  world: World,
  request: S3Request,
  row: S3OperationRow,
  owner: string,
  object: ObjectState | undefined,
): ContextBuilder {
  const context = requestContext(world, request, owner);
  const { query } = request;
  if (row.lists) {
    for (const name of ['prefix', 'delimiter', 'max-keys']) {
      if (query[name] !== undefined) context[`s3:${name}`] = query[name];
    }
  }
  if (query.versionid !== undefined) context['s3:versionid'] = query.versionid;
  // Of what a request overwrites or deletes, the tags do not count.
  if (row.existing && object) fillObject(context, object);
  if (row.createsObject !== undefined) context['s3:objectcreationoperation'] = String(row.createsObject);
  if (row.method === 'PUT' || row.method === 'POST') fillWriteHeaders(context, request);
  else if (row.method === 'DELETE' && request.headers['if-match'] !== undefined) {
    context['s3:if-match'] = request.headers['if-match'];
  }
  fillTagsOfRequest(context, request);
  return context;
}

/** `s3:ExistingObjectTag/<key>` of an object that is read. */
export function fillObject(context: ContextBuilder, { tags }: ObjectState): void {
  if (tags) fillPairs(context, 's3:existingobjecttag/', tags);
}

function fillWriteHeaders(context: ContextBuilder, { headers, connection }: S3Request): void {
  for (const header of Object.keys(headers)) {
    const key = WRITE_KEYS.get(header);
    if (key !== undefined) context[key] = headers[header]!;
  }
  const until = headers['x-amz-object-lock-retain-until-date'];
  if (until === undefined) return;
  const days = Math.ceil((Date.parse(until) - Date.parse(connection.time)) / DAY);
  if (!Number.isNaN(days)) context['s3:object-lock-remaining-retention-days'] = String(days);
}

/** Tags stand in a header, written like a query string, or in the body. */
function fillTagsOfRequest(context: ContextBuilder, { headers, tags, key }: S3Request): void {
  const header = headers['x-amz-tagging'];
  const ofObject = header === undefined ? tags : Object.fromEntries(new URLSearchParams(header));
  if (!ofObject) return;
  if (key === undefined) {
    fillRequestTags(context, ofObject);
    return;
  }
  const keys = Object.keys(ofObject);
  if (keys.length === 0) return;
  fillPairs(context, 's3:requestobjecttag/', ofObject);
  context['s3:requestobjecttagkeys'] = keys;
}
