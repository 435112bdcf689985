import type { NamedPolicy, PolicyDocument } from '../policy/document';
import { applicableTo, compilePolicy, type ActionIndex } from './compile';
import { matchPrincipal } from './principal';
import type { MatchRequest } from './request';
import { matchApplicable } from './statement';
import { FINAL, NONE, type Strength } from './strength';
import { MAYBE, NO, YES, type Tri } from './tri';

/**
 * What a policy says of a call, packed into one number so that deciding allocates nothing: whether it denies, and how
 * strongly it allows for certain and at most.
 */
export type Outcome = number;

/** Says nothing. */
export const SILENT: Outcome = 0;
/** Denies, whatever else it says. */
export const DENIES: Outcome = YES;
/** Allows for certain, as strongly as can be. */
export const ALLOWS: Outcome = outcomeOf(NO, FINAL, FINAL);

export function outcomeOf(deny: Tri, sure: Strength, possible: Strength): Outcome {
  return deny | (sure << 2) | (possible << 4);
}

export function denyOf(outcome: Outcome): Tri {
  return (outcome & 3) as Tri;
}

/** Whether the outcome allows at least as strongly as asked. */
export function allowOf(outcome: Outcome, atLeast: Strength): Tri {
  if (((outcome >> 2) & 3) >= atLeast) return YES;
  return outcome >> 4 >= atLeast ? MAYBE : NO;
}

/** What two policies of one gate say together: the strongest of each part. */
export function join(a: Outcome, b: Outcome): Outcome {
  const deny = Math.max(a & 3, b & 3);
  const sure = Math.max((a >> 2) & 3, (b >> 2) & 3);
  return deny | (sure << 2) | (Math.max(a >> 4, b >> 4) << 4);
}

/** The same outcome without its denies. */
export function withoutDeny(outcome: Outcome): Outcome {
  return outcome & ~3;
}

/** The same outcome without its allows. */
export function denyOnly(outcome: Outcome): Outcome {
  return outcome & 3;
}

/** How a policy's statements relate to callers: by their Principal, or by being attached to the caller. */
export type PrincipalUse =
  /** Identity-based and organization policies: the element has no meaning. */
  | 'ignored'
  /** Resource-based policies: a statement without it names nobody. */
  | 'required'
  /** Endpoint policies: a statement without it is about everyone. */
  | 'optional';

/** What the policies of one gate say of a call together. */
export function outcomeOfPolicies(policies: readonly NamedPolicy[], request: MatchRequest, use: PrincipalUse): Outcome {
  let outcome: Outcome = SILENT;
  for (const { document } of policies) outcome = join(outcome, outcomeOfPolicy(document, request, use));
  return outcome;
}

/** What a document says of a call. */
export function outcomeOfPolicy(document: PolicyDocument, request: MatchRequest, use: PrincipalUse): Outcome {
  const index = applicableTo(compilePolicy(document), request);
  const deny = denyIn(index, request, use);
  return deny === YES ? DENIES : deny | allowIn(index, request, use);
}

function denyIn({ denies }: ActionIndex, request: MatchRequest, use: PrincipalUse): Tri {
  let deny: Tri = NO;
  for (const applicable of denies) {
    let match = matchApplicable(applicable, request);
    if (match <= deny) continue;
    if (use !== 'ignored') {
      const { principal } = applicable.statement;
      if (!principal) {
        if (use === 'required') continue;
      } else {
        const { sure, possible } = matchPrincipal(principal, 'Deny', request);
        if (possible === NONE) continue;
        if (sure === NONE) match = MAYBE;
      }
    }
    if (match === YES) return YES;
    deny = match;
  }
  return deny;
}

function allowIn({ allows }: ActionIndex, request: MatchRequest, use: PrincipalUse): Outcome {
  let sure = 0;
  let possible = 0;
  for (const applicable of allows) {
    if (sure === FINAL) break;
    const { principal } = applicable.statement;
    let named = MATCHES_ALL;
    if (use !== 'ignored') {
      if (principal) named = matchPrincipal(principal, 'Allow', request);
      else if (use === 'required') continue;
    }
    if (named.possible <= sure) continue;
    const match = matchApplicable(applicable, request);
    if (match === NO) continue;
    if (match === YES && named.sure > sure) sure = named.sure;
    if (named.possible > possible) possible = named.possible;
  }
  return (sure << 2) | (Math.max(sure, possible) << 4);
}

const MATCHES_ALL = { sure: FINAL as Strength, possible: FINAL as Strength };
