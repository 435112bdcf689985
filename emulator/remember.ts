/** Longer texts are not kept. */
const LONGEST = 512;

/**
 * A pure function of a text that keeps what it found for texts of late, because the same ones come with most requests.
 *
 * @param most how many are kept; beyond, the oldest goes. @default 500
 */
export function remembering<T>(find: (text: string) => T, most = 500): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    let found = known.get(text);
    if (found === undefined) {
      found = find(text);
      if (text.length > LONGEST) return found;
      if (known.size >= most) known.delete(known.keys().next().value!);
      known.set(text, found);
    }
    return found;
  };
}
