import { compilePattern, matchPattern } from '../pattern';
import { parseTemplate } from '../template';
import type { Operator } from './operator';

/** StringLike: a case-sensitive glob whose `*` crosses everything, `/` and `:` included. */
export const stringLike: Operator = {
  accepts: () => true,
  compile(source, variables) {
    const pattern = compilePattern(source, parseTemplate(source, { variables, wildcards: true }));
    return { source, matches: (value, request) => matchPattern(pattern, value, request) };
  },
};
