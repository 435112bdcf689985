import { contentLength } from '../store/content';
import type { ObjectVersion } from '../store/object-version';
import { checkCopyConditions } from './conditions';
import { requireCustomerKey, requireUsableKey } from './encryption';
import { invalidRequest, noSuchKey, noSuchVersion } from './errors';
import type { CopySource, ObjectExchange } from './exchange';

/** 5 GiB: what one CopyObject or UploadPartCopy may move. */
const MOST = 5 * 1024 ** 3;

/** A copy's source whose object is there. */
export type FoundSource = CopySource & { readonly version: ObjectVersion };

/**
 * The source of a copy, if it may be read as asked.
 *
 * @throws AwsError NoSuchKey, NoSuchVersion, PreconditionFailed; InvalidRequest for a delete marker by its id and for a
 *   missing or needless customer key
 */
export function requireSource(exchange: ObjectExchange): FoundSource {
  const source = exchange.source!;
  const { version, versionId, key, bucket } = source;
  if (!version) throw versionId === undefined ? noSuchKey(key) : noSuchVersion(key, versionId);
  if (version.deleteMarker) {
    if (versionId === undefined) throw noSuchKey(key);
    throw invalidRequest('The source of a copy request may not specifically refer to a delete marker by version id.');
  }
  requireCustomerKey(exchange, version.encryption, true);
  requireUsableKey(exchange.world, bucket, version.encryption, exchange.request.caller);
  checkCopyConditions(exchange.request.headers, version);
  return { ...source, version };
}

/** @throws AwsError InvalidRequest beyond 5 GiB */
export function checkCopySize(content: ObjectVersion['content']): void {
  if (contentLength(content) <= MOST) return;
  throw invalidRequest(
    `The specified copy source is larger than the maximum allowable size for a copy source: ${MOST}`,
  );
}

/** Which version was copied, where the source's bucket has versions. */
export function sourceVersionHeader({ bucket, version }: FoundSource): Record<string, string> {
  return bucket.versioning === undefined ? {} : { 'x-amz-copy-source-version-id': version.versionId };
}
