import type { PolicyDocument, PolicyKind, Statement } from './document';
import type { PolicyError } from './errors';
import { statementsOf } from './statements';
import { misshapen, shown, SYNTAX } from './words';

type Fields = readonly (readonly [name: string, value: unknown])[];

/** The elements of a policy around its statements. */
const POLICY_ELEMENTS: readonly string[] = ['Version', 'Id', 'Statement'];

/** What each element of a statement has to be; what it is instead, if it is not. */
const ELEMENTS: Readonly<Record<string, (value: unknown) => string | undefined>> = {
  Sid: stringProblem,
  Effect: stringProblem,
  Principal: principalProblem,
  NotPrincipal: principalProblem,
  Action: stringsProblem,
  NotAction: stringsProblem,
  Resource: stringsProblem,
  NotResource: stringsProblem,
  Condition: conditionProblem,
};

/** Elements of which a statement may have one or the other. */
const EXCLUDING = [
  ['Principal', 'NotPrincipal'],
  ['Action', 'NotAction'],
  ['Resource', 'NotResource'],
] as const;

/**
 * Holds a value against the shape of a policy: which elements there are, in AWS's own case, and of what type. Members
 * that are undefined count as absent, as they do in JSON.
 *
 * @returns its statements
 * @throws PolicyError
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export function statementsIn(document: unknown, kind: PolicyKind): readonly Statement[] {
  if (!isObject(document)) throw misshapen(kind, SYNTAX, `a policy is an object, not ${shown(document)}`);
  const fields = fieldsOf(document);
  for (const [name, value] of fields) {
    if (!POLICY_ELEMENTS.includes(name)) throw unknownElement(kind, name, 'the policy', POLICY_ELEMENTS);
    if (name !== 'Statement') refuse(kind, name, stringProblem(value));
  }
  const statement = fields.find(([name]) => name === 'Statement')?.[1];
  if (statement === undefined) throw missing(kind, 'Statement', 'the policy');
  if (Array.isArray(statement) && statement.length === 0) {
    throw misshapen(kind, 'Could not parse the policy: Statement is empty!', 'a policy has a statement or more');
  }
  const list: readonly unknown[] = Array.isArray(statement) ? statement : [statement];
  list.forEach((one, index) => checkStatement(one, kind, `Statement[${index}]`));
  return statementsOf(document as unknown as PolicyDocument);
}

function checkStatement(statement: unknown, kind: PolicyKind, where: string): void {
  if (!isObject(statement)) {
    throw misshapen(kind, SYNTAX, `${where} has to be an object, not ${shown(statement)}`);
  }
  const fields = fieldsOf(statement);
  const names = new Set(fields.map(([name]) => name));
  for (const [name, value] of fields) {
    if (!Object.hasOwn(ELEMENTS, name)) throw unknownElement(kind, name, where, Object.keys(ELEMENTS));
    refuse(kind, `${where}.${name}`, ELEMENTS[name]!(value));
  }
  for (const [one, other] of EXCLUDING) {
    if (!names.has(one) || !names.has(other)) continue;
    throw misshapen(kind, SYNTAX, `${where} has ${one} and ${other}; it may have one of them`);
  }
  if (!names.has('Effect')) throw missing(kind, 'Effect', where);
}

/** The refusal of a policy or statement without an element that it needs. */
export function missing(kind: PolicyKind, name: string, where: string): PolicyError {
  return misshapen(kind, `Missing required field ${name}`, `${where} has no ${name}`);
}

function unknownElement(kind: PolicyKind, name: string, where: string, known: readonly string[]): PolicyError {
  const detail = `${where} has ${shown(name)}; known, in this case of letters: ${known.join(', ')}`;
  return misshapen(kind, `Unknown field ${name}`, detail);
}

function refuse(kind: PolicyKind, where: string, problem: string | undefined): void {
  if (problem !== undefined) throw misshapen(kind, SYNTAX, `${where} ${problem}`);
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function fieldsOf(value: object): Fields {
  return Object.entries(value).filter(([, member]) => member !== undefined);
}

function stringProblem(value: unknown): string | undefined {
  return typeof value === 'string' ? undefined : `has to be a string, not ${shown(value)}`;
}

function stringsProblem(value: unknown): string | undefined {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  const other = list.findIndex((one) => typeof one !== 'string');
  return other < 0 ? undefined : `has to be a string or a list of strings, and has ${shown(list[other])}`;
}

function principalProblem(value: unknown): string | undefined {
  if (typeof value === 'string') return undefined;
  if (!isObject(value)) return `has to be "*" or an object, not ${shown(value)}`;
  for (const [type, names] of fieldsOf(value)) {
    const problem = stringsProblem(names);
    if (problem !== undefined) return `under ${shown(type)} ${problem}`;
  }
  return undefined;
}

function conditionProblem(value: unknown): string | undefined {
  if (!isObject(value)) return `has to be an object of operators, not ${shown(value)}`;
  for (const [operator, keys] of fieldsOf(value)) {
    if (!isObject(keys)) return `has under ${shown(operator)} ${shown(keys)}; it has to be an object of condition keys`;
    for (const [key, values] of fieldsOf(keys)) {
      const list: readonly unknown[] = Array.isArray(values) ? values : [values];
      const other = list.findIndex((one) => !isConditionValue(one));
      if (other >= 0) {
        return `has under ${shown(operator)} for ${shown(key)} ${shown(list[other])}; values are strings, numbers and booleans`;
      }
    }
  }
  return undefined;
}

function isConditionValue(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value);
}
