import type { Decision, Effect } from '../decision';
import { decide } from '../decide/decide';
import { refusalOf } from '../decide/refusal-of';
import type { World } from '../world/world';
import { callsOf } from './calls';
import type { ApiRequest } from './request';
import type { ObjectState } from './s3/object-state';
import { refusalOfService } from './service-rules';

/** Whether an API request may be made. */
export interface Authorization {
  readonly effect: Effect;
  /**
   * What AWS would report of a request that is not allowed: the first explicit denial, else the first implicit one, else
   * the first decision that is unknown.
   */
  readonly refusal?: Decision;
  /** One for each call, in order; before them what the service refuses by itself, if it does. */
  readonly decisions: readonly Decision[];
}

/**
 * Decides an API request: all of its calls have to be allowed, and a request that needs none is. Beside policies,
 * services refuse by themselves that root assumes a role (R-STS-ROOT), and of anonymous callers uploads in parts
 * (R-ANON-MPU) and what is under SSE-KMS.
 *
 * @param object S3: the object that the request is about; absent = it is there, as its bucket's default makes it
 * @param source S3: the same of a copy's source
 * @throws Error for an operation that is in no table; PolicyError for a policy that AWS would not have saved
 */
export function authorize(
  world: World,
  request: ApiRequest,
  object?: ObjectState,
  source?: ObjectState,
): Authorization {
  const calls = callsOf(world, request, object, source);
  const decisions: Decision[] = [];
  const refusedByService = refusalOfService(world, request, calls);
  if (refusedByService) decisions.push(refusedByService);
  for (const call of calls) decisions.push(decide(world, call));
  const refusal = refusalOf(decisions);
  return refusal ? { effect: refusal.effect, refusal, decisions } : { effect: 'allow', decisions };
}
