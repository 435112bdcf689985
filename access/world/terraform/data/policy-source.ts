import { hasUnknown } from '../../../policy/unknown';

/** A policy as the provider's `aws_iam_policy_document` keeps it, elements in its own order. */
export interface ProviderPolicy {
  /** Empty where there is none, as the id. */
  version: string;
  id: string;
  readonly statements: ProviderStatement[];
}

export type ProviderStatement = { readonly Sid?: string; readonly [element: string]: unknown };

/** The elements of a statement, in the order in which the provider writes them. */
const ELEMENTS = [
  'Sid',
  'Effect',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Principal',
  'NotPrincipal',
  'Condition',
] as const;

/** How the provider reads an element; undefined leaves it out. Elements that are not here it takes as they are, but for null. */
const READERS: Readonly<Record<string, (value: unknown) => unknown>> = {
  Sid: (value) => textOf(value) || undefined,
  Effect: (value) => textOf(value) || undefined,
  Principal: principalsOf,
  NotPrincipal: principalsOf,
  Condition: conditionOf,
};

/** A policy that the provider does not read. The message says why. */
export class PolicySourceError extends Error {}

/**
 * Reads a policy of `source_policy_documents` or `override_policy_documents` as AWS provider 5.100.0 does, surprises
 * included, because what it makes of a policy is what AWS gets: names of elements in any case, elements that it does not
 * know left out, `null` taken for nothing but in principals, a Principal that is a text taken for `*`, numbers in
 * conditions left out with their keys.
 *
 * @throws PolicySourceError for what the provider refuses, and for lists of values that make it crash
 */
export function readPolicySource(text: string): ProviderPolicy {
  const document = membersOf(parse(text) ?? {}, ['Version', 'Id', 'Statement']);
  const statements = document.get('Statement') ?? [];
  if (!Array.isArray(statements)) throw new PolicySourceError('Statement is no list');
  return {
    version: textOf(document.get('Version')),
    id: textOf(document.get('Id')),
    statements: statements.map(statementOf),
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new PolicySourceError(`it is no JSON: ${(error as Error).message}`);
  }
}

function statementOf(statement: unknown): ProviderStatement {
  const members = membersOf(statement, ELEMENTS);
  return Object.fromEntries(
    ELEMENTS.filter((element) => members.has(element)).map((element) => {
      const value = members.get(element);
      return [element, READERS[element] ? READERS[element](value) : (value ?? undefined)];
    }),
  );
}

/** The members of an object by the names that are known, in whatever case they are written. */
function membersOf(value: unknown, names: readonly string[]): Map<string | undefined, unknown> {
  if (!isObject(value)) throw new PolicySourceError('a policy or a statement is no object');
  const known = new Map(names.map((name) => [name.toLowerCase(), name]));
  return new Map(
    Object.entries(value).map(([name, member]) => {
      if (hasUnknown(name)) throw new PolicySourceError('the name of an element is not known');
      return [known.get(name.toLowerCase()), member];
    }),
  );
}

function textOf(value: unknown): string {
  const text = value ?? '';
  if (typeof text === 'string') return text;
  throw new PolicySourceError(`${JSON.stringify(value)} stands where a string has to`);
}

function principalsOf(value: unknown): unknown {
  if (typeof value === 'string') return '*';
  if (!isObject(value)) throw new PolicySourceError('a principal is neither "*" nor an object');
  const types = Object.entries(value).map(([type, names]): [string, string | string[]] => [
    type,
    typeof names === 'string' ? names : sortedDown(strings(names)),
  ]);
  return types.length === 0 ? undefined : everyoneOr(Object.fromEntries(types));
}

/** Principals as the provider writes them: `{"*": "*"}` is `*`, which AWS takes, where it would not take the other. */
export function everyoneOr(types: Readonly<Record<string, string | readonly string[]>>): unknown {
  return Object.keys(types).length === 1 && String(types['*']) === '*' ? '*' : types;
}

function conditionOf(value: unknown): unknown {
  const operators = entriesOf(value, 'a condition').map(([operator, keys]): [string, object] => {
    const entries = entriesOf(keys, `the condition ${operator}`);
    return [operator, Object.fromEntries(entries.flatMap(([key, values]) => conditionKey(key, values)))];
  });
  const kept = operators.filter(([, keys]) => Object.keys(keys).length > 0);
  return kept.length === 0 ? undefined : Object.fromEntries(kept);
}

function entriesOf(value: unknown, what: string): [string, unknown][] {
  const map = value ?? {};
  if (!isObject(map)) throw new PolicySourceError(`${what} is no object`);
  return Object.entries(map);
}

function conditionKey(key: string, values: unknown): [string, unknown][] {
  if (typeof values === 'string' || typeof values === 'boolean') return [[key, String(values)]];
  return Array.isArray(values) ? [[key, oneOrAll(strings(values))]] : [];
}

function strings(values: unknown): string[] {
  if (Array.isArray(values) && values.every((value) => typeof value === 'string')) return values;
  throw new PolicySourceError(`${JSON.stringify(values)} stands where strings have to`);
}

/** A list of one is written as that one. */
export function oneOrAll(values: readonly string[]): string | readonly string[] {
  return values.length === 1 ? values[0]! : values;
}

/** The provider's order of sets. */
export function sortedDown(values: readonly string[]): string[] {
  return [...values].sort().reverse();
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
