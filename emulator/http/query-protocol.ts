import type { EmulatorState, Service } from '../state';
import { AwsError, type AwsRequest } from './exchange';
import { parseQuery } from './raw-request';
import { xml, type XmlElements } from './xml';

/** The parameters of a request in AWS's query protocol. */
export class Parameters {
  constructor(private readonly values: ReadonlyMap<string, string>) {}

  /** A parameter; undefined when absent. */
  get(name: string): string | undefined {
    return this.values.get(name);
  }

  /** @throws AwsError ValidationError when it is absent */
  required(name: string): string {
    const value = this.values.get(name);
    if (value === undefined) throw constraint('null', name, 'Member must not be null');
    return value;
  }

  /** An integer between two bounds. @throws AwsError ValidationError for anything else */
  integer(name: string, least: number, most: number): number | undefined {
    const text = this.values.get(name);
    if (text === undefined) return undefined;
    if (!/^-?\d{1,15}$/.test(text)) throw new AwsError('MalformedInput', 400, `${name} must be an integer`);
    const value = Number(text);
    if (value < least) throw constraint(text, name, `Member must have value greater than or equal to ${least}`);
    if (value > most) throw constraint(text, name, `Member must have value less than or equal to ${most}`);
    return value;
  }

  /** `name.member.1`, `name.member.2`, … */
  list(name: string): string[] {
    const items: string[] = [];
    for (let index = 1; ; index++) {
      const item = this.values.get(`${name}.member.${index}`);
      if (item === undefined) return items;
      items.push(item);
    }
  }

  /** `name.member.1.Field`, … for each field given; a record lacks the fields that are absent. */
  records<Field extends string>(name: string, fields: readonly Field[]): Partial<Record<Field, string>>[] {
    const items: Partial<Record<Field, string>>[] = [];
    for (let index = 1; ; index++) {
      const item: Partial<Record<Field, string>> = {};
      for (const field of fields) {
        const value = this.values.get(`${name}.member.${index}.${field}`);
        if (value !== undefined) item[field] = value;
      }
      if (Object.keys(item).length === 0) return items;
      items.push(item);
    }
  }

  /** Whether a parameter, a list or a structure of that name is there at all. */
  has(name: string): boolean {
    if (this.values.has(name)) return true;
    for (const key of this.values.keys()) if (key.startsWith(`${name}.`)) return true;
    return false;
  }
}

/** Everything one operation of a query service works with. */
export interface QueryCall {
  readonly state: EmulatorState;
  readonly request: AwsRequest;
  readonly operation: string;
  readonly parameters: Parameters;
}

/** One operation: answers the content of its Result element, or nothing where AWS's answer has none. */
export type QueryOperation = (call: QueryCall) => XmlElements | void;

/**
 * A service that speaks AWS's query protocol: parameters in a form or a query string, XML back.
 *
 * @param version of the API, e.g. `2010-05-08`
 * @param operations by the name that `Action` gives; every other one is NotImplemented
 */
export function queryService(
  namespace: string,
  version: string,
  operations: Readonly<Record<string, QueryOperation>>,
): Service {
  return async (state, request) => {
    const { operation, parameters } = await operationOf(request);
    const asked = parameters.get('Version');
    if (asked !== undefined && asked !== version) {
      throw new AwsError('InvalidAction', 400, `Could not find operation ${operation} for version ${asked}`);
    }
    const run = Object.hasOwn(operations, operation) ? operations[operation] : undefined;
    if (!run) {
      throw new AwsError(
        'NotImplemented',
        501,
        `The operation ${operation} of ${request.service} is not implemented here.`,
      );
    }
    const result = run({ state, request, operation, parameters });
    const document = {
      ...(result && { [`${operation}Result`]: result }),
      ResponseMetadata: { RequestId: request.id },
    };
    return {
      status: 200,
      headers: { 'content-type': 'text/xml' },
      body: xml(`${operation}Response`, document, `xmlns="${namespace}"`),
    };
  };
}

/**
 * The operation that a request asks for, and its parameters.
 *
 * @throws AwsError MissingAction (400)
 */
export async function operationOf(
  request: AwsRequest,
): Promise<{ readonly operation: string; readonly parameters: Parameters }> {
  const values = new Map(request.query);
  const form = request.headers['content-type']?.startsWith('application/x-www-form-urlencoded') ?? true;
  if (request.method === 'POST' && form) {
    for (const [name, value] of parseQuery(await request.text())) if (!values.has(name)) values.set(name, value);
  }
  const parameters = new Parameters(values);
  const operation = parameters.get('Action');
  if (operation === undefined) throw new AwsError('MissingAction', 400, 'Missing Action');
  return { operation, parameters };
}

/** AWS's text for a parameter that breaks a constraint of its service's model. */
export function constraint(value: string, name: string, what: string): AwsError {
  const member = name.charAt(0).toLowerCase() + name.slice(1);
  return new AwsError(
    'ValidationError',
    400,
    `1 validation error detected: Value '${value}' at '${member}' failed to satisfy constraint: ${what}`,
  );
}

/** Checks a text against a pattern and a length. @throws AwsError ValidationError */
export function checked(value: string, name: string, pattern: RegExp, least: number, most: number): string {
  if (value.length < least) throw constraint(value, name, `Member must have length greater than or equal to ${least}`);
  if (value.length > most) throw constraint(value, name, `Member must have length less than or equal to ${most}`);
  if (!pattern.test(value)) {
    throw constraint(
      value,
      name,
      `Member must satisfy regular expression pattern: ${pattern.source.replace(/^\^|\$$/g, '')}`,
    );
  }
  return value;
}
