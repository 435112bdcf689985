import type { Decision, Effect } from '../decision';

/** Which of several effects settles what they come to together: the greatest. */
export const SEVERITY: Readonly<Record<Effect, number>> = { allow: 0, unknown: 1, implicitDeny: 2, explicitDeny: 3 };

/**
 * Of decisions that all have to allow, the one that AWS would report: the first explicit denial, else the first implicit
 * one, else the first that is unknown; undefined when all allow.
 */
export function refusalOf(decisions: readonly Decision[]): Decision | undefined {
  let refusal: Decision | undefined;
  for (const decision of decisions) {
    if (SEVERITY[decision.effect] > SEVERITY[refusal?.effect ?? 'allow']) refusal = decision;
  }
  return refusal;
}
