import { hasUnknown } from '../../../policy/unknown';
import { isList, isMap, plainOf, textOf, Unknown, type Value } from './value';

/** A function that knows all of its arguments; undefined where Terraform would refuse them. */
type TerraformFunction = (...given: readonly Value[]) => Value | undefined;

const texts = (make: (...given: string[]) => Value | undefined): TerraformFunction => {
  return (...given) => {
    const all = given.map(textOf);
    return all.includes(undefined) || all.length !== make.length ? undefined : make(...(all as string[]));
  };
};

const concat: TerraformFunction = (...lists) => (lists.every(isList) ? lists.flat(1) : undefined);

const merge: TerraformFunction = (...maps) =>
  maps.every(isMap) ? Object.fromEntries(maps.flatMap((map) => Object.entries(map))) : undefined;

const join: TerraformFunction = (separator, ...lists) => {
  const items = lists.every(isList) ? lists.flat(1).map(textOf) : [undefined];
  return typeof separator !== 'string' || items.includes(undefined) ? undefined : items.join(separator);
};

/** `%s` and `%%` alone: the other verbs say how a number looks. */
const format: TerraformFunction = (spec, ...given) => {
  if (typeof spec !== 'string' || hasUnknown(spec) || !/^[^%]*(%[s%][^%]*)*$/.test(spec)) return undefined;
  const all = given.map(textOf);
  let used = 0;
  const text = spec.replace(/%[s%]/g, (verb) => (verb === '%%' ? '%' : all[used++]!));
  return used === all.length && !all.includes(undefined) ? text : undefined;
};

/** Sets are lists without repetitions here, in Terraform's order. */
const toset: TerraformFunction = (list) => {
  if (!isList(list) || !list.every((item) => typeof item === 'string')) return undefined;
  return [...new Set(list)].sort();
};

const jsondecode = texts((text) => {
  try {
    return JSON.parse(text) as Value;
  } catch {
    return undefined;
  }
});

const FUNCTIONS: ReadonlyMap<string, TerraformFunction> = new Map<string, TerraformFunction>([
  ['concat', concat],
  ['format', format],
  ['join', join],
  ['jsondecode', jsondecode],
  ['lower', texts((text) => text.toLowerCase())],
  ['merge', merge],
  ['replace', texts((text, part, by) => (/^\/.*\/$/s.test(part) ? undefined : text.replaceAll(part, () => by)))],
  ['tolist', (list) => (isList(list) ? list : undefined)],
  ['toset', toset],
  ['tostring', texts((text) => text)],
  ['trimprefix', texts((text, prefix) => (text.startsWith(prefix) ? text.slice(prefix.length) : text))],
  ['upper', texts((text) => text.toUpperCase())],
]);

/** Functions whose result only holds what is not known, where others would depend on it. */
const HOLDING: ReadonlySet<string> = new Set(['concat', 'format', 'join', 'merge', 'tolist', 'toset', 'tostring']);

/**
 * The result of a function; unknown for functions beyond this table, and for arguments that are not known.
 *
 * @param source the call as written, which an unknown result is named by
 * @see https://developer.hashicorp.com/terraform/language/functions
 */
export function callFunction(name: string, given: readonly Value[], source: string): Value {
  // What is not known stands in the JSON as a placeholder, wherever it is.
  if (name === 'jsonencode') return given.length === 1 ? JSON.stringify(plainOf(given[0]!)) : new Unknown(source);
  const known = HOLDING.has(name) || !hasUnknown(JSON.stringify(given.map(plainOf)));
  const result = known ? FUNCTIONS.get(name)?.(...given) : undefined;
  return result ?? new Unknown(source);
}
