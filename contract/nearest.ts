/**
 * The known spelling that a word was most likely meant to be, for "did you mean": capitals, underscores, hyphens and
 * spaces do not count, and one letter too many, too few, wrong or swapped counts one.
 *
 * @param word as it was written
 * @param known all right spellings
 * @returns undefined when none is near: a wild guess would mislead
 */
export function nearest(word: string, known: readonly string[]): string | undefined {
  const plain = plainOf(word);
  const allowed = Math.max(1, Math.floor(plain.length / 3));
  let best: { readonly spelling: string; readonly distance: number } | undefined;
  for (const spelling of known) {
    const distance = editDistance(plain, plainOf(spelling), best ? best.distance - 1 : allowed);
    if (distance !== undefined) best = { spelling, distance };
  }
  return best?.spelling;
}

const plainOf = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[_\-\s]/g, '')
    .slice(0, 200);

/**
 * Insertions, deletions, replacements and swaps of neighbours that turn one text into another (optimal string
 * alignment).
 *
 * @param most the distance past which the answer no longer matters
 * @returns undefined when it is more than `most`
 */
export function editDistance(from: string, to: string, most = Infinity): number | undefined {
  if (Math.abs(from.length - to.length) > most) return undefined;
  let beforeLast: number[] = [];
  let last = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let i = 1; i <= from.length; i++) {
    const row = [i];
    for (let j = 1; j <= to.length; j++) {
      const same = from[i - 1] === to[j - 1];
      const swapped = i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1];
      row[j] = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + (same ? 0 : 1));
      if (swapped) row[j] = Math.min(row[j]!, beforeLast[j - 2]! + 1);
    }
    beforeLast = last;
    last = row;
  }
  const distance = last[to.length]!;
  return distance <= most ? distance : undefined;
}

/** `; did you mean X?` for a fix, or nothing. */
export function didYouMean(word: string, known: readonly string[], otherwise: string): string {
  const spelling = nearest(word, known);
  return spelling === undefined ? otherwise : `did you mean ${JSON.stringify(spelling)}?`;
}
