import { hasUnknown } from '../../policy/unknown';
import { MAYBE, NO, YES } from '../tri';
import type { Operator } from './operator';

/**
 * An operator that compares values of a type, without wildcards or variables. A value that is not of the type never
 * matches.
 *
 * @param read a value of policy or request, or undefined when it is not of the type
 * @param compare the request's value against the policy's
 */
export function typedOperator<T>(
  read: (text: string) => T | undefined,
  compare: (actual: T, wanted: T) => boolean,
): Operator {
  return {
    accepts: (source) => hasUnknown(source) || read(source) !== undefined,
    compile(source) {
      const unknown = hasUnknown(source);
      const wanted = unknown ? undefined : read(source);
      return {
        source,
        matches(value) {
          if (unknown || hasUnknown(value)) return MAYBE;
          const actual = read(value);
          return actual !== undefined && wanted !== undefined && compare(actual, wanted) ? YES : NO;
        },
      };
    },
  };
}
