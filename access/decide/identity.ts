import { ALLOWS, outcomeOfPolicies, type Outcome } from '../match/outcome';
import { hasPolicies, type Evaluation } from './evaluation';
import type { GateDefinition } from './gate';
import { subjectOf } from './subject';

/**
 * R-ORDER, identity step: some policy attached to the caller has to allow. Root users have none and need none
 * (R-ROOT); services and anonymous callers have none and are not asked (R-ANON).
 */
export const identityGate: GateDefinition = {
  gate: 'identity',
  rule: 'R-ORDER',
  side: 'caller',
  principals: 'ignored',
  applies: ({ caller }) => hasPolicies(caller),
  outcome: ({ policies, request }) => outcomeOfPolicies(policies.identity, request, 'ignored'),
  policies: ({ policies }) => policies.identity,
  silence: ({ policies, caller }) =>
    policies.identity.length === 0
      ? `${subjectOf(caller)} has no identity-based policy`
      : `no identity-based policy of ${subjectOf(caller)} allows it`,
};

/** What the identity step says of any caller, those who have no such policies included. */
export function identityOutcome(evaluation: Evaluation): Outcome {
  return identityGate.applies(evaluation) ? identityGate.outcome(evaluation) : ALLOWS;
}
