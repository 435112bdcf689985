import type { Operator } from './operator';
import { typedOperator } from './typed';

const NUMBER = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i;

function readNumber(text: string): number | undefined {
  return NUMBER.test(text) ? Number(text) : undefined;
}

const numeric = (compare: (actual: number, wanted: number) => boolean) => typedOperator(readNumber, compare);

/** NumericEquals: decimal numbers. */
export const numericEquals: Operator = numeric((actual, wanted) => actual === wanted);
export const numericLessThan: Operator = numeric((actual, wanted) => actual < wanted);
export const numericLessThanEquals: Operator = numeric((actual, wanted) => actual <= wanted);
export const numericGreaterThan: Operator = numeric((actual, wanted) => actual > wanted);
export const numericGreaterThanEquals: Operator = numeric((actual, wanted) => actual >= wanted);
