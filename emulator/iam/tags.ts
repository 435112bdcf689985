import { AwsError } from '../http/exchange';
import { checked, type Parameters } from '../http/query-protocol';
import type { XmlElements } from '../http/xml';
import { limitExceeded } from './call';
import { page } from './page';

const TAG_TEXT = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

/**
 * Reads `Tags`.
 *
 * @throws AwsError InvalidInput for a key that comes twice or is AWS's own; LimitExceeded for more than 50
 */
export function tagsIn(parameters: Parameters): Map<string, string> {
  const tags = new Map<string, string>();
  const seen = new Set<string>();
  for (const { Key, Value } of parameters.records('Tags', ['Key', 'Value'])) {
    const key = checked(Key ?? '', 'tags.key', TAG_TEXT, 1, 128);
    if (/^aws:/i.test(key)) throw new AwsError('InvalidInput', 400, 'Tag keys cannot start with aws:');
    if (seen.has(key.toLowerCase())) {
      throw new AwsError(
        'InvalidInput',
        400,
        'Duplicate tag keys found. Please note that Tag keys are case insensitive.',
      );
    }
    seen.add(key.toLowerCase());
    tags.set(key, checked(Value ?? '', 'tags.value', TAG_TEXT, 0, 256));
  }
  requireFewTags(tags.size);
  return tags;
}

/** @throws AwsError LimitExceeded */
export function requireFewTags(count: number): void {
  if (count > 50) throw limitExceeded('Cannot exceed quota for TagsPerEntity: 50');
}

/** The condition keys of a request that carries tags. */
export function tagContext(tags: ReadonlyMap<string, string>): Record<string, string | string[]> {
  if (tags.size === 0) return {};
  const context: Record<string, string | string[]> = { 'aws:tagkeys': [...tags.keys()] };
  for (const [key, value] of tags) context[`aws:requesttag/${key.toLowerCase()}`] = value;
  return context;
}

/** Sets tags; a key in another case is the same key. @throws AwsError LimitExceeded */
export function setTags(onto: Map<string, string>, tags: ReadonlyMap<string, string>): void {
  const merged = new Map(onto);
  for (const [key, value] of tags) {
    removeTag(merged, key);
    merged.set(key, value);
  }
  requireFewTags(merged.size);
  onto.clear();
  for (const [key, value] of merged) onto.set(key, value);
}

/** Removes a tag whatever the case of its key. */
export function removeTag(from: Map<string, string>, key: string): void {
  for (const known of [...from.keys()]) if (known.toLowerCase() === key.toLowerCase()) from.delete(known);
}

/** The answer of an operation that lists tags. */
export function tagsPage(parameters: Parameters, tags: ReadonlyMap<string, string>): XmlElements {
  return page(
    parameters,
    tags,
    ([key]) => key,
    'Tags',
    ([Key, Value]) => ({ Key, Value }),
  );
}

/** The Tags element; left out when there are none. */
export function tagsElement(tags: ReadonlyMap<string, string>): XmlElements {
  return tags.size === 0 ? {} : { Tags: { member: [...tags].map(([Key, Value]) => ({ Key, Value })) } };
}
