/** In a compiled glob: `*`, any run of characters. Character codes are never negative. */
export const STAR = -1;
/** In a compiled glob: `?`, exactly one character. */
export const ONE = -2;

function isHighSurrogate(code: number): boolean {
  return code >= 0xd800 && code <= 0xdbff;
}

/**
 * Matches a glob with two pointers and no recursion: after a mismatch only the last `*` takes one character more, so
 * the steps are bounded by the text's length times the longest run between two stars, whatever the number of stars.
 *
 * @param codes character codes, {@link STAR} and {@link ONE}
 * @param start where in `text` the match begins
 * @param end where it has to end (exclusive)
 */
export function matchGlob(codes: readonly number[], text: string, start: number, end: number): boolean {
  let at = start;
  let next = 0;
  let star = -1;
  let retry = 0;
  while (at < end) {
    const code = next < codes.length ? codes[next]! : undefined;
    if (code === STAR) {
      star = next++;
      retry = at;
      if (next === codes.length) return true;
      continue;
    }
    const found = text.charCodeAt(at);
    if (code === found) {
      at++;
      next++;
    } else if (code === ONE) {
      // A character outside the basic plane is two code units, and still one character.
      at += isHighSurrogate(found) ? 2 : 1;
      next++;
    } else if (star >= 0) {
      next = star + 1;
      at = ++retry;
    } else {
      return false;
    }
  }
  while (next < codes.length && codes[next] === STAR) next++;
  return next === codes.length;
}
