import type { MatchRequest } from '../request';
import type { Tri } from '../tri';

/** One value of a condition, ready to be held against one value of the request. */
export interface ValueMatcher {
  /** As written in the policy. */
  readonly source: string;
  /** Whether a value of the request matches. @param value may hold parts that are not known */
  matches(value: string, request: MatchRequest): Tri;
}

/** What one condition operator means; its negated twin and its set and IfExists forms follow from it. */
export interface Operator {
  /** @param variables whether the policy's version knows policy variables */
  compile(source: string, variables: boolean): ValueMatcher;
  /** Whether a value can stand in a policy for this operator; AWS refuses others on save. */
  accepts(source: string): boolean;
}
