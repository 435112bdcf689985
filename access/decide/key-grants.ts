import { matchPrincipal, compilePrincipal } from '../match/principal';
import { SILENT, outcomeOf, join, type Outcome } from '../match/outcome';
import type { MatchRequest } from '../match/request';
import { NO } from '../match/tri';
import type { KeyGrant } from '../world/key';

const CONTEXT = 'kms:encryptioncontext:';

/** Operations that carry no encryption context, so that a grant's constraint does not apply to them; in lower case. */
const WITHOUT_CONTEXT: ReadonlySet<string> = new Set(['describekey', 'retiregrant']);

/**
 * What the grants of a key say of a call (R-KMS-2): for its operations a grant acts as an Allow of the key policy that
 * names the grantee, if the request's encryption context fits. It never denies, and a Deny anywhere overrides it.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/grants.html
 */
export function grantsOutcome(grants: readonly KeyGrant[], request: MatchRequest): Outcome {
  let outcome: Outcome = SILENT;
  for (const grant of grants) {
    if (!covers(grant, request)) continue;
    const { sure, possible } = matchGrantee(grant, request);
    outcome = join(outcome, outcomeOf(NO, sure, possible));
  }
  return outcome;
}

/** How strongly a grant names the caller as its grantee. */
function matchGrantee({ granteePrincipal }: KeyGrant, request: MatchRequest) {
  const kind = granteePrincipal.endsWith('.amazonaws.com') ? 'Service' : 'AWS';
  return matchPrincipal(compilePrincipal({ [kind]: granteePrincipal }, false), 'Allow', request);
}

/** Whether a grant is about the request's operation and encryption context, whoever calls. */
function covers(grant: KeyGrant, request: MatchRequest): boolean {
  const operation = request.action.slice(request.action.indexOf(':') + 1).toLowerCase();
  if (!grant.operations.some((name) => name.toLowerCase() === operation)) return false;
  if (WITHOUT_CONTEXT.has(operation)) return true;
  if (operation === 'creategrant' && !isNoWider(grant, request)) return false;
  const { encryptionContextEquals: equals, encryptionContextSubset: subset } = grant;
  if (equals && !(contains(request, equals) && sizeOf(request) === Object.keys(equals).length)) return false;
  return !subset || contains(request, subset);
}

/**
 * A grantee who may make grants can hand on what the grant allows and nothing else, under a constraint that is at least
 * as strict. The pairs of the new constraint are the request's encryption context.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/create-grant-overview.html#grant-creategrant
 */
function isNoWider(parent: KeyGrant, request: MatchRequest): boolean {
  const wanted = request.value('kms:grantoperations');
  if (!Array.isArray(wanted) || !wanted.every((operation) => parent.operations.includes(operation))) return false;
  return !parent.encryptionContextEquals || request.value('kms:grantconstrainttype') === 'EncryptionContextEquals';
}

function contains(request: MatchRequest, pairs: Readonly<Record<string, string>>): boolean {
  return Object.entries(pairs).every(([key, value]) => request.value(`${CONTEXT}${key.toLowerCase()}`) === value);
}

function sizeOf({ call }: MatchRequest): number {
  return Object.keys(call.context).filter((key) => key.startsWith(CONTEXT)).length;
}
