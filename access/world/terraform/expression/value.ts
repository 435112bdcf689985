import { hasUnknown, unknownValue } from '../../../policy/unknown';

/** What only an apply can tell, or an expression that is beyond this reader. It never stands for an allow. */
export class Unknown {
  /** The expression, as a placeholder can carry it: it may land inside of policy JSON. */
  readonly expression: string;

  constructor(expression: string) {
    this.expression = expression
      .replace(/[\uE000\uE001]/g, '')
      .replace(/"/g, "'")
      .replace(/[\\\s\u0000-\u001f]+/g, ' ')
      .trim();
  }

  /** The placeholder that stands for it in a text. */
  get placeholder(): string {
    return unknownValue(this.expression);
  }
}

/** What a Terraform expression gives. Texts may hold placeholders of what is not known. */
export type Value = string | number | boolean | null | Unknown | readonly Value[] | ValueMap;

/** An object or map. */
export interface ValueMap {
  readonly [name: string]: Value;
}

/** Whether a value is an object or map. */
export function isMap(value: Value): value is ValueMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Unknown);
}

/** Whether a value is a list. */
export function isList(value: Value | undefined): value is readonly Value[] {
  return Array.isArray(value);
}

/** A value as Terraform writes it into a text; undefined for lists and maps, which it refuses there. */
export function textOf(value: Value): string | undefined {
  if (value instanceof Unknown) return value.placeholder;
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(plainOf(value)) : undefined;
}

/** A value as plain JSON, in which placeholders stand for what is not known. */
export function plainOf(value: Value): unknown {
  if (value instanceof Unknown) return value.placeholder;
  if (isList(value)) return value.map(plainOf);
  if (isMap(value)) return Object.fromEntries(membersOf(value).map(([name, item]) => [name, plainOf(item)]));
  return typeof value === 'number' && !isExact(value) ? new Unknown('a number that is too long').placeholder : value;
}

/** Whether a number is the one that the stack has, and is written as Terraform writes it: its numbers have more digits. */
function isExact(value: number): boolean {
  return Number.isSafeInteger(Math.trunc(value)) && !String(value).includes('e');
}

/** The members of a map in Terraform's order: by name. */
export function membersOf(map: ValueMap): [string, Value][] {
  return Object.entries(map).sort(([a], [b]) => (a < b ? -1 : 1));
}

/** The element or attribute of a value; undefined when it has none of that name, or may have another. */
export function memberOf(value: Value, key: Value): Value | undefined {
  const name = textOf(key);
  if (name === undefined || hasUnknown(name)) return undefined;
  if (isList(value)) return value.find((_, index) => String(index) === name);
  // A member whose name is not known may be the one, and a later one of a name replaces an earlier one.
  if (!isMap(value) || Object.keys(value).some(hasUnknown)) return undefined;
  return Object.hasOwn(value, name) ? value[name] : undefined;
}
