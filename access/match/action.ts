import { compilePattern, matchPattern, type Pattern } from './pattern';
import type { MatchRequest } from './request';
import { parseTemplate } from './template';
import { not, NO, YES, type Tri } from './tri';

/** The Action or NotAction element of a statement. */
export interface ActionElement {
  readonly negated: boolean;
  readonly patterns: readonly Pattern[];
}

/** Compiles action names; case does not matter, and variables have no meaning in them (R-ACT). */
export function compileActions(names: readonly string[], negated: boolean): ActionElement {
  const patterns = names.map((name) =>
    compilePattern(name, parseTemplate(name, { variables: false, wildcards: true }), true),
  );
  return { negated, patterns };
}

/** Whether the statement is about the request's action; NotAction is the complement of Action (R-ACT). */
export function matchActions({ negated, patterns }: ActionElement, request: MatchRequest): Tri {
  let result: Tri = NO;
  for (const pattern of patterns) {
    const match = matchPattern(pattern, request.action, request);
    if (match > result) result = match;
    if (result === YES) break;
  }
  return negated ? not(result) : result;
}
