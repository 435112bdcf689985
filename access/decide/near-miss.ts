import type { NearMiss } from '../decision';
import { callerArn } from '../caller';
import { matchActions } from '../match/action';
import { compilePolicy, type CompiledStatement } from '../match/compile';
import { matchBody } from '../match/statement';
import { NO } from '../match/tri';
import type { NamedPolicy, OneOrMany, PrincipalElement } from '../policy/document';
import { listOf, statementLabel } from '../policy/statements';
import type { Evaluation } from './evaluation';
import { silentPolicies, type GateDefinition } from './gate';
import { principalMatch, requestOf } from './statement-matches';

/** More would be a list of the policy rather than an explanation. */
const MOST = 3;

/** The statements of a gate's policies that would have allowed a call but for one element. */
export function nearMissesOf(gate: GateDefinition, evaluation: Evaluation): NearMiss[] {
  const misses: NearMiss[] = [];
  for (const policy of silentPolicies(gate, evaluation)) {
    for (const statement of compilePolicy(policy.document).statements) {
      if (statement.effect !== 'Allow') continue;
      const failing = missesOf(statement, policy, gate, evaluation);
      if (failing.length === 1) misses.push(failing[0]!);
      if (misses.length === MOST) return misses;
    }
  }
  return misses;
}

function missesOf(
  compiled: CompiledStatement,
  policy: NamedPolicy,
  gate: GateDefinition,
  evaluation: Evaluation,
): NearMiss[] {
  const request = requestOf(gate, evaluation);
  const { statement, actions, resources, principal } = compiled;
  const place = { policy: policy.name, statement: statementLabel(statement, compiled.index) };
  const misses: NearMiss[] = [];
  const miss = (element: NearMiss['element'], name: string, wanted: readonly string[], got: string | undefined) => {
    const has = got === undefined ? `the request has no ${name}` : `${name} is ${got}`;
    const text = `${has}, statement ${place.statement} of ${place.policy} has ${shown(wanted)}`;
    misses.push({ ...place, element, wanted, ...(got !== undefined && { got }), text });
  };
  if (matchActions(actions, request) === NO) {
    const written = statement.Action ?? statement.NotAction ?? 'nothing';
    miss('Action', 'the action', nearestOf(written, actions.negated, request.action), request.action);
  }
  if (principalMatch(compiled, gate, evaluation) === NO) {
    const written = principalNames(statement.Principal ?? statement.NotPrincipal ?? { AWS: 'nobody' });
    const arn = callerArn(evaluation.caller);
    miss('Principal', 'the caller', nearestOf(written, principal?.negated, arn), arn);
  }
  if (matchBody({ ...compiled, conditions: [] }, request) === NO) {
    const written = statement.Resource ?? statement.NotResource ?? 'nothing';
    miss('Resource', 'the resource', nearestOf(written, resources?.negated, request.resource), request.resource);
  }
  for (const condition of compiled.conditions) {
    if (condition.evaluate(request) !== NO) continue;
    const value = request.value(condition.key.toLowerCase());
    const wanted = nearestFirst(condition.values, String(value ?? '')).map((text) => `${condition.operator} ${text}`);
    miss('Condition', condition.key, wanted, value === undefined ? undefined : JSON.stringify(value));
  }
  return misses;
}

/** What an element has, the nearest to the request's value first. */
function nearestOf(written: OneOrMany<string>, negated: boolean | undefined, got: string): string[] {
  return nearestFirst(listOf(written), got).map((text) => (negated ? `all but ${text}` : text));
}

function principalNames(element: PrincipalElement): string[] {
  return typeof element === 'string' ? [element] : Object.values(element).flatMap((names) => listOf(names!));
}

/** What has the longest beginning in common with the request's value is what was meant. */
function nearestFirst(wanted: readonly string[], got: string): string[] {
  const common = (text: string): number => {
    let length = 0;
    while (length < text.length && text[length] === got[length]) length++;
    return length;
  };
  return [...wanted].sort((a, b) => common(b) - common(a));
}

function shown(values: readonly string[]): string {
  return values.length <= MOST ? values.join(', ') : `${values.slice(0, MOST).join(', ')}, … (${values.length})`;
}
