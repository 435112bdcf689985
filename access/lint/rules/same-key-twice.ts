import { validationCheck, type Rule } from '../rule';

/** One key under two spellings: names of keys are the same in any case of letters. */
export const sameKeyTwice: Rule = {
  id: 'same-key-twice',
  severity: 'error',
  see: validationCheck('error-duplicate-keys-with-different-case'),
  inStatement: ({ conditions }) =>
    conditions
      .filter(({ operator, name }, at) =>
        conditions.slice(0, at).some((one) => one.operator === operator && one.name === name),
      )
      .map(({ key, operator, element }) => ({
        element,
        text: `${operator} has ${key} twice, in two spellings`,
        fix: 'write one list of values',
      })),
};
