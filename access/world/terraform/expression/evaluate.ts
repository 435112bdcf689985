import { hasUnknown } from '../../../policy/unknown';
import { callFunction } from './functions';
import type { Expression } from './syntax';
import { parseTemplate } from './template';
import { memberOf, textOf, Unknown, type Value } from './value';

/** What references mean where an expression stands. */
export interface Scope {
  /**
   * The value of `root` and what follows it, e.g. `aws_s3_bucket` and `['data', 'arn']`.
   *
   * @param source the reference as written, which an unknown value is named by
   */
  resolve(root: string, keys: readonly Value[], source: string): Value;
}

/**
 * The value of anything in Terraform JSON: every string is a template, names of object members included.
 *
 * @throws UnterminatedTemplate
 * @see https://developer.hashicorp.com/terraform/language/syntax/json#expression-mapping
 */
export function evaluate(json: unknown, scope: Scope): Value {
  if (typeof json === 'string') return evaluateTemplate(json, scope);
  if (Array.isArray(json)) return json.map((item) => evaluate(item, scope));
  if (typeof json === 'object' && json !== null) {
    return mapOf(Object.entries(json).map(([name, item]) => [evaluateTemplate(name, scope), evaluate(item, scope)]));
  }
  return (json ?? null) as Value;
}

function evaluateTemplate(text: string, scope: Scope): Value {
  return text.includes('{') ? valueOf(parseTemplate(text), scope) : text;
}

/** Walks from a value to a member of a member …; unknown where there is no such thing. */
export function reach(value: Value, keys: readonly Value[], source: string): Value {
  let at = value;
  for (const key of keys) {
    const member = memberOf(at, key);
    if (member === undefined) return new Unknown(source);
    at = member;
  }
  return at;
}

function valueOf(expression: Expression, scope: Scope): Value {
  switch (expression.kind) {
    case 'literal':
      return expression.value;
    case 'template':
      return join(expression.parts.map((part) => valueOf(part, scope)));
    case 'reference':
      return scope.resolve(expression.root, valuesOf(expression.keys, scope), expression.source);
    case 'member':
      return reach(valueOf(expression.of, scope), valuesOf(expression.keys, scope), expression.source);
    case 'call':
      return callFunction(expression.name, valuesOf(expression.arguments, scope), expression.source);
    case 'list':
      return valuesOf(expression.items, scope);
    case 'object':
      return mapOf(expression.entries.map(([key, value]) => [valueOf(key, scope), valueOf(value, scope)]));
    case 'conditional': {
      const condition = booleanOf(valueOf(expression.condition, scope));
      if (condition === undefined) return new Unknown(expression.source);
      return valueOf(condition ? expression.then : expression.otherwise, scope);
    }
    case 'operation':
      return operate(expression, scope) ?? new Unknown(expression.source);
    case 'not': {
      const of = booleanOf(valueOf(expression.of, scope));
      return of === undefined ? new Unknown(expression.source) : !of;
    }
    case 'unreadable':
      return new Unknown(expression.source);
  }
}

function valuesOf(expressions: readonly Expression[], scope: Scope): Value[] {
  return expressions.map((expression) => valueOf(expression, scope));
}

function operate(expression: Extract<Expression, { kind: 'operation' }>, scope: Scope): boolean | undefined {
  const left = valueOf(expression.left, scope);
  const right = valueOf(expression.right, scope);
  switch (expression.operator) {
    case '==':
      return isEqual(left, right);
    case '!=': {
      const equal = isEqual(left, right);
      return equal === undefined ? undefined : !equal;
    }
    default: {
      const [a, b] = [booleanOf(left), booleanOf(right)];
      if (a === undefined || b === undefined) return undefined;
      return expression.operator === '&&' ? a && b : a || b;
    }
  }
}

function isEqual(left: Value, right: Value): boolean | undefined {
  return isComparable(left) && isComparable(right) ? left === right : undefined;
}

function booleanOf(value: Value): boolean | undefined {
  if (value === true || value === 'true') return true;
  return value === false || value === 'false' ? false : undefined;
}

function isComparable(value: Value): boolean {
  const text = textOf(value);
  return value === null || (text !== undefined && !hasUnknown(text));
}

/** Parts of a template as one text. A list or map cannot stand in one: Terraform refuses it, whatever it holds. */
function join(parts: readonly Value[]): string {
  return parts.map((part) => textOf(part) ?? new Unknown('a value that is no text').placeholder).join('');
}

function mapOf(entries: readonly (readonly [Value, Value])[]): Value {
  return Object.fromEntries(entries.map(([name, value]) => [join([name]), value]));
}
