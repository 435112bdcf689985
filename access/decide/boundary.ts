import { outcomeOfPolicy } from '../match/outcome';
import { hasPolicies } from './evaluation';
import type { GateDefinition } from './gate';
import { subjectOf } from './subject';

/** R-ORDER, boundary step: a permissions boundary, if the caller has one, has to allow too. */
export const boundaryGate: GateDefinition = {
  gate: 'boundary',
  rule: 'R-ORDER',
  side: 'caller',
  principals: 'ignored',
  applies: ({ policies, caller }) => policies.boundary !== undefined && hasPolicies(caller),
  outcome: ({ policies, request }) => outcomeOfPolicy(policies.boundary!.document, request, 'ignored'),
  policies: ({ policies }) => [policies.boundary!],
  silence: ({ caller }) => `the permissions boundary of ${subjectOf(caller)} does not allow it`,
};
