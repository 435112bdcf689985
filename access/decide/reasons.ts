import type { NearMiss, Reason } from '../decision';
import { allowOf, denyOf } from '../match/outcome';
import { DELEGATE, FINAL, ROLE } from '../match/strength';
import { NO, YES } from '../match/tri';
import { statementLabel } from '../policy/statements';
import { unknownsIn } from '../policy/unknown';
import { boundaryGate } from './boundary';
import { effectOf, type Verdict } from './combine';
import type { Evaluation } from './evaluation';
import { silentPolicies, type DenyingGate, type GateDefinition } from './gate';
import { grantReasons } from './grant-reasons';
import { identityGate, identityOutcome } from './identity';
import { nearMissesOf } from './near-miss';
import { isMandatory } from './policy-sets';
import { publicAccessBlockReason } from './public-access-block';
import { rcpGate } from './rcp';
import { ownerKeepsPolicyAccess, resourceGate } from './resource';
import { scpGate } from './scp';
import { sessionGate } from './session';
import { matchesOf, type StatementMatch } from './statement-matches';
import { vpceGate } from './vpce';

/** In which order one of several denies is reported. The service does not document it; VPC endpoints come last. */
const DENIALS: readonly DenyingGate[] = [
  rcpGate,
  scpGate,
  resourceGate,
  identityGate,
  boundaryGate,
  sessionGate,
  vpceGate,
];
/** In which order one of several silences is reported: across accounts the caller's side comes first. */
const SILENCES: readonly GateDefinition[] = [scpGate, vpceGate, identityGate, boundaryGate, sessionGate, resourceGate];

/** All that spoke for and against a call: first what settled it, as the service would report it. */
export function reasonsFor(evaluation: Evaluation, verdict: Verdict): Reason[] {
  const asked = DENIALS.filter((gate) => gate.applies(evaluation));
  const matches = new Map(asked.map((gate) => [gate, countedMatches(gate, evaluation)]));
  const said = asked.flatMap((gate) => [
    ...matches.get(gate)!.map((match) => reasonOf(gate, match, evaluation)),
    ...(gate === resourceGate ? grantReasons(evaluation) : []),
  ]);
  const blocked = publicAccessBlockReason(evaluation);
  if (blocked) said.push(blocked);
  const of = (wanted: Reason['verdict']) => said.filter((reason) => reason.verdict === wanted);
  const effect = effectOf(verdict);
  if (effect === 'allow') return of('allow').length > 0 ? of('allow') : [withoutPolicy(evaluation)];
  const silent = SILENCES.filter(
    (gate) => matches.has(gate) && isSilent(gate, evaluation) && !isBypassed(gate, evaluation),
  );
  const silences = silent.map((gate) => silenceOf(gate, evaluation));
  // What is not known settles nothing where a gate is silent in any case.
  const undecided = effect === 'implicitDeny' ? [...silences, ...of('unknown')] : [...of('unknown'), ...silences];
  return [...of('explicitDeny'), ...undecided, ...of('allow')];
}

/** The statements that match, without denies that do not count. */
function countedMatches(gate: DenyingGate, evaluation: Evaluation): StatementMatch[] {
  const matches = matchesOf(gate, evaluation);
  if (gate !== resourceGate || !ownerKeepsPolicyAccess(evaluation)) return matches;
  return matches.filter(({ effect }) => effect === 'Allow');
}

function reasonOf(
  gate: DenyingGate,
  { policy, statement, effect, match }: StatementMatch,
  evaluation: Evaluation,
): Reason {
  const label = statementLabel(statement.statement, statement.index);
  const verdict = match !== YES ? 'unknown' : effect === 'Deny' ? 'explicitDeny' : 'allow';
  const verb = effect === 'Deny' ? 'denies' : 'allows';
  return {
    ...placeOf(gate, evaluation),
    rule: effect === 'Deny' ? 'R-DENY' : gate.rule,
    ...(effect === 'Allow' && gate.origin?.(evaluation, policy)),
    verdict,
    policy: policy.name,
    ...(policy.arn !== undefined && { policyArn: policy.arn }),
    statement: label,
    text: `statement ${label} of ${policy.name} ${match === YES ? verb : `perhaps ${verb}`} it`,
    ...(verdict === 'unknown' && { dependsOn: dependenciesOf(statement.statement, evaluation) }),
  };
}

function silenceOf(gate: GateDefinition, evaluation: Evaluation): Reason {
  const policies = silentPolicies(gate, evaluation);
  let nearMisses: readonly NearMiss[] | undefined;
  return {
    ...placeOf(gate, evaluation),
    rule: gate.rule,
    ...gate.origin?.(evaluation),
    verdict: 'implicitDeny',
    ...(policies.length === 1 && { policy: policies[0]!.name }),
    ...(policies.length === 1 && policies[0]!.arn !== undefined && { policyArn: policies[0]!.arn }),
    text: gate.silence(evaluation),
    get nearMisses() {
      return (nearMisses ??= nearMissesOf(gate, evaluation));
    },
  };
}

/** The owner's root is all that can be allowed by no statement at all. */
function withoutPolicy({ account }: Evaluation): Reason {
  return {
    rule: 'R-ROOT',
    gate: 'identity',
    verdict: 'allow',
    side: 'caller',
    account: account!,
    text: `the root user of account ${account} may do everything there that no policy denies`,
  };
}

/** Whether a gate that had to allow did not. A resource policy is not asked where an identity policy is enough. */
function isSilent(gate: GateDefinition, evaluation: Evaluation): boolean {
  const outcome = gate.outcome(evaluation);
  const strength = gate.strength?.(evaluation) ?? DELEGATE;
  // A gate that denies has had its say, whatever else it has.
  return denyOf(outcome) !== YES && allowOf(outcome, strength) === NO;
}

/** Whether a gate's silence does not matter, because inside one account the other side has allowed (R-STRENGTH). */
function isBypassed(gate: GateDefinition, evaluation: Evaluation): boolean {
  if (!evaluation.sameAccount || !resourceGate.applies(evaluation)) return false;
  if (gate === resourceGate)
    return !isMandatory(evaluation.kind) && allowOf(identityOutcome(evaluation), FINAL) === YES;
  const spares = gate === identityGate ? ROLE : gate === boundaryGate || gate === sessionGate ? FINAL : undefined;
  return spares !== undefined && allowOf(resourceGate.outcome(evaluation), spares) === YES;
}

function placeOf(
  { gate, side }: DenyingGate,
  { account, call }: Evaluation,
): Pick<Reason, 'gate' | 'side' | 'account'> {
  const where = side === 'caller' ? account : call.resourceAccount;
  return { gate, side, ...(where !== undefined && { account: where }) };
}

function dependenciesOf(statement: object, { call }: Evaluation): string[] {
  const written = JSON.stringify(statement);
  const asked = written.toLowerCase();
  const context = Object.entries(call.context).filter(([key]) => asked.includes(key));
  return [...new Set(unknownsIn(`${written}${call.resource}${JSON.stringify(context)}`))];
}
