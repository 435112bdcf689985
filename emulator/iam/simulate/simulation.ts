import type { Call, RequestContext } from '../../../access/call';
import { callerAccount, type Caller } from '../../../access/caller';
import { callerContext } from '../../../access/decide/caller-context';
import { decideWith } from '../../../access/decide/decide-with';
import { hasPolicies } from '../../../access/decide/evaluation';
import type { PolicySets } from '../../../access/decide/policy-sets';
import type { Decision, Gate, Reason } from '../../../access/decision';
import type { ContextFallback } from '../../../access/match/request';
import type { NamedPolicy } from '../../../access/policy/document';
import { statementLabel, statementsOf } from '../../../access/policy/statements';
import { parseArn } from '../../../access/world/arn';
import { membershipOf } from '../../../access/world/lookup';
import type { World } from '../../../access/world/world';
import { contextKeysOf } from './context-keys';
import type { SourcedPolicy } from './given-policies';
import { statementSpans, type StatementSpan } from './positions';

/** All that a simulation knows; it looks nothing up but the organization of the caller's account. */
export interface Simulation {
  /** Absent: nobody in particular, out of the resource's own account. */
  readonly caller: Caller | undefined;
  readonly context: RequestContext;
  readonly identity: readonly SourcedPolicy[];
  readonly boundary: NamedPolicy | undefined;
  readonly resourcePolicy: SourcedPolicy | undefined;
  /** The account that owns resources whose ARN names none. */
  readonly owner: string;
  readonly scps: PolicySets['scps'];
}

export type SimulatedDecision = 'allowed' | 'explicitDeny' | 'implicitDeny';

/** What comes of one action on one resource. */
export interface Simulated {
  readonly resource: string;
  readonly decision: SimulatedDecision;
  /** The statements that settle it. */
  readonly matched: readonly { readonly policy: SourcedPolicy; readonly span: StatementSpan }[];
  /** Condition keys that the policies ask for and the request lacks, and what else the answer depends on. */
  readonly missing: readonly string[];
  /** Absent when the account is in no organization. */
  readonly allowedByOrganizations?: boolean;
  /** Absent without a boundary. */
  readonly allowedByBoundary?: boolean;
  /** Across accounts: what each kind of policy says. */
  readonly details?: Readonly<Record<string, SimulatedDecision>>;
}

/** The kinds of policy that a cross-account result tells apart. */
const KINDS: Readonly<Partial<Record<Gate, string>>> = {
  identity: 'IAM Policy',
  resource: 'Resource Policy',
  boundary: 'Permissions Boundary Policy',
};

/**
 * Decides one action on one resource. An answer that depends on what is not known is an `implicitDeny` whose missing
 * values say on what.
 */
export function simulateCall(world: World, simulation: Simulation, action: string, resource: string): Simulated {
  const { context, scps, boundary } = simulation;
  const named = parseArn(resource)?.account ?? '';
  const resourceAccount = /^\d{12}$/.test(named) ? named : simulation.owner;
  const caller: Caller = simulation.caller ?? {
    kind: 'user',
    account: resourceAccount,
    path: '/',
    name: 'nobody',
    uniqueId: 'nobody',
  };
  const fallback: ContextFallback = simulation.caller
    ? callerContext(caller, membershipOf(world, caller))
    : () => undefined;
  const call: Call = { caller, action, resource, resourceAccount, context };
  const decision = decideWith(policySets(simulation), call, fallback);
  // Whom no control policy binds, all of them let through.
  const organizations = verdictOf(decision, 'scp') ?? 'allowed';
  const allowedByOrganizations = scps && (decision.effect === 'allow' || organizations === 'allowed');
  return {
    resource,
    decision: decisionOf(decision),
    matched: matchedIn(decision, sourcesOf(simulation)),
    missing: missingIn(decision, simulation, fallback),
    ...(allowedByOrganizations !== undefined && { allowedByOrganizations }),
    ...(boundary && hasPolicies(caller) && { allowedByBoundary: verdictOf(decision, 'boundary') === 'allowed' }),
    ...(callerAccount(caller) !== resourceAccount &&
      allowedByOrganizations !== false && { details: detailsOf(decision) }),
  };
}

function sourcesOf({ identity, resourcePolicy }: Simulation): readonly SourcedPolicy[] {
  return resourcePolicy ? [...identity, resourcePolicy] : identity;
}

/** Policies are named by their place among the sources, so that reasons lead back to them. */
function policySets(simulation: Simulation): PolicySets {
  const { identity, boundary, resourcePolicy, scps } = simulation;
  return {
    identity: identity.map(({ document }, index) => ({ name: String(index), document })),
    boundary,
    scps,
    // Without its policy a key or role is like any resource: the simulator does not look policies up.
    ...(resourcePolicy
      ? { resource: { name: String(identity.length), document: resourcePolicy.document } }
      : { resourceKind: 'other' }),
  };
}

function decisionOf({ effect }: Decision): SimulatedDecision {
  if (effect === 'allow') return 'allowed';
  return effect === 'explicitDeny' ? 'explicitDeny' : 'implicitDeny';
}

function matchedIn({ effect, reasons }: Decision, sources: readonly SourcedPolicy[]): Simulated['matched'] {
  if (effect !== 'allow' && effect !== 'explicitDeny') return [];
  return reasons
    .filter(({ gate, verdict, statement }) => isCited(gate) && verdict === effect && statement !== undefined)
    .flatMap((reason) => placeOf(reason, sources[Number(reason.policy)]!));
}

function isCited(gate: Gate): boolean {
  return gate === 'identity' || gate === 'resource';
}

function placeOf({ statement }: Reason, policy: SourcedPolicy): Simulated['matched'] {
  const index = statementsOf(policy.document).findIndex((one, at) => statementLabel(one, at) === statement);
  return [{ policy, span: statementSpans(policy.text)[index]! }];
}

function missingIn({ call, effect, reasons }: Decision, simulation: Simulation, fallback: ContextFallback): string[] {
  const asked = contextKeysOf(sourcesOf(simulation).map(({ document }) => document));
  const absent = asked.filter((key) => {
    const lower = key.toLowerCase();
    return !Object.hasOwn(call.context, lower) && fallback(lower) === undefined;
  });
  const open = effect === 'unknown' ? reasons.flatMap(({ dependsOn }) => dependsOn ?? []) : [];
  return [...new Set([...absent, ...open])];
}

/** What a gate says by its reasons; undefined when it has none. */
function verdictOf({ reasons }: Decision, gate: Gate): SimulatedDecision | undefined {
  const verdicts = reasons.filter((reason) => reason.gate === gate).map(({ verdict }) => verdict);
  if (verdicts.includes('explicitDeny')) return 'explicitDeny';
  if (verdicts.includes('implicitDeny') || verdicts.includes('unknown')) return 'implicitDeny';
  return verdicts.length > 0 ? 'allowed' : undefined;
}

function detailsOf(decision: Decision): Record<string, SimulatedDecision> {
  const details: Record<string, SimulatedDecision> = {};
  for (const [gate, kind] of Object.entries(KINDS)) {
    const verdict = verdictOf(decision, gate as Gate);
    if (verdict !== undefined) details[kind] = verdict;
  }
  return details;
}
