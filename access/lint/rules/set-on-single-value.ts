import { validationCheck, type Rule } from '../rule';

/** A set operator on a key of which a request has one value at most. */
export const setOnSingleValue: Rule = {
  id: 'set-on-single-value',
  severity: 'suggestion',
  see: validationCheck('security-warning-forallvalues-with-single-valued-key'),
  inStatement: ({ conditions }) =>
    conditions
      .filter(({ qualifier, listed }) => qualifier && listed && !listed.type.startsWith('ArrayOf'))
      .map(({ qualifier, key, element }) => ({
        element,
        text: `${key} has one value at most, and ${qualifier} is for keys with several`,
        fix: `leave ${qualifier}: out`,
      })),
};
