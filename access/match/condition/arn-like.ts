import { compileArnPattern, matchArnPattern } from '../arn-pattern';
import type { Operator } from './operator';

/** ArnLike, and ArnEquals which is the same: six fields, each a glob of its own. */
export const arnLike: Operator = {
  accepts: () => true,
  compile(source, variables) {
    const pattern = compileArnPattern(source, variables ? 'all' : 'none');
    return { source, matches: (value, request) => matchArnPattern(pattern, value, request) };
  },
};
