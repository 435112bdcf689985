import type { Operator } from './operator';
import { typedOperator } from './typed';

const ISO = /^\d{4}(-\d{2}(-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2}))?)?)?$/;
const EPOCH = /^-?\d{5,}(\.\d+)?$/;

/** Milliseconds since 1970 of an ISO-8601 date (UTC where it has no time) or of epoch seconds. */
function readDate(text: string): number | undefined {
  if (EPOCH.test(text)) return Number(text) * 1000;
  if (!ISO.test(text)) return undefined;
  const time = Date.parse(text.replace(/([+-]..)(..)$/, '$1:$2'));
  return Number.isNaN(time) ? undefined : time;
}

const date = (compare: (actual: number, wanted: number) => boolean) => typedOperator(readDate, compare);

/** DateEquals: a moment, as ISO-8601 or epoch seconds. */
export const dateEquals: Operator = date((actual, wanted) => actual === wanted);
export const dateLessThan: Operator = date((actual, wanted) => actual < wanted);
export const dateLessThanEquals: Operator = date((actual, wanted) => actual <= wanted);
export const dateGreaterThan: Operator = date((actual, wanted) => actual > wanted);
export const dateGreaterThanEquals: Operator = date((actual, wanted) => actual >= wanted);
