import { hasUnknown } from '../policy/unknown';

/** What stands at one place of a pattern: one character, any one, or any number of them, none included. */
type PatternToken = Char | { readonly kind: 'one' } | { readonly kind: 'many' };
/** What stands at one place of a format: one character, or one or more of those that `not` leaves over. */
type FormatToken = Char | { readonly kind: 'some'; readonly not: string };

interface Char {
  readonly kind: 'is';
  readonly char: string;
}

/** What the places in AWS's ARN formats cannot have; others can have anything. */
const WITHOUT: Readonly<Record<string, string>> = {
  Partition: ':/',
  Region: ':/',
  Account: ':/',
  BucketName: ':/',
};

/**
 * Whether some resource of a type matches a policy's Resource.
 *
 * @param pattern the policy's string; what is a variable or not known in it can be anything
 * @param format the type's ARN in AWS's list, e.g. `arn:${Partition}:s3:::${BucketName}/${ObjectName}`
 */
export function mayNameResource(pattern: string, format: string): boolean {
  const all = patternTokens(pattern);
  const places = formatTokens(format);
  const fields = fieldsOf(all);
  // What is not known yet may hold colons of its own; a pattern with fewer fields is all of an ARN or none.
  if (hasUnknown(pattern) || fields.length < FIELDS) return overlap(all, places);
  return fieldsOf(places).every((field, index) => overlap(fields[index]!, field));
}

/** Of an ARN: wildcards do not reach over the first five colons. */
const FIELDS = 6;

function fieldsOf<T extends PatternToken | FormatToken>(all: readonly T[]): T[][] {
  const fields: T[][] = [[]];
  for (const token of all) {
    if (token.kind === 'is' && token.char === ':' && fields.length < FIELDS) fields.push([]);
    else fields.at(-1)!.push(token);
  }
  return fields;
}

function patternTokens(pattern: string): PatternToken[] {
  return tokens<PatternToken>(pattern, /\uE000[^\uE001]*\uE001|\$\{[^}]*\}|\*|\?/g, (special) => {
    if (special === '?') return { kind: 'one' };
    return special === '${*}' ? { kind: 'is', char: '*' } : { kind: 'many' };
  });
}

function formatTokens(format: string): FormatToken[] {
  return tokens<FormatToken>(format, /\$\{(\w+)\}/g, (_, place) => ({ kind: 'some', not: WITHOUT[place!] ?? '' }));
}

function tokens<T>(text: string, special: RegExp, read: (whole: string, part?: string) => T): (T | Char)[] {
  const found: (T | Char)[] = [];
  const plain = (part: string) => found.push(...Array.from(part, (char): Char => ({ kind: 'is', char })));
  let at = 0;
  for (const match of text.matchAll(special)) {
    plain(text.slice(at, match.index));
    found.push(read(match[0], match[1]));
    at = match.index + match[0].length;
  }
  plain(text.slice(at));
  return found;
}

/** Whether a pattern and a format have a text in common: each pair of positions is looked at once. */
function overlap(pattern: readonly PatternToken[], format: readonly FormatToken[]): boolean {
  const seen = new Set<number>();
  const open: (readonly [number, number])[] = [[0, 0]];
  const go = (i: number, j: number) => {
    const position = i * (format.length + 1) + j;
    if (!seen.has(position)) open.push([i, j]);
    seen.add(position);
  };
  for (let next = open.pop(); next; next = open.pop()) {
    const [i, j] = next;
    if (i === pattern.length && j === format.length) return true;
    const a = pattern[i];
    const b = format[j];
    if (a?.kind === 'many') go(i + 1, j);
    if (!a || !b || (a.kind === 'is' && !takes(b, a.char))) continue;
    for (const nextI of after(a, i)) for (const nextJ of after(b, j)) go(nextI, nextJ);
  }
  return false;
}

/** Where one character read by a token leads. */
function after(token: PatternToken | FormatToken, at: number): number[] {
  return token.kind === 'is' || token.kind === 'one' ? [at + 1] : [at, at + 1];
}

function takes(token: FormatToken, char: string): boolean {
  return token.kind === 'is' ? token.char === char : !token.not.includes(char);
}
