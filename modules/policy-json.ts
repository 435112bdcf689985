import { Token } from 'cdktf';
import type { PolicyDocument, Statement } from '../access/policy/document';
import { SynthError } from './synth-error';

const statementElements = [
  'Sid',
  'Effect',
  'Principal',
  'NotPrincipal',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Condition',
] as const satisfies readonly (keyof Statement)[];

const documentElements = ['Version', 'Id', 'Statement'] as const satisfies readonly (keyof PolicyDocument)[];

/**
 * Renders a policy for a Terraform argument: elements in AWS's own order, all other keys sorted, so that equal documents
 * give equal text. `${` and `%{` are escaped, because Terraform would take IAM's `${aws:username}` for an expression of
 * its own; CDKTF tokens (`bucket.arn`) pass through. A Terraform expression written as text is text.
 *
 * `Fn.jsonencode` does neither: it leaves `%{` and quotes in keys as they are.
 *
 * @throws SynthError for an element that policies do not have, and for tokens that are no strings
 * @see https://developer.hashicorp.com/terraform/language/expressions/strings#escape-sequences-1
 */
export function policyJson(document: PolicyDocument): string {
  const statements = Array.isArray(document.Statement) ? document.Statement : [document.Statement as Statement];
  const ordered = inOrder({ ...document, Statement: statements.map(statement) }, documentElements);
  return escapeTemplate(JSON.stringify(ordered));
}

function statement(source: Statement): Record<string, unknown> {
  const sorted = Object.fromEntries(Object.entries(source).map(([element, value]) => [element, sortedKeys(value)]));
  return inOrder(sorted, statementElements);
}

/** The elements that are there, in the given order. */
function inOrder(source: object, elements: readonly string[]): Record<string, unknown> {
  const unknown = Object.keys(source).find((key) => !elements.includes(key));
  if (unknown !== undefined) {
    throw new SynthError({
      what: 'policy has an element that policies do not have',
      value: unknown,
      allowed: elements.join(', '),
      fix: 'correct its spelling',
    });
  }
  const values = source as Readonly<Record<string, unknown>>;
  return Object.fromEntries(elements.filter((key) => values[key] !== undefined).map((key) => [key, values[key]]));
}

/** Sorts the keys of objects; lists keep their order, which is the author's. */
function sortedKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortedKeys);
  refuseOtherTokens(value);
  if (typeof value !== 'object' || value === null) return value;
  const source = value as Readonly<Record<string, unknown>>;
  return Object.fromEntries(
    Object.keys(source)
      .sort()
      .map((key) => [key, sortedKeys(source[key])]),
  );
}

/** List, map and number tokens are resolved only where they stand alone: inside a text they would stay as they are. */
function refuseOtherTokens(value: unknown): void {
  const isOther = typeof value === 'string' ? /[#&]\{TfToken\[/.test(value) : Token.isUnresolved(value);
  if (!isOther) return;
  throw new SynthError({
    what: 'policy has a CDKTF token that is no string',
    value: typeof value === 'string' ? value : Token.asString(value),
    allowed: 'literals and string tokens',
    fix: 'name the single values, or pass them as literals',
  });
}

const stringToken = /(\$\{TfToken\[[A-Za-z0-9:._-]+\]\})/;

function escapeTemplate(json: string): string {
  return json
    .split(stringToken)
    .map((part, index, parts) => {
      if (index % 2 === 1) return part;
      const escaped = part.replace(/[$%](?=\{)/g, (sign) => sign + sign);
      // A dollar sign right before a token would make Terraform's escape of it.
      return index < parts.length - 1 ? escaped.replace(/\$$/, '\\u0024') : escaped;
    })
    .join('');
}
