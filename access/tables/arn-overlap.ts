import { hasUnknown } from '../policy/unknown';

/**
 * What stands at one place of a pattern: one character, any one, or any number of those that `not` leaves over.
 * `many` takes none or more, `some` one or more.
 */
type Token =
  | { readonly kind: 'is'; readonly char: string }
  | { readonly kind: 'one' }
  | { readonly kind: 'many' | 'some'; readonly not: string };

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
  const one = patternTokens(pattern);
  const other = formatTokens(format);
  const fields = fieldsOf(one);
  // What is not known yet may hold colons of its own; a pattern with fewer fields is all of an ARN or none.
  if (hasUnknown(pattern) || fields.length < FIELDS) return overlap(one, other);
  return fieldsOf(other).every((field, index) => overlap(fields[index]!, field));
}

/** Of an ARN: wildcards do not reach over the first five colons. */
const FIELDS = 6;

function fieldsOf(all: readonly Token[]): Token[][] {
  const fields: Token[][] = [[]];
  for (const token of all) {
    if (token.kind === 'is' && token.char === ':' && fields.length < FIELDS) fields.push([]);
    else fields.at(-1)!.push(token);
  }
  return fields;
}

function patternTokens(pattern: string): Token[] {
  return tokens(pattern, /\uE000[^\uE001]*\uE001|\$\{[^}]*\}|\*|\?/g, (special) => {
    if (special === '?') return { kind: 'one' };
    return special === '${*}' ? { kind: 'is', char: '*' } : { kind: 'many', not: '' };
  });
}

function formatTokens(format: string): Token[] {
  return tokens(format, /\$\{(\w+)\}/g, (_, place) => ({ kind: 'some', not: WITHOUT[place!] ?? '' }));
}

function tokens(text: string, special: RegExp, read: (whole: string, part?: string) => Token): Token[] {
  const found: Token[] = [];
  const plain = (part: string) => found.push(...Array.from(part, (char): Token => ({ kind: 'is', char })));
  let at = 0;
  for (const match of text.matchAll(special)) {
    plain(text.slice(at, match.index));
    found.push(read(match[0], match[1]));
    at = match.index + match[0].length;
  }
  plain(text.slice(at));
  return found;
}

/** Whether two lists of tokens have a text in common: each pair of positions is looked at once. */
function overlap(one: readonly Token[], other: readonly Token[]): boolean {
  const seen = new Set<number>();
  const open: (readonly [number, number])[] = [[0, 0]];
  const go = (i: number, j: number) => {
    const position = i * (other.length + 1) + j;
    if (!seen.has(position)) open.push([i, j]);
    seen.add(position);
  };
  for (let next = open.pop(); next; next = open.pop()) {
    const [i, j] = next;
    if (i === one.length && j === other.length) return true;
    const a = one[i];
    const b = other[j];
    if (a?.kind === 'many') go(i + 1, j);
    if (b?.kind === 'many') go(i, j + 1);
    if (!a || !b || !share(a, b)) continue;
    for (const nextI of after(a, i)) for (const nextJ of after(b, j)) go(nextI, nextJ);
  }
  return false;
}

/** Where one character read by a token leads. */
function after(token: Token, at: number): number[] {
  return token.kind === 'is' || token.kind === 'one' ? [at + 1] : [at, at + 1];
}

/** Whether some character suits both tokens. */
function share(a: Token, b: Token): boolean {
  if (a.kind === 'is') return takes(b, a.char);
  return b.kind === 'is' ? takes(a, b.char) : true;
}

function takes(token: Token, char: string): boolean {
  if (token.kind === 'is') return token.char === char;
  return token.kind === 'one' || !token.not.includes(char);
}
