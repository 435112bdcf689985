import type { NearMiss } from '../decision';
import { callerArn } from '../caller';
import { matchActions } from '../match/action';
import { compilePolicy, type CompiledStatement } from '../match/compile';
import { matchResources } from '../match/resource';
import { NO } from '../match/tri';
import type { NamedPolicy, PrincipalElement } from '../policy/document';
import { listOf, statementLabel } from '../policy/statements';
import type { Evaluation } from './evaluation';
import type { GateDefinition } from './gate';
import { principalMatch, requestOf } from './statement-matches';

/** More would be a list of the policy rather than an explanation. */
const MOST = 3;

/** The statements of a gate's policies that would have allowed a call but for one element. */
export function nearMissesOf(gate: GateDefinition, evaluation: Evaluation): NearMiss[] {
  const misses: NearMiss[] = [];
  for (const policy of gate.allowing?.(evaluation) ?? gate.policies(evaluation)) {
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
  const { statement, resources } = compiled;
  const place = { policy: policy.name, statement: statementLabel(statement, compiled.index) };
  const misses: NearMiss[] = [];
  const miss = (element: NearMiss['element'], name: string, wanted: readonly string[], got: string | undefined) => {
    const nearest = nearestFirst(wanted, got ?? '');
    const has = got === undefined ? `the request has no ${name}` : `${name} is ${got}`;
    const text = `${has}, statement ${place.statement} of ${place.policy} has ${shown(nearest)}`;
    misses.push({ ...place, element, wanted: nearest, ...(got !== undefined && { got }), text });
  };
  if (matchActions(compiled.actions, request) === NO) {
    const written = statement.Action ?? statement.NotAction ?? [];
    miss('Action', 'the action', prefixed(written, compiled.actions.negated), request.action);
  }
  if (principalMatch(compiled, gate, evaluation) === NO) {
    const written = statement.Principal ?? statement.NotPrincipal;
    miss(
      'Principal',
      'the caller',
      written === undefined ? ['nobody'] : principalNames(written),
      callerArn(evaluation.caller),
    );
  }
  if (resources && matchResources(resources, request) === NO) {
    const written = statement.Resource ?? statement.NotResource ?? [];
    miss('Resource', 'the resource', prefixed(written, resources.negated), request.resource);
  }
  for (const condition of compiled.conditions) {
    if (condition.evaluate(request) !== NO) continue;
    const value = request.value(condition.key.toLowerCase());
    const wanted = condition.values.map((text) => `${condition.operator} ${text}`);
    miss('Condition', condition.key, wanted, value === undefined ? undefined : JSON.stringify(value));
  }
  return misses;
}

function prefixed(written: string | readonly string[], negated: boolean): string[] {
  return listOf<string>(written).map((text) => (negated ? `all but ${text}` : text));
}

function principalNames(element: PrincipalElement): string[] {
  return typeof element === 'string'
    ? [element]
    : Object.values(element).flatMap((names) => listOf<string>(names ?? []));
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
