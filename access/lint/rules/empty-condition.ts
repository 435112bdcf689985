import type { LintedCondition } from '../linted-policy';
import { validationCheck, type Rule } from '../rule';

/** A Condition, or a part of it, with nothing in it. */
export const emptyCondition: Rule = {
  id: 'empty-condition',
  severity: 'suggestion',
  see: validationCheck('suggestion-empty-array-condition'),
  inStatement: ({ statement, conditions }) => {
    const operators = Object.entries(statement.Condition ?? {});
    return [
      ...(statement.Condition && operators.length === 0
        ? [{ element: 'Condition', text: 'Condition is empty', fix: 'leave it out' }]
        : []),
      ...operators
        .filter(([, keys]) => Object.keys(keys).length === 0)
        .map(([operator]) => ({
          element: `Condition.${operator}`,
          text: `${operator} has no keys`,
          fix: 'leave it out',
        })),
      ...conditions
        .filter(({ values, open }) => values.length === 0 && !open)
        .map((condition) => ({
          element: condition.element,
          severity: 'error' as const,
          text: `${condition.key} is compared with no value: the condition ${whenHeld(condition)}`,
          fix: 'list the values, or leave the condition out',
        })),
    ];
  },
};

/** Without values no value is equal, and all are another. */
function whenHeld({ negated, holdsWithoutKey }: LintedCondition): string {
  if (negated === holdsWithoutKey) return negated ? 'always holds' : 'never holds';
  return negated ? 'holds wherever there is the key' : 'holds only where there is no key';
}
