import type { BucketObjects } from './bucket-objects';
import { compareKeys, endOfPrefix, lowerBound } from './key-order';
import type { ObjectVersion } from './object-version';
import { sequenceOf } from './version-id';

/** Which keys of a bucket to list. */
export interface ListScope {
  /** @default '' */
  readonly prefix?: string;
  /** Keys that have it behind the prefix are rolled up to one common prefix, which ends in it. */
  readonly delimiter?: string;
  /** Only keys and common prefixes behind this one. */
  readonly after?: string;
  /** Keys and common prefixes together. */
  readonly maxKeys: number;
}

/** One page of a listing. */
export interface ListPage<T> {
  readonly items: readonly T[];
  readonly commonPrefixes: readonly string[];
  readonly truncated: boolean;
  /** The last key or common prefix of the page, behind which the next one begins. */
  readonly last?: string;
}

/** An object in a listing. */
export interface ListedObject {
  readonly key: string;
  readonly version: ObjectVersion;
}

/** A version or delete marker in a listing. */
export interface ListedVersion extends ListedObject {
  readonly latest: boolean;
}

type Found = { readonly key: string } | { readonly commonPrefix: string };

/** Keys and common prefixes in UTF-8 order. Finding what a prefix holds and skipping it are binary searches. */
function* walk(
  keys: readonly string[],
  { prefix = '', delimiter, after = '' }: Omit<ListScope, 'maxKeys'>,
  visible: (key: string) => boolean,
): Generator<Found> {
  let i = lowerBound(keys, prefix);
  if (compareKeys(after, prefix) >= 0) i = lowerBound(keys, after, i, after !== '');
  while (i < keys.length) {
    const key = keys[i]!;
    if (!key.startsWith(prefix)) return;
    const cut = delimiter ? key.indexOf(delimiter, prefix.length) : -1;
    if (cut < 0) {
      if (visible(key)) yield { key };
      i++;
      continue;
    }
    const commonPrefix = key.slice(0, cut + delimiter!.length);
    const end = endOfPrefix(keys, commonPrefix, i);
    if (compareKeys(commonPrefix, after) > 0 && anyVisible(keys, i, end, visible)) yield { commonPrefix };
    i = end;
  }
}

function anyVisible(keys: readonly string[], from: number, to: number, visible: (key: string) => boolean): boolean {
  for (let i = from; i < to; i++) if (visible(keys[i]!)) return true;
  return false;
}

/** Lists the current objects of a bucket; what ends in a delete marker is left out. */
export function listObjects(bucket: BucketObjects, scope: ListScope): ListPage<ListedObject> {
  const items: ListedObject[] = [];
  const commonPrefixes: string[] = [];
  let last: string | undefined;
  const live = (key: string) => bucket.current(key)?.deleteMarker === false;
  if (scope.maxKeys > 0) {
    for (const found of walk(bucket.keys(), scope, live)) {
      if (items.length + commonPrefixes.length === scope.maxKeys)
        return { items, commonPrefixes, truncated: true, last };
      if ('key' in found) items.push({ key: (last = found.key), version: bucket.current(found.key)! });
      else commonPrefixes.push((last = found.commonPrefix));
    }
  }
  return { items, commonPrefixes, truncated: false, last };
}

/**
 * Lists all versions and delete markers of a bucket, the newest of each key first.
 *
 * @param afterVersion with `scope.after`: list the older versions of that key first. It may have been deleted meanwhile.
 */
export function listVersions(bucket: BucketObjects, scope: ListScope, afterVersion?: string): ListPage<ListedVersion> {
  const items: ListedVersion[] = [];
  const commonPrefixes: string[] = [];
  let last: string | undefined;
  const full = () => items.length + commonPrefixes.length === scope.maxKeys;
  const page = (truncated: boolean) => ({ items, commonPrefixes, truncated, last });
  /** @returns false when the page is full before all of them are in it */
  const add = (key: string, versions: readonly ListedVersion[]): boolean => {
    for (const version of versions) {
      if (full()) return false;
      items.push(version);
      last = key;
    }
    return true;
  };
  if (scope.maxKeys === 0) return page(false);
  if (afterVersion !== undefined && scope.after !== undefined && listsItself(scope.after, scope)) {
    if (!add(scope.after, olderThan(bucket, scope.after, afterVersion))) return page(true);
  }
  for (const found of walk(bucket.keys(), scope, () => true)) {
    if ('key' in found) {
      if (!add(found.key, newestFirst(bucket, found.key))) return page(true);
    } else {
      if (full()) return page(true);
      commonPrefixes.push((last = found.commonPrefix));
    }
  }
  return page(false);
}

/** Whether a key is listed as such, and not left out or rolled up. */
function listsItself(key: string, { prefix = '', delimiter }: ListScope): boolean {
  return key.startsWith(prefix) && !(delimiter && key.indexOf(delimiter, prefix.length) >= 0);
}

function newestFirst(bucket: BucketObjects, key: string): ListedVersion[] {
  const versions = bucket.versions(key);
  const newest = versions.length - 1;
  return versions.map((version, i) => ({ key, version, latest: i === newest })).reverse();
}

function olderThan(bucket: BucketObjects, key: string, versionId: string): ListedVersion[] {
  const all = newestFirst(bucket, key);
  const at = all.findIndex(({ version }) => version.versionId === versionId);
  if (at >= 0) return all.slice(at + 1);
  const sequence = sequenceOf(versionId);
  if (sequence === undefined) return all;
  return all.filter(({ version }) => (sequenceOf(version.versionId) ?? version.lastModified * 1000) < sequence);
}
