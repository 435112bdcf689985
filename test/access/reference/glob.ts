/** One place of a pattern: a character, or a wildcard. */
export type Token = { readonly character: string } | 'any run' | 'any one';

/** A text as the characters it has. Outside the basic plane one character is two code units, and still one. */
export function characters(text: string): string[] {
  return Array.from(text);
}

/** A text in which no character is a wildcard. */
export function plain(text: string): Token[] {
  return characters(text).map((character) => ({ character }));
}

/** Whether a whole text matches a pattern: a table of which beginnings of the text match which of the pattern. */
export function globMatches(pattern: readonly Token[], text: string): boolean {
  const letters = characters(text);
  // beginnings[n]: whether the tokens so far match the first n letters.
  let beginnings = letters.map(() => false);
  beginnings = [true, ...beginnings];
  for (const token of pattern) {
    const next = beginnings.map(() => false);
    for (let n = 0; n <= letters.length; n++) {
      if (token === 'any run') next[n] = beginnings[n]! || (n > 0 && next[n - 1]!);
      else if (n > 0 && beginnings[n - 1]!) next[n] = token === 'any one' || token.character === letters[n - 1];
    }
    beginnings = next;
  }
  return beginnings[letters.length]!;
}

/** The same pattern in lower case. */
export function lowerCase(pattern: readonly Token[]): Token[] {
  return pattern.flatMap((token): Token[] =>
    typeof token === 'string' ? [token] : plain(token.character.toLowerCase()),
  );
}
