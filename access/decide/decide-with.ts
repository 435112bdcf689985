import type { Call } from '../call';
import type { Decision, Effect, Reason } from '../decision';
import type { ContextFallback } from '../match/request';
import { NO } from '../match/tri';
import { callerContext } from './caller-context';
import { combine, effectOf, type Verdict } from './combine';
import { Evaluation } from './evaluation';
import type { PolicySets } from './policy-sets';
import { reasonsFor } from './reasons';

/**
 * Decides one call by the policies that are given; no world is looked at.
 *
 * @param policies all that take part; see {@link PolicySets}. A document is compiled once: replace it, never change it
 *   in place
 * @param fallback context keys that the call does not carry. @default those that follow from the caller alone
 * @throws PolicyError for a policy with a condition operator that AWS does not know
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html (R-ORDER)
 */
export function decideWith(
  policies: PolicySets,
  call: Call,
  fallback: ContextFallback = callerContext(call.caller),
): Decision {
  const evaluation = new Evaluation(policies, call, fallback);
  return new Decided(evaluation, combine(evaluation));
}

/** A decision whose reasons are worked out only for who asks. */
class Decided implements Decision {
  readonly effect: Effect;
  readonly mayAllow: boolean;
  private worked: readonly Reason[] | undefined;

  constructor(
    private readonly evaluation: Evaluation,
    private readonly verdict: Verdict,
  ) {
    this.effect = effectOf(verdict);
    this.mayAllow = verdict.allow !== NO;
  }

  get call(): Call {
    return this.evaluation.call;
  }

  get policies(): PolicySets {
    return this.evaluation.policies;
  }

  get reasons(): readonly Reason[] {
    return (this.worked ??= reasonsFor(this.evaluation, this.verdict));
  }
}
