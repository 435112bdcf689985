import type { ConditionElement } from '../../policy/document';
import { unknownOperator } from '../../policy/condition';
import { listOf } from '../../policy/statements';
import { hasUnknown } from '../../policy/unknown';
import type { MatchRequest } from '../request';
import { both, either, MAYBE, NO, not, YES, type Tri } from '../tri';
import { matchNull } from './null';
import type { ValueMatcher } from './operator';
import { OPERATORS, readOperatorName } from './operators';

/** One operator applied to one key: `StringEquals: { "aws:username": [...] }`. */
export interface CompiledCondition {
  /** As written in the policy. */
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
  evaluate(request: MatchRequest): Tri;
}

/**
 * Compiles the Condition element; all of its operators and keys have to hold (R-C-AND).
 *
 * @throws PolicyError for an operator that AWS does not know
 */
export function compileConditions(element: ConditionElement | undefined, variables: boolean): CompiledCondition[] {
  const conditions: CompiledCondition[] = [];
  for (const [operator, keys] of Object.entries(element ?? {})) {
    for (const [key, written] of Object.entries(keys)) {
      const values = listOf<string | number | boolean>(written).map(String);
      const evaluate = evaluatorOf(operator, key.toLowerCase(), values, variables);
      conditions.push({ operator, key, values, evaluate });
    }
  }
  return conditions;
}

function evaluatorOf(
  operator: string,
  key: string,
  values: readonly string[],
  variables: boolean,
): (request: MatchRequest) => Tri {
  if (hasUnknown(operator) || hasUnknown(key)) return () => MAYBE;
  const name = readOperatorName(operator);
  if (!name) throw unknownOperator('trust', operator);
  if (name.base === 'Null') return (request) => matchNull(request.value(key), values);
  const { operator: base, negated } = OPERATORS.get(name.base)!;
  const matchers = values.map((value) => base.compile(value, variables));
  const { qualifier, ifExists } = name;
  const missing = absent(negated, qualifier, ifExists);
  // Without a qualifier a list is read as a whole: one match is a match, and Not wants none.
  const wantsAll = qualifier === 'ForAllValues' || (qualifier === undefined && negated);
  return (request) => {
    const value = request.value(key);
    if (value === undefined || isEmptyList(value)) return missing;
    if (typeof value !== 'string') return matchList(matchers, negated, wantsAll, value, request);
    if (isWhollyUnknown(value)) return MAYBE;
    if (value === '' && qualifier === 'ForAllValues') return YES;
    return matchValue(matchers, negated, value, request);
  };
}

/** R-C-MISS: what a condition says of a key that the request does not carry. */
function absent(negated: boolean, qualifier: string | undefined, ifExists: boolean): Tri {
  if (ifExists || qualifier === 'ForAllValues') return YES;
  if (qualifier === 'ForAnyValue') return NO;
  return negated ? YES : NO;
}

/** R-C-AND: the values of a condition are alternatives; Not wants none of them to match. */
function matchValue(matchers: readonly ValueMatcher[], negated: boolean, value: string, request: MatchRequest): Tri {
  let any: Tri = NO;
  for (const matcher of matchers) {
    const match = matcher.matches(value, request);
    if (match > any) any = match;
    if (any === YES) break;
  }
  return negated ? not(any) : any;
}

/** Whether all of the request's values match, or any of them (R-C-SET). */
function matchList(
  matchers: readonly ValueMatcher[],
  negated: boolean,
  wantsAll: boolean,
  values: readonly string[],
  request: MatchRequest,
): Tri {
  const matches = values.map((value) => matchValue(matchers, negated, value, request));
  return matches.reduce(wantsAll ? both : either);
}

function isEmptyList(value: string | readonly string[]): boolean {
  return typeof value !== 'string' && value.length === 0;
}

/** A key whose whole value is a placeholder depends on the client: it may be absent too. */
function isWhollyUnknown(value: string): boolean {
  return value.startsWith('\uE000') && value.indexOf('\uE001') === value.length - 1;
}
