import { compilePattern, matchPattern } from '../pattern';
import { parseTemplate } from '../template';
import type { Operator } from './operator';

/** StringEquals: exact, case-sensitive, wildcards are plain characters. */
export const stringEquals: Operator = {
  accepts: () => true,
  compile(source, variables) {
    const pattern = compilePattern(source, parseTemplate(source, { variables, wildcards: false }));
    return { source, matches: (value, request) => matchPattern(pattern, value, request) };
  },
};
