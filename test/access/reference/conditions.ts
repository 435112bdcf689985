import type { ConditionElement } from '../../../access/policy/document';
import { valueMatches } from './operators';
import { valueOf, type Request } from './request';
import { list } from './statements';

/** R-C-AND: every operator and every key has to hold. */
export function conditionsHold(element: ConditionElement | undefined, variables: boolean, request: Request): boolean {
  for (const [operator, keys] of Object.entries(element ?? {})) {
    for (const [key, written] of Object.entries(keys)) {
      const wanted = list<string | number | boolean>(written).map((value) => String(value));
      if (!holds(operator, wanted, valueOf(request, key), variables, request)) return false;
    }
  }
  return true;
}

function holds(
  operator: string,
  wanted: readonly string[],
  value: string | readonly string[] | undefined,
  variables: boolean,
  request: Request,
): boolean {
  let name = operator;
  const forAll = name.startsWith('ForAllValues:');
  const forAny = name.startsWith('ForAnyValue:');
  if (forAll || forAny) name = name.slice(name.indexOf(':') + 1);
  const ifExists = name.endsWith('IfExists');
  if (ifExists) name = name.slice(0, -'IfExists'.length);

  const missing = value === undefined || (Array.isArray(value) && value.length === 0);
  if (name === 'Null') return wanted.some((text) => text.toLowerCase() === (missing ? 'true' : 'false'));

  // R-C-AND, R-C-MISS: with Not, none of the values may match; and a key that is not there matches none.
  const negated = name.includes('Not');
  const positive = name.replace('Not', '');
  const one = (actual: string) => {
    const matches = wanted.some((text) => valueMatches(positive, actual, text, variables, request));
    return negated ? !matches : matches;
  };
  if (missing) {
    if (ifExists || forAll) return true;
    return forAny ? false : negated;
  }
  const values = list<string>(value as string | readonly string[]);
  // R-C-SET: an empty string is no value at all.
  if (forAll) return value === '' || values.every(one);
  if (forAny) return values.some(one);
  // Without a set operator several values are read as one set: Not wants that none of them matches.
  return negated ? values.every(one) : values.some(one);
}
