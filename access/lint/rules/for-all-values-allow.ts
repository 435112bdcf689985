import { asksForKey } from '../linted-policy';
import type { Rule } from '../rule';

/** An Allow whose set of values may be empty: ForAllValues holds where the key is absent (R-C-SET). */
export const forAllValuesAllow: Rule = {
  id: 'for-all-values-allow',
  severity: 'warning',
  see: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html',
  inStatement: (statement) => {
    if (statement.effect !== 'Allow') return [];
    return statement.conditions
      .filter(({ qualifier, name }) => qualifier === 'ForAllValues' && !asksForKey(statement, name))
      .map(({ key, element }) => ({
        element,
        text: `ForAllValues holds for requests without ${key}: they are allowed`,
        fix: `add "Null": {"${key}": "false"}`,
      }));
  },
};
