import { arnLike } from './arn-like';
import { binaryEquals } from './binary-equals';
import { bool } from './bool';
import { dateEquals, dateGreaterThan, dateGreaterThanEquals, dateLessThan, dateLessThanEquals } from './date';
import { ipAddress } from './ip-address';
import {
  numericEquals,
  numericGreaterThan,
  numericGreaterThanEquals,
  numericLessThan,
  numericLessThanEquals,
} from './numeric';
import type { Operator } from './operator';
import { stringEquals } from './string-equals';
import { stringEqualsIgnoreCase } from './string-equals-ignore-case';
import { stringLike } from './string-like';

/** An operator under one of its names. */
export interface NamedOperator {
  readonly operator: Operator;
  /** A name with Not: true iff none of the values matches. */
  readonly negated: boolean;
}

const yes = (operator: Operator): NamedOperator => ({ operator, negated: false });
const no = (operator: Operator): NamedOperator => ({ operator, negated: true });

/**
 * Every condition operator but Null, by AWS's name without set qualifier and IfExists.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export const OPERATORS: ReadonlyMap<string, NamedOperator> = new Map([
  ['StringEquals', yes(stringEquals)],
  ['StringNotEquals', no(stringEquals)],
  ['StringEqualsIgnoreCase', yes(stringEqualsIgnoreCase)],
  ['StringNotEqualsIgnoreCase', no(stringEqualsIgnoreCase)],
  ['StringLike', yes(stringLike)],
  ['StringNotLike', no(stringLike)],
  ['NumericEquals', yes(numericEquals)],
  ['NumericNotEquals', no(numericEquals)],
  ['NumericLessThan', yes(numericLessThan)],
  ['NumericLessThanEquals', yes(numericLessThanEquals)],
  ['NumericGreaterThan', yes(numericGreaterThan)],
  ['NumericGreaterThanEquals', yes(numericGreaterThanEquals)],
  ['DateEquals', yes(dateEquals)],
  ['DateNotEquals', no(dateEquals)],
  ['DateLessThan', yes(dateLessThan)],
  ['DateLessThanEquals', yes(dateLessThanEquals)],
  ['DateGreaterThan', yes(dateGreaterThan)],
  ['DateGreaterThanEquals', yes(dateGreaterThanEquals)],
  ['Bool', yes(bool)],
  ['BinaryEquals', yes(binaryEquals)],
  ['IpAddress', yes(ipAddress)],
  ['NotIpAddress', no(ipAddress)],
  ['ArnEquals', yes(arnLike)],
  ['ArnNotEquals', no(arnLike)],
  ['ArnLike', yes(arnLike)],
  ['ArnNotLike', no(arnLike)],
]);

/** A condition operator's name taken apart. */
export interface OperatorName {
  readonly base: string;
  readonly qualifier?: 'ForAllValues' | 'ForAnyValue';
  readonly ifExists: boolean;
}

const NAME = /^(?:(ForAllValues|ForAnyValue):)?([A-Za-z]+?)(IfExists)?$/;

/** Takes a condition operator's name apart; undefined when AWS knows no such operator. */
export function readOperatorName(name: string): OperatorName | undefined {
  const match = NAME.exec(name);
  if (!match) return undefined;
  const base = match[2]!;
  const ifExists = match[3] !== undefined;
  // There is no NullIfExists, and Null asks of a key whether it is there, not of its values.
  if (base === 'Null') return ifExists || match[1] !== undefined ? undefined : { base, ifExists };
  if (!OPERATORS.has(base)) return undefined;
  const qualifier = match[1] as OperatorName['qualifier'];
  return { base, ifExists, ...(qualifier ? { qualifier } : {}) };
}
