import type { PolicyDocument, PrincipalElement, Statement } from '../../../access/policy/document';
import type { Question } from '../reference/request';
import { list } from '../reference/statements';

/** The same question with every list and every object inside of it turned round; a caller's tags too. */
export function reordered(question: Question): Question {
  return turned(question) as Question;
}

function turned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(turned).reverse();
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([name, member]) => [name, turned(member)])
      .reverse(),
  );
}

/** The same policy with accounts named by the ARN of their root. */
export function accountsByRoot(document: PolicyDocument): PolicyDocument {
  return mapStatements(document, (statement) => [
    {
      ...statement,
      ...(statement.Principal && { Principal: byRoot(statement.Principal) }),
      ...(statement.NotPrincipal && { NotPrincipal: byRoot(statement.NotPrincipal) }),
    },
  ]);
}

function byRoot(element: PrincipalElement): PrincipalElement {
  if (element === '*' || element.AWS === undefined) return element;
  const AWS = list(element.AWS).map((name) => (/^\d{12}$/.test(name) ? `arn:aws:iam::${name}:root` : name));
  return { ...element, AWS };
}

/** The same policy with one statement for each action, resource and principal that a statement lists. */
export function split(document: PolicyDocument): PolicyDocument {
  return mapStatements(document, (statement) =>
    each(statement, 'Action').flatMap((one) => each(one, 'Resource').flatMap(eachPrincipal)),
  );
}

function each(statement: Statement, element: 'Action' | 'Resource'): Statement[] {
  const values = statement[element];
  return values === undefined ? [statement] : list(values).map((value) => ({ ...statement, [element]: value }));
}

function eachPrincipal(statement: Statement): Statement[] {
  const { Principal } = statement;
  if (Principal === undefined || Principal === '*') return [statement];
  return Object.entries(Principal).flatMap(([type, names]) =>
    list(names).map((name) => ({ ...statement, Principal: { [type]: name } })),
  );
}

function mapStatements(document: PolicyDocument, rewrite: (statement: Statement) => Statement[]): PolicyDocument {
  return { ...document, Statement: list(document.Statement).flatMap(rewrite) };
}
