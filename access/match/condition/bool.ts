import { compilePattern, matchPattern } from '../pattern';
import { parseTemplate } from '../template';
import type { Operator } from './operator';

/** Bool: `true` or `false`, compared as text in any case. */
export const bool: Operator = {
  accepts: (source) => /^(true|false)$/i.test(source) || /[$\uE000]/.test(source),
  compile(source, variables) {
    const pattern = compilePattern(source, parseTemplate(source, { variables, wildcards: false }), true);
    return { source, matches: (value, request) => matchPattern(pattern, value, request) };
  },
};
