import { matchesWildcards } from '../tables/wildcards';

/**
 * Whether whatever one pattern matches another matches too. Says no where it cannot tell.
 *
 * @param wide with `*` and `?`
 * @param narrow likewise
 */
export function covers(wide: string, narrow: string): boolean {
  if (wide === narrow) return true;
  // A `?` would match a `*` of the other one, which can stand for more than a character.
  return !wide.includes('?') && matchesWildcards(wide, narrow);
}

/** Of a list, each that another one covers, with that one; of two that are the same, the later. */
export function covered(list: readonly string[]): { readonly narrow: string; readonly wide: string }[] {
  return list.flatMap((narrow, at) => {
    const wide = list.find((one, index) => index !== at && covers(one, narrow) && !(index > at && covers(narrow, one)));
    return wide === undefined ? [] : [{ narrow, wide }];
  });
}
