import type { Applicable, CompiledStatement } from './compile';
import type { MatchRequest } from './request';
import { matchResources } from './resource';
import { NO, YES, type Tri } from './tri';

/** Whether a statement's Resource and Condition match: all but its action and its principal. */
export function matchBody({ resources, conditions }: CompiledStatement, request: MatchRequest): Tri {
  let result: Tri = resources ? matchResources(resources, request) : withoutResources(request);
  if (result === NO) return NO;
  for (const condition of conditions) {
    const match = condition.evaluate(request);
    if (match === NO) return NO;
    if (match < result) result = match;
  }
  return result;
}

/**
 * Trust policies have no resources, and speak of STS only. KMS saves a statement without any too, and it has no effect.
 *
 * @see https://docs.aws.amazon.com/kms/latest/APIReference/API_PutKeyPolicy.html
 */
function withoutResources(request: MatchRequest): Tri {
  return /^sts:/i.test(request.action) ? YES : NO;
}

/** Whether a statement that is about the request's action matches, its principal apart. */
export function matchApplicable({ statement, action }: Applicable, request: MatchRequest): Tri {
  const body = matchBody(statement, request);
  return body < action ? body : action;
}
