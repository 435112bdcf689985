import { outcomeOfPolicy } from '../match/outcome';
import { DELEGATE, ROLE } from '../match/strength';
import type { GateDefinition } from './gate';

/**
 * R-VPCE: the policy of the VPC endpoint that the request came through has to allow; it neither grants nor replaces
 * anything. Requests that came through none have none. An account that it names stands for its root user, as at gateway
 * endpoints; who is meant at interface endpoints only is named by role or user, or by `aws:PrincipalArn`.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html
 */
export const vpceGate = {
  gate: 'vpce',
  rule: 'R-VPCE',
  side: 'caller',
  principals: 'optional',
  applies: ({ policies }) => policies.vpce !== undefined,
  outcome: ({ policies, request }) => outcomeOfPolicy(policies.vpce!.document, request, 'optional'),
  // It has to name the caller itself; for the root user that is the account.
  strength: ({ caller }) => (caller.kind === 'root' ? DELEGATE : ROLE),
  policies: ({ policies }) => [policies.vpce!],
  silence: () => 'the policy of the VPC endpoint does not allow it',
} satisfies GateDefinition;
