import type { Effect } from '../decision';
import { allowOf, ALLOWS, denyOf, type Outcome } from '../match/outcome';
import { DELEGATE, FINAL, ROLE } from '../match/strength';
import { both, either, MAYBE, NO, YES, type Tri } from '../match/tri';
import { boundaryGate } from './boundary';
import type { Evaluation } from './evaluation';
import type { DenyingGate } from './gate';
import { identityGate } from './identity';
import { isMandatory } from './policy-sets';
import { publicAccessBlockOutcome } from './public-access-block';
import { rcpGate } from './rcp';
import { resourceGate } from './resource';
import { scpGate } from './scp';
import { sessionGate } from './session';
import { vpceGate } from './vpce';

/** What a call comes to: whether something denies it, and whether all that has to allow it does. */
export interface Verdict {
  readonly deny: Tri;
  readonly allow: Tri;
}

/**
 * Combines the gates (R-ORDER): in one account a resource policy that names the caller itself can stand in for the
 * others (R-STRENGTH); across accounts both sides have to allow. Keys and trust policies have to allow in any case.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
 */
export function combine(evaluation: Evaluation): Verdict {
  const scp = outcomeOfGate(scpGate, evaluation);
  const vpce = outcomeOfGate(vpceGate, evaluation);
  const resource = resourceGate.applies(evaluation) ? resourceGate.outcome(evaluation) : 0;
  const identity = outcomeOfGate(identityGate, evaluation);
  const boundary = outcomeOfGate(boundaryGate, evaluation);
  const session = outcomeOfGate(sessionGate, evaluation);
  const rcp = outcomeOfGate(rcpGate, evaluation);
  const blocked = publicAccessBlockOutcome(evaluation);
  // R-DENY: whatever else they say, one deny is enough.
  const deny = Math.max(
    denyOf(rcp),
    denyOf(scp),
    denyOf(vpce),
    denyOf(resource),
    denyOf(blocked),
    denyOf(identity),
    denyOf(boundary),
    denyOf(session),
  ) as Tri;
  if (deny === YES) return { deny, allow: NO };
  const limits = both(allowOf(boundary, FINAL), allowOf(session, FINAL));
  const callerSide = both(allowOf(identity, FINAL), limits);
  const outer = both(allowOf(scp, FINAL), allowOf(vpce, vpceGate.strength(evaluation)));
  return { deny, allow: both(outer, inner(evaluation, resource, limits, callerSide)) };
}

function inner({ sameAccount, kind }: Evaluation, resource: Outcome, limits: Tri, callerSide: Tri): Tri {
  const delegated = allowOf(resource, DELEGATE);
  if (!sameAccount) return both(callerSide, delegated);
  const final = allowOf(resource, FINAL);
  const role = both(allowOf(resource, ROLE), limits);
  // R-KMS-1, R-STS-1: what the key or role itself does not allow, no identity policy can.
  const mandatory = isMandatory(kind) ? delegated : YES;
  return either(either(final, role), both(callerSide, mandatory));
}

function outcomeOfGate(gate: DenyingGate, evaluation: Evaluation): Outcome {
  return gate.applies(evaluation) ? gate.outcome(evaluation) : ALLOWS;
}

/** What a verdict is called. A possible deny is unknown even where nothing allows: it may turn out an explicit one. */
export function effectOf({ deny, allow }: Verdict): Effect {
  if (deny === YES) return 'explicitDeny';
  if (deny === MAYBE || allow === MAYBE) return 'unknown';
  return allow === YES ? 'allow' : 'implicitDeny';
}
