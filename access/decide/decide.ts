import type { Call } from '../call';
import { callerAccount } from '../caller';
import type { Decision } from '../decision';
import type { World } from '../world/world';
import { callerContext } from './caller-context';
import { decideWith } from './decide-with';
import { gatherPolicies } from './gather';

/**
 * Decides one call in a world: whether this caller may do this action on this resource, and why.
 *
 * @throws PolicyError for a policy with a condition operator that AWS does not know
 */
export function decide(world: World, call: Call): Decision {
  const account = callerAccount(call.caller);
  const membership = account === undefined ? undefined : world.accounts.get(account)?.organization;
  return decideWith(gatherPolicies(world, call), call, callerContext(call.caller, membership));
}
