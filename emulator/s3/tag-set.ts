import { AwsError } from '../http/exchange';
import type { XmlContent } from '../http/xml';
import { malformedXml, parseXml, type XmlElement } from '../xml/parse';
import type { BodyTags } from './exchange';

/** How many tags an object and a bucket may have. */
export const OBJECT_TAGS = 10;
export const BUCKET_TAGS = 50;

const ALLOWED = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

function invalidTag(message: string, tag: string): AwsError {
  return new AwsError('InvalidTag', 400, message, { TagKey: tag });
}

/**
 * Checks tags as S3 does.
 *
 * @param limit {@link OBJECT_TAGS} or {@link BUCKET_TAGS}
 * @throws AwsError InvalidTag, BadRequest for too many
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-tagging.html
 */
export function checkTags(pairs: Iterable<readonly [string, string]>, limit: number): Map<string, string> {
  const tags = new Map<string, string>();
  for (const [key, value] of pairs) {
    if (tags.has(key)) throw invalidTag('Cannot provide multiple Tags with the same key', key);
    if (key === '' || key.length > 128 || !ALLOWED.test(key)) {
      throw invalidTag('The TagKey you have provided is invalid', key);
    }
    if (/^aws:/i.test(key)) throw invalidTag('System tags cannot be added/updated by requester', key);
    if (value.length > 256 || !ALLOWED.test(value)) throw invalidTag('The TagValue you have provided is invalid', key);
    tags.set(key, value);
  }
  if (tags.size > limit) {
    const what = limit === OBJECT_TAGS ? 'Object' : 'Bucket';
    throw new AwsError('BadRequest', 400, `${what} tags cannot be greater than ${limit}`);
  }
  return tags;
}

/** The tags in `x-amz-tagging`, written like a query string. @throws AwsError InvalidTag, BadRequest */
export function parseTaggingHeader(header: string | undefined): Record<string, string> {
  if (!header) return {};
  return Object.fromEntries(checkTags(new URLSearchParams(header), OBJECT_TAGS));
}

/** Reads a Tagging document. The tags may be refused with MalformedXML, InvalidTag and BadRequest. */
export function tagsInBody(limit: number): BodyTags {
  return async (request) => {
    const set = parseXml(await request.text(), 'Tagging')
      .allow('TagSet')
      .child('TagSet')
      ?.allow('Tag');
    if (!set) throw malformedXml();
    return Object.fromEntries(checkTags(parseTagElements(set.children('Tag')), limit));
  };
}

/** Elements with a Key and a Value each. @throws AwsError MalformedXML */
export function parseTagElements(elements: readonly XmlElement[]): [string, string][] {
  return elements.map((tag) => {
    tag.allow('Key', 'Value');
    const key = tag.child('Key')?.text;
    const value = tag.child('Value')?.text;
    if (key === undefined || value === undefined) throw malformedXml();
    return [key, value];
  });
}

/** Tags as the content of a Tagging element. */
export function tagSetXml(tags: Iterable<readonly [string, string]>): XmlContent {
  return { TagSet: { Tag: [...tags].map(([Key, Value]) => ({ Key, Value })) } };
}
