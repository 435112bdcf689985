import type { PolicyDocument, Statement } from '../../../access/policy/document';
import { conditionsHold } from './conditions';
import { globMatches, lowerCase } from './glob';
import { naming, type Naming } from './principals';
import type { Request } from './request';
import { resourceMatches } from './resources';
import { patternOf } from './text';

/** A value that may stand alone or in a list, as a list. */
export function list<T>(value: T | readonly T[] | undefined): readonly T[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? (value as readonly T[]) : [value as T];
}

/** A statement that matches a request, and how it names the caller. */
export interface Match {
  readonly effect: 'Allow' | 'Deny';
  readonly naming: Naming;
}

/** Of which kind a policy is, as far as its Principal goes. */
export type Principals =
  /** Attached to its caller. */
  | 'none'
  /** Of a resource: a statement is about those it names. */
  | 'needed'
  /** Of an endpoint or an organization: about those it names, or everyone. */
  | 'perhaps';

/** The statements of a policy that match a request. */
export function matchesIn(document: PolicyDocument, principals: Principals, request: Request): Match[] {
  const matches: Match[] = [];
  for (const statement of list(document.Statement)) {
    const how = namingIn(statement, principals, request);
    if (how === 'not') continue;
    if (!actionMatches(statement, request)) continue;
    if (!resourceMatches(statement, document.Version === '2012-10-17', request)) continue;
    if (!conditionsHold(statement.Condition, document.Version === '2012-10-17', request)) continue;
    matches.push({ effect: statement.Effect, naming: how });
  }
  return matches;
}

function namingIn(statement: Statement, principals: Principals, request: Request): Naming {
  if (principals === 'none') return 'itself';
  const named = statement.Principal !== undefined || statement.NotPrincipal !== undefined;
  if (!named) return principals === 'perhaps' ? 'itself' : 'not';
  return naming(statement, request);
}

/** R-ACT: without regard to case, wildcards but no variables; NotAction is the complement. */
function actionMatches({ Action, NotAction }: Statement, request: Request): boolean {
  const names = list(Action ?? NotAction);
  const wanted = request.call.action.toLowerCase();
  const listed = names.some((name) => {
    const pattern = patternOf(name, { variables: false, wildcards: true }, request)!;
    return globMatches(lowerCase(pattern), wanted);
  });
  return NotAction === undefined ? listed : !listed;
}
