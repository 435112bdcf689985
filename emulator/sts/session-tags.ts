import type { Caller } from '../../access/caller';
import { AwsError } from '../http/exchange';
import { checked, constraint, type Parameters } from '../http/query-protocol';

/** The tags a new session gets: those passed, and those that the calling session hands on. */
export interface NewSessionTags {
  readonly tags: Readonly<Record<string, string>>;
  readonly transitiveTagKeys: readonly string[];
}

const TAG_TEXT = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

/**
 * Reads `Tags` and `TransitiveTagKeys` of AssumeRole and joins them with the transitive tags of the calling session.
 * Keys that differ in case only are the same key; the spelling of the tag is kept.
 *
 * @throws AwsError for a tag that breaks AWS's form, that comes twice, or that would change an inherited one
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html#id_session-tags_role-chaining
 */
export function sessionTags(parameters: Parameters, caller: Caller): NewSessionTags {
  const tags: Record<string, string> = {};
  /** Key in lower case -> as it was passed. */
  const passed = new Map<string, string>();
  for (const { Key, Value } of parameters.records('Tags', ['Key', 'Value'])) {
    const key = checked(Key ?? '', 'tags.key', TAG_TEXT, 1, 128);
    const value = checked(Value ?? '', 'tags.value', TAG_TEXT, 0, 256);
    if (/^aws:/i.test(key)) throw invalid('Tag keys cannot start with aws:');
    if (passed.has(key.toLowerCase())) {
      throw invalid('Duplicate tag keys found. Please note that Tag keys are case insensitive.');
    }
    passed.set(key.toLowerCase(), key);
    tags[key] = value;
  }
  if (passed.size > 50)
    throw constraint(String(passed.size), 'tags', 'Member must have length less than or equal to 50');
  const transitive = parameters.list('TransitiveTagKeys').map((key) => {
    const spelled = passed.get(key.toLowerCase());
    if (spelled !== undefined) return spelled;
    throw invalid('The specified transitive tag key must be included in the requested tags.');
  });
  const inherited = caller.kind === 'role-session' ? (caller.transitiveTagKeys ?? []) : [];
  for (const key of inherited) {
    if (passed.has(key.toLowerCase())) {
      throw invalid(
        "One of the specified transitive tag keys can't be set because it conflicts with a transitive tag key from the calling session.",
      );
    }
    tags[key] = (caller.kind === 'role-session' && caller.sessionTags?.[key]) || '';
  }
  return { tags, transitiveTagKeys: [...inherited, ...new Set(transitive)] };
}

const invalid = (message: string): AwsError => new AwsError('InvalidParameterValue', 400, message);
