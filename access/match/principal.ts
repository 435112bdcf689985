import type { OneOrMany, PrincipalElement } from '../policy/document';
import { listOf } from '../policy/statements';
import { hasUnknown } from '../policy/unknown';
import { compilePattern, matchPattern, type Pattern } from './pattern';
import type { MatchRequest } from './request';
import { DELEGATE, FINAL, NONE, type Strength } from './strength';
import { parseTemplate } from './template';
import { MAYBE, NO, not, YES, type Tri } from './tri';

/** The Principal or NotPrincipal element of a statement, ready to look callers up in. */
export interface CompiledPrincipal {
  readonly negated: boolean;
  /** `*` or `{"AWS": "*"}`. */
  readonly everyone: boolean;
  readonly aws: ReadonlySet<string>;
  readonly services: ReadonlySet<string>;
  readonly canonicalIds: ReadonlySet<string>;
  /** Entries that are not known yet; each may turn out to name the caller. */
  readonly unknownAws: readonly Pattern[];
  readonly unknownServices: readonly Pattern[];
}

/** How strongly a Principal element names the caller: for certain, and at most. */
export interface PrincipalMatch {
  readonly sure: Strength;
  readonly possible: Strength;
}

/** Every answer there can be, made once: matching a principal allocates nothing. */
const MATCHES: readonly (readonly PrincipalMatch[])[] = [0, 1, 2, 3].map((sure) =>
  [0, 1, 2, 3].map((possible) => ({ sure: sure as Strength, possible: possible as Strength })),
);

function compileUnknown(name: string): Pattern {
  return compilePattern(name, parseTemplate(name, { variables: false, wildcards: false }));
}

/** Compiles a Principal element (R-PR). @param negated whether it is NotPrincipal */
export function compilePrincipal(element: PrincipalElement, negated: boolean): CompiledPrincipal {
  const byKind: Partial<Record<string, OneOrMany<string>>> = typeof element === 'string' ? { AWS: element } : element;
  const aws = listOf(byKind.AWS ?? []);
  const services = listOf(byKind.Service ?? []);
  return {
    negated,
    everyone: aws.includes('*'),
    aws: new Set(aws),
    services: new Set(services),
    canonicalIds: new Set(listOf(byKind.CanonicalUser ?? [])),
    unknownAws: aws.filter(hasUnknown).map(compileUnknown),
    unknownServices: services.filter(hasUnknown).map(compileUnknown),
  };
}

/**
 * How strongly the element names the caller (R-STRENGTH). NotPrincipal names everyone whom it does not exempt, as
 * `*` does; see {@link exempted}.
 */
export function matchPrincipal(
  principal: CompiledPrincipal,
  effect: 'Allow' | 'Deny',
  request: MatchRequest,
): PrincipalMatch {
  if (principal.negated) {
    const named = not(exempted(principal, effect, request));
    return MATCHES[named === YES ? FINAL : NONE]![named >= MAYBE ? FINAL : NONE]!;
  }
  const sure = sureStrength(principal, request);
  return MATCHES[sure]![possibleStrength(principal, request, sure)]!;
}

function sureStrength(principal: CompiledPrincipal, request: MatchRequest): Strength {
  // R-DENY-PR, R-ANON: everyone is everyone, signed or not, services included.
  if (principal.everyone) return FINAL;
  const { names } = request;
  if (names.service !== undefined) return principal.services.has(names.service) ? FINAL : NONE;
  for (const { name, strength } of names.aws) if (principal.aws.has(name)) return strength;
  const { canonicalId } = request;
  return canonicalId !== undefined && principal.canonicalIds.has(canonicalId) ? DELEGATE : NONE;
}

function possibleStrength(principal: CompiledPrincipal, request: MatchRequest, sure: Strength): Strength {
  let possible = sure;
  for (const pattern of principal.unknownAws) {
    if (matchPattern(pattern, '*', request) !== NO) return FINAL;
    for (const { name, strength } of request.names.aws) {
      if (strength > possible && matchPattern(pattern, name, request) !== NO) possible = strength;
    }
  }
  const { service } = request.names;
  if (service !== undefined) {
    for (const pattern of principal.unknownServices) {
      if (matchPattern(pattern, service, request) !== NO) return FINAL;
    }
  }
  return possible;
}

/**
 * Whether NotPrincipal lists the caller (R-NOTPR). With Deny it has to list the account, the role and the session, each
 * by itself (D032), and a caller with a permissions boundary is never exempt, whatever is listed (D031). With Allow,
 * which AWS advises against, any one name is enough to be left out.
 */
function exempted(principal: CompiledPrincipal, effect: 'Allow' | 'Deny', request: MatchRequest): Tri {
  if (effect === 'Deny' && request.hasBoundary) return NO;
  if (principal.everyone) return YES;
  const { exemptions, service } = request.names;
  if (exemptions.length === 0) return NO;
  const [listed, unknown] =
    service === undefined ? [principal.aws, principal.unknownAws] : [principal.services, principal.unknownServices];
  const groups = exemptions.map((names) => groupListed(names, listed, unknown, request));
  return groups.reduce((a, b) => (effect === 'Deny' ? Math.min(a, b) : Math.max(a, b)) as Tri);
}

function groupListed(
  names: readonly string[],
  listed: ReadonlySet<string>,
  unknown: readonly Pattern[],
  request: MatchRequest,
): Tri {
  if (names.some((name) => listed.has(name))) return YES;
  const perhaps = (pattern: Pattern) => ['*', ...names].some((name) => matchPattern(pattern, name, request) !== NO);
  return unknown.some(perhaps) ? MAYBE : NO;
}
