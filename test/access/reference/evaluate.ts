import {
  askBoundary,
  askEndpoint,
  askIdentity,
  askResource,
  askScps,
  askSession,
  publicAccessIsBlocked,
  rcpsDeny,
} from './gates';
import { requestOf, type Question } from './request';

/**
 * What AWS decides, worked out in the slowest and most obvious way: every statement of every policy is held against the
 * request, nothing is prepared and nothing kept. It is written from the specification and shares no code with the engine.
 * The policies have to be ones that AWS would save, and say of which kind the resource is.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html
 */
export function referenceEffect(question: Question): 'allow' | 'explicitDeny' | 'implicitDeny' {
  const request = requestOf(question);
  const { caller, resourceAccount } = question.call;
  const scps = askScps(request);
  const endpoint = askEndpoint(request);
  const identity = askIdentity(request);
  const boundary = askBoundary(request);
  const session = askSession(request);
  const resource = askResource(request);

  const gates = [scps, endpoint, identity, boundary, session, resource];
  if (rcpsDeny(request) || publicAccessIsBlocked(request) || gates.some(({ denies }) => denies)) return 'explicitDeny';
  if (scps.allows === 'not' || endpoint.allows === 'not') return 'implicitDeny';

  const unlimited = boundary.allows !== 'not' && session.allows !== 'not';
  const byIdentity = identity.allows !== 'not' && unlimited;
  const byResource = resource.allows !== 'not';
  const sameAccount = 'account' in caller && caller.account === resourceAccount;
  if (!sameAccount) return byIdentity && byResource ? 'allow' : 'implicitDeny';

  if (resource.allows === 'itself') return 'allow';
  if (resource.allows === 'behind' && unlimited) return 'allow';
  const { resourceKind } = question.policies;
  const resourceHasToAllow = resourceKind === 'key' || resourceKind === 'trust';
  return byIdentity && (byResource || !resourceHasToAllow) ? 'allow' : 'implicitDeny';
}
