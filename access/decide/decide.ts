import type { Call } from '../call';
import type { Decision } from '../decision';
import { membershipOf } from '../world/lookup';
import type { World } from '../world/world';
import { callerContext } from './caller-context';
import { decideWith } from './decide-with';
import { gatherPolicies } from './gather';
import type { PolicySets } from './policy-sets';

/**
 * Decides one call in a world: whether this caller may do this action on this resource, and why.
 *
 * @param instead policies that take the place of the world's, for what-if questions; undefined = none of that kind.
 *   @default the world's
 * @throws PolicyError for a policy with a condition operator that AWS does not know
 */
export function decide(world: World, call: Call, instead?: Partial<PolicySets>): Decision {
  const gathered = gatherPolicies(world, call);
  const policies = instead ? { ...gathered, ...instead } : gathered;
  return decideWith(policies, call, callerContext(call.caller, membershipOf(world, call.caller)));
}
