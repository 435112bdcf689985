import type { ObjectVersion } from '../store/object-version';
import { noSuchKey, preconditionFailed } from './errors';

type Headers = Readonly<Record<string, string>>;

/** Whether an If-Match or If-None-Match header names an ETag: `*`, or a list of ETags with or without quotes. */
function names(header: string, etag: string): boolean {
  return header.split(',').some((part) => {
    const name = part
      .trim()
      .replace(/^W\//, '')
      .replace(/^"(.*)"$/, '$1');
    return name === '*' || name === etag;
  });
}

/** The time in a header; undefined when it is none, and then the condition is not there. */
function time(header: string | undefined): number | undefined {
  const milliseconds = Date.parse(header ?? '');
  return Number.isNaN(milliseconds) ? undefined : milliseconds;
}

interface Conditions {
  readonly ifMatch: string | undefined;
  readonly ifNoneMatch: string | undefined;
  readonly ifModifiedSince: string | undefined;
  readonly ifUnmodifiedSince: string | undefined;
}

/**
 * The order that S3 documents: a true If-Match makes If-Unmodified-Since not matter, and a false If-None-Match makes
 * If-Modified-Since not matter.
 *
 * @returns the condition that does not hold, and whether that means "not modified"
 */
function unmet(
  { etag, lastModified }: ObjectVersion,
  conditions: Conditions,
): { readonly name: string; readonly notModified: boolean } | undefined {
  const { ifMatch, ifNoneMatch, ifModifiedSince, ifUnmodifiedSince } = conditions;
  if (ifMatch !== undefined) {
    if (!names(ifMatch, etag)) return { name: 'If-Match', notModified: false };
  } else {
    const unmodified = time(ifUnmodifiedSince);
    if (unmodified !== undefined && lastModified > unmodified) {
      return { name: 'If-Unmodified-Since', notModified: false };
    }
  }
  if (ifNoneMatch !== undefined) {
    if (names(ifNoneMatch, etag)) return { name: 'If-None-Match', notModified: true };
  } else {
    const modified = time(ifModifiedSince);
    if (modified !== undefined && lastModified <= modified) return { name: 'If-Modified-Since', notModified: true };
  }
  return undefined;
}

/**
 * The conditions of GetObject and HeadObject.
 *
 * @returns whether the answer is 304 Not Modified
 * @throws AwsError PreconditionFailed (412)
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
 */
export function notModified(headers: Headers, version: ObjectVersion): boolean {
  const failed = unmet(version, {
    ifMatch: headers['if-match'],
    ifNoneMatch: headers['if-none-match'],
    ifModifiedSince: headers['if-modified-since'],
    ifUnmodifiedSince: headers['if-unmodified-since'],
  });
  if (failed && !failed.notModified) throw preconditionFailed(failed.name);
  return failed !== undefined;
}

/** The conditions on a copy's source. @throws AwsError PreconditionFailed (412) for each that does not hold */
export function checkCopyConditions(headers: Headers, source: ObjectVersion): void {
  const failed = unmet(source, {
    ifMatch: headers['x-amz-copy-source-if-match'],
    ifNoneMatch: headers['x-amz-copy-source-if-none-match'],
    ifModifiedSince: headers['x-amz-copy-source-if-modified-since'],
    ifUnmodifiedSince: headers['x-amz-copy-source-if-unmodified-since'],
  });
  if (failed) throw preconditionFailed(`x-amz-copy-source-${failed.name}`);
}

/**
 * The conditions of a write: `If-None-Match: *` wants that there is no object, If-Match that there is this one. To be
 * asked in the same turn of the event loop in which the object is put, so that of two writers one loses.
 *
 * @param current the newest version, which may be a delete marker
 * @throws AwsError PreconditionFailed (412), NoSuchKey (404) for If-Match without object
 */
export function checkWriteConditions(headers: Headers, key: string, current: ObjectVersion | undefined): void {
  const there = current && !current.deleteMarker ? current : undefined;
  const ifMatch = headers['if-match'];
  const ifNoneMatch = headers['if-none-match'];
  if (ifMatch !== undefined) {
    if (!there) throw noSuchKey(key);
    if (!names(ifMatch, there.etag)) throw preconditionFailed('If-Match');
  }
  if (ifNoneMatch !== undefined && there && names(ifNoneMatch, there.etag)) throw preconditionFailed('If-None-Match');
}
