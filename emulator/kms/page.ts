import { AwsError } from '../http/exchange';
import type { Members } from '../http/json-protocol';

/** One page of a list, in the members that all of KMS's lists share. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly Truncated: boolean;
  readonly NextMarker?: string;
}

/**
 * Cuts one page out of a list by `Limit` and `Marker`.
 *
 * @param nameOf tells the items apart; the list must be sorted by it
 * @param most the largest `Limit`
 * @throws AwsError InvalidMarkerException
 */
export function pageOf<T>(
  members: Members,
  items: readonly T[],
  nameOf: (item: T) => string,
  most = 1000,
  usual = 100,
): Page<T> {
  const limit = members.integer('Limit', 1, most) ?? usual;
  const marker = members.string('Marker');
  let start = 0;
  if (marker !== undefined) {
    const after = Buffer.from(marker, 'base64').toString('utf8');
    start = items.findIndex((item) => nameOf(item) > after);
    if (Buffer.from(after).toString('base64') !== marker)
      throw new AwsError('InvalidMarkerException', 400, 'The marker is invalid');
    if (start < 0) start = items.length;
  }
  const page = items.slice(start, start + limit);
  const truncated = start + limit < items.length;
  return {
    items: page,
    Truncated: truncated,
    ...(truncated && { NextMarker: Buffer.from(nameOf(page.at(-1)!)).toString('base64') }),
  };
}

/** Sorts by a text, by code units. */
export function sortedBy<T>(items: Iterable<T>, nameOf: (item: T) => string): T[] {
  return [...items].sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
}
