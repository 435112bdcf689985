import { characters, plain, type Token } from './glob';
import { valueOf, type Request } from './request';

/** What has a meaning of its own in a policy's text. */
export interface Reading {
  /** `${…}`: in policies of 2012-10-17, and where the element allows it (R-C-VAR). */
  readonly variables: boolean;
  readonly wildcards: boolean;
}

/**
 * A policy's text as a pattern. What a variable brings in is plain text, whatever characters it has.
 *
 * @returns undefined when a variable has neither a value nor a default: then nothing matches
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
export function patternOf(text: string, reading: Reading, request: Request): Token[] | undefined {
  const pattern: Token[] = [];
  let rest = text;
  while (rest !== '') {
    const end = reading.variables ? endOfVariable(rest) : -1;
    if (end > 0) {
      const value = variable(rest.slice(2, end), request);
      if (value === undefined) return undefined;
      pattern.push(...plain(value));
      rest = rest.slice(end + 1);
      continue;
    }
    const [character] = characters(rest);
    if (reading.wildcards && character === '*') pattern.push('any run');
    else if (reading.wildcards && character === '?') pattern.push('any one');
    else pattern.push({ character: character! });
    rest = rest.slice(character!.length);
  }
  return pattern;
}

/** A character by itself, or a key, with a default in quotes or without. Any other `${…}` is text. */
const VARIABLE = /^\$\{([*?$]|\s*[^\s,'*?$}]+\s*(,\s*'[^'}]*'\s*)?)\}/;

/** Where the variable ends that a text begins with; -1 when it begins with none. */
function endOfVariable(text: string): number {
  return (VARIABLE.exec(text)?.[0].length ?? 0) - 1;
}

/** Whether a text has a variable anywhere; the characters that stand for themselves are none. */
export function hasVariable(text: string): boolean {
  return characters(text).some((_, n) => {
    const rest = characters(text).slice(n).join('');
    return endOfVariable(rest) > 3 || (endOfVariable(rest) === 3 && !/[*?$]/.test(rest[2]!));
  });
}

function variable(inner: string, request: Request): string | undefined {
  if (inner === '*' || inner === '?' || inner === '$') return inner;
  const comma = inner.indexOf(',');
  const key = (comma < 0 ? inner : inner.slice(0, comma)).trim();
  const value = valueOf(request, key);
  // Only keys with one value can be variables.
  if (typeof value === 'string') return value;
  if (comma < 0) return undefined;
  const quoted = inner.slice(comma + 1).trim();
  return quoted.slice(1, -1);
}

/** Splits a text at its first five colons, those inside of `${…}` apart; undefined when it has fewer. */
export function arnFields(text: string, variables: boolean): string[] | undefined {
  const fields = [''];
  for (let rest = text; rest !== '';) {
    const end = variables ? endOfVariable(rest) : -1;
    const piece = end > 0 ? rest.slice(0, end + 1) : characters(rest)[0]!;
    if (piece === ':' && fields.length < 6) fields.push('');
    else fields[fields.length - 1] += piece;
    rest = rest.slice(piece.length);
  }
  return fields.length === 6 ? fields : undefined;
}
