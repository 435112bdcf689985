import { outcomeOfPolicies } from '../match/outcome';
import type { GateDefinition } from './gate';

/**
 * R-ORDER, session step: of the session policies that were passed, one has to allow. A role's session without any skips
 * the step; a federated user without any is allowed nothing by its user's policies (R-NOSESSPOL).
 */
export const sessionGate: GateDefinition = {
  gate: 'session',
  rule: 'R-NOSESSPOL',
  side: 'caller',
  principals: 'ignored',
  applies: ({ policies, caller }) =>
    caller.kind === 'federated-user' || (caller.kind === 'role-session' && policies.session !== undefined),
  outcome: ({ policies, request }) => outcomeOfPolicies(policies.session ?? [], request, 'ignored'),
  policies: ({ policies }) => policies.session ?? [],
  silence: ({ policies, caller }) =>
    policies.session === undefined && caller.kind === 'federated-user'
      ? `federated user ${caller.name} was given no session policy, without which its user's policies do not count`
      : 'no session policy allows it',
};
