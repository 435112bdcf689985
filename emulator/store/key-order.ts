/**
 * Compares two keys by their UTF-8 bytes, the order of every S3 listing. JavaScript's own order differs where a
 * character above U+FFFF (two surrogates) meets one from U+E000 to U+FFFF.
 *
 * @returns negative, zero or positive
 */
export function compareKeys(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x !== y) return utf8Rank(x) - utf8Rank(y);
  }
  return a.length - b.length;
}

/** Lifts surrogates above all other code units, where their code points belong. */
function utf8Rank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}

/** Whether JavaScript's own string order could differ from the order of {@link compareKeys} for this key. */
export function hasSurrogates(key: string): boolean {
  return /[\ud800-\udfff]/.test(key);
}

/** The first index from `from` on whose key is at or after `key` (or after it, when `exclusive`). */
export function lowerBound(keys: readonly string[], key: string, from = 0, exclusive = false): number {
  let low = from;
  let high = keys.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const order = compareKeys(keys[middle]!, key);
    if (order < 0 || (exclusive && order === 0)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The first index from `from` on whose key does not begin with `prefix`; the keys from `from` on until there do. */
export function endOfPrefix(keys: readonly string[], prefix: string, from: number): number {
  let low = from;
  let high = keys.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (keys[middle]!.startsWith(prefix)) low = middle + 1;
    else high = middle;
  }
  return low;
}
