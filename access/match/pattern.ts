import { hasUnknown } from '../policy/unknown';
import { matchGlob, ONE, STAR } from './glob';
import type { MatchRequest } from './request';
import type { Part } from './template';
import { MAYBE, NO, YES, type Tri } from './tri';

/** A glob ready to match: the text before its first wildcard, then the rest as codes. */
interface Glob {
  readonly prefix: string;
  /** Empty for a plain string; otherwise begins with a wildcard. */
  readonly rest: readonly number[];
  /** A part of it is not known and stands as `*`: a match is only possible, a mismatch is certain. */
  readonly open: boolean;
}

/** A policy string compiled for matching against strings of the request. */
export interface Pattern {
  /** As written in the policy. */
  readonly source: string;
  /** Absent when the glob depends on policy variables and has to be made for each request. */
  readonly glob?: Glob;
  readonly parts: readonly Part[];
  readonly ignoreCase: boolean;
}

/** Compiles the parts of a policy string. @param ignoreCase whether `A` matches `a` */
export function compilePattern(source: string, parts: readonly Part[], ignoreCase = false): Pattern {
  const dynamic = parts.some((part) => part.kind === 'variable');
  return { source, parts, ignoreCase, ...(dynamic ? {} : { glob: globOf(parts, ignoreCase, undefined) }) };
}

/**
 * Whether a string of the request matches a pattern, field boundaries apart. A missing policy variable without a
 * default never matches (D084, D089); what a variable brings in is plain text, whatever characters it has (D088).
 */
export function matchPattern(pattern: Pattern, text: string, request: MatchRequest): Tri {
  const glob = pattern.glob ?? globOf(pattern.parts, pattern.ignoreCase, request);
  return glob ? matchOf(glob, pattern.ignoreCase ? text.toLowerCase() : text) : NO;
}

function matchOf(glob: Glob, text: string): Tri {
  const { prefix, rest, open } = glob;
  if (rest.length === 0 && text === prefix) return YES;
  if (rest.length === 1 && rest[0] === STAR && beginsWith(text, prefix)) return open ? MAYBE : YES;
  if (hasUnknown(text)) return matchUnknown(prefix, text);
  if (rest.length === 0 || !beginsWith(text, prefix)) return NO;
  if (!matchGlob(rest, text, prefix.length, text.length)) return NO;
  return open ? MAYBE : YES;
}

/** As `text.startsWith(prefix)`, which takes V8 more than twice the time for the long prefixes of ARNs. */
function beginsWith(text: string, prefix: string): boolean {
  return text.lastIndexOf(prefix, 0) === 0;
}

/** The request's own string is not known from some point on: what stands before that point can still decide. */
function matchUnknown(prefix: string, text: string): Tri {
  const start = text.slice(0, text.indexOf('\uE000'));
  return start.startsWith(prefix.slice(0, start.length)) ? MAYBE : NO;
}

/** @returns undefined when a variable has no value and no default */
function globOf(parts: readonly Part[], ignoreCase: boolean, request: MatchRequest): Glob | undefined;
function globOf(parts: readonly Part[], ignoreCase: boolean, request: undefined): Glob;
function globOf(parts: readonly Part[], ignoreCase: boolean, request: MatchRequest | undefined): Glob | undefined {
  let prefix = '';
  const rest: number[] = [];
  let open = false;
  const addText = (text: string) => {
    const cased = ignoreCase ? text.toLowerCase() : text;
    if (rest.length === 0) prefix += cased;
    else for (let i = 0; i < cased.length; i++) rest.push(cased.charCodeAt(i));
  };
  for (const part of parts) {
    if (part.kind === 'text') addText(part.text);
    else if (part.kind === 'star') rest.push(STAR);
    else if (part.kind === 'one') rest.push(ONE);
    else if (part.kind === 'unknown') {
      rest.push(STAR);
      open = true;
    } else {
      // A glob with variables is never made without a request.
      const value = request!.value(part.key);
      const text = typeof value === 'string' ? value : part.fallback;
      if (text === undefined) return undefined;
      if (hasUnknown(text)) {
        rest.push(STAR);
        open = true;
      } else addText(text);
    }
  }
  return { prefix, rest, open };
}
