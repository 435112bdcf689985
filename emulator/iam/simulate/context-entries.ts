import type { RequestContext } from '../../../access/call';
import { OPERATORS } from '../../../access/match/condition/operators';
import type { Parameters } from '../../http/query-protocol';
import { invalidInput } from './invalid-input';

/** The operator that says what a value of each type looks like. */
const TYPES: ReadonlyMap<string, string> = new Map([
  ['string', 'StringEquals'],
  ['numeric', 'NumericEquals'],
  ['boolean', 'Bool'],
  ['ip', 'IpAddress'],
  ['binary', 'BinaryEquals'],
  ['date', 'DateEquals'],
]);

/**
 * `ContextEntries`: the condition keys of a simulated request. A key of one of the list types is multivalued, even with
 * one value or none.
 *
 * @throws AwsError InvalidInput for a type that does not exist, a value that is none of its type, several values of a
 *   type that has one, or a key given twice
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ContextEntry.html
 */
export function contextIn(parameters: Parameters): RequestContext {
  const context: Record<string, string | readonly string[]> = {};
  const entries = parameters.records('ContextEntries', ['ContextKeyName', 'ContextKeyType']);
  for (const [index, { ContextKeyName: name = '', ContextKeyType: type = 'string' }] of entries.entries()) {
    const where = `ContextEntries.member.${index + 1}`;
    if (!/^[^:\s]+:./.test(name)) {
      throw invalidInput(`${where}: a context key is a service prefix, a colon and a name, got '${name}'`);
    }
    const key = name.toLowerCase();
    if (Object.hasOwn(context, key)) throw invalidInput(`${where}: ${name} is given twice`);
    context[key] = valueOf(name, type, parameters.list(`${where}.ContextKeyValues`), where);
  }
  return context;
}

function valueOf(name: string, type: string, values: readonly string[], where: string): string | readonly string[] {
  const list = type.endsWith('List');
  const base = OPERATORS.get(TYPES.get(list ? type.slice(0, -'List'.length) : type) ?? '');
  if (!base) {
    const types = [...TYPES.keys()].flatMap((one) => [one, `${one}List`]);
    throw invalidInput(`${where}: '${type}' is no context key type; there are ${types.join(', ')}`);
  }
  const wrong = values.find((value) => !base.operator.accepts(value));
  if (wrong !== undefined) throw invalidInput(`${where}: '${wrong}' of ${name} is no ${type}`);
  if (list) return values;
  if (values.length === 1) return values[0]!;
  throw invalidInput(`${where}: ${name} has ${values.length} values; type ${type} has one, ${type}List has several`);
}
