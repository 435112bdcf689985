import { callerAccount } from '../../access/caller';
import { resourceKindOf } from '../../access/decide/policy-sets';
import type { Decision, Reason } from '../../access/decision';
import type { Authorization } from '../../access/services/authorize';
import type { Check } from '../../contract/check';
import type { Capability, CapabilityMatrix } from './capability';
import { needsOf, type Refusal } from './requirements';

/** Why a check's refusal would show nothing on a backend. */
export interface Unsupported {
  /** What the backend was not shown to enforce; empty = no canary asks for what refuses here. */
  readonly lacks: readonly Capability[];
  /** The same in one sentence without a final period. */
  readonly reason: string;
}

/**
 * Whether the answer of a backend to a check shows anything. A refusal does when at least one gate that refuses the call,
 * by the engine, is one that the backend was shown to enforce; a success always does.
 *
 * @param matrix what the canaries showed of the backend
 * @param authorization the engine's decision of the check
 * @returns undefined when it does
 */
export function unsupportedBy(
  matrix: CapabilityMatrix,
  check: Check,
  authorization: Authorization,
): Unsupported | undefined {
  if (check.expect === 'allow') return undefined;
  const enforced = new Set(matrix.filter(({ verdict }) => verdict === 'enforced').map(({ capability }) => capability));
  const needs = authorization.decisions.flatMap((decision) => needsOfDecision(check, decision));
  const lacking = needs.map((all) => all.filter((capability) => !enforced.has(capability)));
  if (lacking.some((lacks) => !lacks.length)) return undefined;
  const lacks = matrix.map(({ capability }) => capability).filter((one) => lacking.some((all) => all.includes(one)));
  const reason = lacks.length
    ? `not shown to be enforced here: ${lacks.join(', ')}; nothing else refuses the call`
    : 'no canary asks for what refuses the call';
  return { lacks, reason };
}

/** For each gate that refuses a call, what has to be enforced; gates that no canary asks for are left out. */
function needsOfDecision(check: Check, decision: Decision): Capability[][] {
  if (decision.effect === 'allow' || decision.mayAllow) return [];
  return decision.reasons.flatMap((reason) => {
    const refusal = refusalOf(check, decision, reason);
    const needs = refusal ? needsOf(refusal) : [];
    return needs.length ? [needs] : [];
  });
}

function refusalOf(check: Check, { call }: Decision, reason: Reason): Refusal | undefined {
  const { gate, verdict } = reason;
  if (verdict !== 'explicitDeny' && verdict !== 'implicitDeny') return undefined;
  const { kind } = call.caller;
  const isStranger = kind === 'anonymous' || kind === 'service';
  const from = isStranger ? kind : callerAccount(call.caller) === call.resourceAccount ? 'same' : 'other';
  return { gate, verdict, on: resourceKindOf(call), from, because: causeOf(check, reason) };
}

function causeOf(check: Check, { verdict, nearMisses = [] }: Reason): Refusal['because'] {
  if (check.outsideOrganization) return 'outside-organization';
  if (verdict === 'explicitDeny') return check.secure === false || check.tlsVersion ? 'no-tls' : 'anything else';
  const isExternalId = ({ element, text }: (typeof nearMisses)[number]) =>
    element === 'Condition' && text.includes('sts:ExternalId');
  return nearMisses.some(isExternalId) ? 'external-id' : 'anything else';
}
