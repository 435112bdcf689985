import { matchGlob, ONE, STAR } from '../match/glob';

/** Whether a text matches a pattern in which `*` is any text and `?` any one character. Cases count. */
export function matchesWildcards(pattern: string, text: string): boolean {
  return wildcardMatcher(pattern)(text);
}

/** As {@link matchesWildcards}, for many texts. */
export function wildcardMatcher(pattern: string): (text: string) => boolean {
  const codes = codesOf(pattern);
  return (text) => matchGlob(codes, text, 0, text.length);
}

/** Whether a text has a wildcard. */
export function hasWildcard(text: string): boolean {
  return /[*?]/.test(text);
}

function codesOf(pattern: string): number[] {
  return Array.from({ length: pattern.length }, (_, index) => {
    const code = pattern.charCodeAt(index);
    if (code === 0x2a) return STAR;
    return code === 0x3f ? ONE : code;
  });
}
