import { AwsError } from '../http/exchange';
import type { Members } from '../http/json-protocol';

/**
 * Reads the `Tags` of a request.
 *
 * @throws AwsError TagException for a key that comes twice, is empty, too long or AWS's own
 */
export function tagsIn(members: Members): Record<string, string> {
  const tags: Record<string, string> = {};
  for (const tag of members.structures('Tags') ?? []) {
    const key = tag.required('TagKey');
    const value = tag.required('TagValue');
    if (key.length < 1 || key.length > 128 || value.length > 256) {
      throw new AwsError('TagException', 400, `The tag ${key} is too long`);
    }
    if (/^aws:/i.test(key)) throw new AwsError('TagException', 400, 'Tag keys may not start with aws:');
    if (Object.hasOwn(tags, key)) throw new AwsError('TagException', 400, `Duplicate tag key ${key}`);
    tags[key] = value;
  }
  return tags;
}

/** @throws AwsError LimitExceededException for more tags than a key may have */
export function requireFewTags(count: number): void {
  if (count > 50) throw new AwsError('LimitExceededException', 400, 'A key can have 50 tags at most');
}
