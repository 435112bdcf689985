/** A call's context while it is being filled: keys in lower case. */
export type ContextBuilder = Record<string, string | readonly string[]>;

/** Fills a key for each pair, e.g. `aws:resourcetag/<key>`. @param prefix of the keys, in lower case */
export function fillPairs(
  context: ContextBuilder,
  prefix: string,
  tags: Readonly<Record<string, string>> | ReadonlyMap<string, string>,
): void {
  if (tags instanceof Map) {
    for (const [key, value] of tags) context[prefix + key.toLowerCase()] = value;
    return;
  }
  for (const [key, value] of Object.entries(tags)) context[prefix + key.toLowerCase()] = value;
}

/** Fills `aws:RequestTag/<key>` and `aws:TagKeys` with the tags that a request carries; nothing when there are none. */
export function fillRequestTags(context: ContextBuilder, tags: Readonly<Record<string, string>> | undefined): void {
  const keys = Object.keys(tags ?? {});
  if (!tags || keys.length === 0) return;
  fillPairs(context, 'aws:requesttag/', tags);
  context['aws:tagkeys'] = keys;
}
