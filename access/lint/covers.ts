import { matchesWildcards } from '../tables/wildcards';
import type { Problem } from './rule';

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
function covered(list: readonly string[]): { readonly narrow: string; readonly wide: string }[] {
  return list.flatMap((narrow, at) => {
    const wide = list.find((one, index) => covers(one, narrow) && (index < at || !covers(narrow, one)));
    return wide === undefined ? [] : [{ narrow, wide }];
  });
}

/** The same as problems of an element, for the rules of redundancy. */
export function redundancies(element: string, list: readonly string[]): Problem[] {
  return covered(list).map(({ narrow, wide }) => ({
    element,
    text: narrow === wide ? `${narrow} stands there twice` : `${narrow} is in ${wide} already`,
    fix: 'leave one of the two out',
  }));
}
