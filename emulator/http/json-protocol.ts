import type { EmulatorState, Service } from '../state';
import { AwsError, type AwsRequest } from './exchange';

/** The members of a JSON 1.1 request, read by type; a member of another type is a SerializationException. */
export class Members {
  constructor(private readonly values: Readonly<Record<string, unknown>>) {}

  /** Whether a member is there, whatever it is. */
  has(name: string): boolean {
    return Object.hasOwn(this.values, name) && this.values[name] !== null;
  }

  /** @throws AwsError NotImplemented for members that ask for something which is not implemented here */
  refuse(...names: readonly string[]): void {
    const asked = names.find((name) => this.has(name));
    if (asked !== undefined) throw new AwsError('NotImplemented', 501, `${asked} is not implemented here.`);
  }

  string(name: string): string | undefined {
    return this.read(name, 'string', (value): value is string => typeof value === 'string');
  }

  /** @throws AwsError ValidationException when it is absent */
  required(name: string): string {
    const value = this.string(name);
    if (value === undefined) throw invalid('null', name, 'Member must not be null');
    return value;
  }

  boolean(name: string): boolean | undefined {
    return this.read(name, 'boolean', (value): value is boolean => typeof value === 'boolean');
  }

  /** A whole number between two bounds. @throws AwsError ValidationException outside them */
  integer(name: string, least: number, most: number): number | undefined {
    const value = this.read(name, 'integer', (given): given is number => Number.isSafeInteger(given));
    if (value === undefined) return undefined;
    if (value < least) throw invalid(String(value), name, `Member must have value greater than or equal to ${least}`);
    if (value > most) throw invalid(String(value), name, `Member must have value less than or equal to ${most}`);
    return value;
  }

  strings(name: string): string[] | undefined {
    return this.read(name, 'list', (value): value is string[] => Array.isArray(value) && value.every(isString));
  }

  /** A map of strings, such as an encryption context. */
  map(name: string): Record<string, string> | undefined {
    return this.read(
      name,
      'map',
      (value): value is Record<string, string> => isObject(value) && Object.values(value).every(isString),
    );
  }

  structure(name: string): Members | undefined {
    const value = this.read(name, 'structure', isObject);
    return value && new Members(value);
  }

  structures(name: string): Members[] | undefined {
    const values = this.read(
      name,
      'list',
      (value): value is Record<string, unknown>[] => Array.isArray(value) && value.every(isObject),
    );
    return values?.map((value) => new Members(value));
  }

  /** Base64, decoded. @throws AwsError SerializationException when it is none */
  blob(name: string): Buffer | undefined {
    const text = this.string(name);
    if (text === undefined) return undefined;
    if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text)) throw serialization(name, 'blob');
    return Buffer.from(text, 'base64');
  }

  private read<T>(name: string, type: string, is: (value: unknown) => value is T): T | undefined {
    const value = Object.hasOwn(this.values, name) ? this.values[name] : undefined;
    if (value === undefined || value === null) return undefined;
    if (!is(value)) throw serialization(name, type);
    return value;
  }
}

/** Everything one operation of a JSON service works with. */
export interface JsonCall {
  readonly state: EmulatorState;
  readonly request: AwsRequest;
  readonly operation: string;
  readonly members: Members;
}

/** One operation: answers the members of its output, or nothing where AWS's answer has none. */
export type JsonOperation = (call: JsonCall) => Readonly<Record<string, unknown>> | void;

/**
 * A service that speaks AWS's JSON 1.1 protocol.
 *
 * @param target what stands before the operation in `X-Amz-Target`, e.g. `TrentService.`
 * @param operations by name; every other one is NotImplemented
 */
export function jsonService(target: string, operations: Readonly<Record<string, JsonOperation>>): Service {
  return async (state, request) => {
    const asked = request.headers['x-amz-target'] ?? '';
    if (!asked.startsWith(target)) throw new AwsError('UnknownOperationException', 404, '');
    const operation = asked.slice(target.length);
    const run = Object.hasOwn(operations, operation) ? operations[operation] : undefined;
    if (!run) {
      throw new AwsError(
        'NotImplemented',
        501,
        `The operation ${operation} of ${request.service} is not implemented here.`,
      );
    }
    const output = run({ state, request, operation, members: parse(await request.text()) });
    return {
      status: 200,
      headers: { 'content-type': 'application/x-amz-json-1.1' },
      body: output ? JSON.stringify(output) : '',
    };
  };
}

function parse(text: string): Members {
  let value: unknown;
  try {
    value = text === '' ? {} : JSON.parse(text);
  } catch {
    value = undefined;
  }
  if (!isObject(value)) throw new AwsError('SerializationException', 400, 'The request is not a JSON object');
  return new Members(value);
}

const isString = (value: unknown): value is string => typeof value === 'string';
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const serialization = (name: string, type: string): AwsError =>
  new AwsError('SerializationException', 400, `${name} is not a ${type}`);

/** AWS's text for a member that breaks a constraint of its service's model. */
export function invalid(value: string, name: string, what: string): AwsError {
  const member = name.charAt(0).toLowerCase() + name.slice(1);
  return new AwsError(
    'ValidationException',
    400,
    `1 validation error detected: Value '${value}' at '${member}' failed to satisfy constraint: ${what}`,
  );
}
