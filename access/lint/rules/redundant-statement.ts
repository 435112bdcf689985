import { listOf } from '../../policy/statements';
import type { Statement } from '../../policy/document';
import { covers } from '../covers';
import type { LintedStatement } from '../linted-policy';
import { validationCheck, type Rule } from '../rule';

/** A statement that says nothing which another one does not say. */
export const redundantStatement: Rule = {
  id: 'redundant-statement',
  severity: 'suggestion',
  see: validationCheck('suggestion-redundant-statement'),
  inPolicy: ({ statements }) =>
    statements.flatMap((statement) => {
      const wide = statements.find((other) => isWithin(statement, other));
      if (!wide) return [];
      return {
        statement,
        element: 'Statement',
        text: `all of it is in statement ${wide.sid ?? `#${wide.index}`}`,
        fix: 'leave it out',
      };
    }),
};

function isWithin(one: LintedStatement, other: LintedStatement): boolean {
  if (rest(one.statement) !== rest(other.statement)) return false;
  if (!all(one.statement, other.statement)) return false;
  // Of two that say the same, the first stays.
  return other.index < one.index || !all(other.statement, one.statement);
}

function all(narrow: Statement, wide: Statement): boolean {
  const within = (inner: Statement['Action'], outer: Statement['Action']) =>
    inner === undefined || listOf(inner).every((one) => listOf(outer!).some((pattern) => covers(pattern, one)));
  return within(narrow.Action, wide.Action) && within(narrow.Resource, wide.Resource);
}

/** All but the Sid and the lists that are compared member by member, and whether there are such lists: key policies may be without. */
function rest({
  Effect,
  Principal,
  NotPrincipal,
  Action,
  NotAction,
  Resource,
  NotResource,
  Condition,
}: Statement): string {
  const lists = [Action === undefined, Resource === undefined];
  return JSON.stringify([Effect, Principal, NotPrincipal, lists, NotAction, NotResource, Condition]);
}
