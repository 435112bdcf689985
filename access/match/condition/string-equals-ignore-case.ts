import { compilePattern, matchPattern } from '../pattern';
import { parseTemplate } from '../template';
import type { Operator } from './operator';

/** StringEqualsIgnoreCase: exact but for case, wildcards are plain characters. */
export const stringEqualsIgnoreCase: Operator = {
  accepts: () => true,
  compile(source, variables) {
    const pattern = compilePattern(source, parseTemplate(source, { variables, wildcards: false }), true);
    return { source, matches: (value, request) => matchPattern(pattern, value, request) };
  },
};
