import { validationCheck, type Rule } from '../rule';

/** A key with several values compared by an operator for one. */
export const listWithoutSet: Rule = {
  id: 'list-without-set',
  severity: 'error',
  see: validationCheck('error-missing-qualifier'),
  inStatement: ({ conditions }) =>
    conditions
      .filter(({ qualifier, listed, base }) => base !== 'Null' && !qualifier && listed?.type.startsWith('ArrayOf'))
      .map(({ operator, key, element }) => ({
        element,
        text: `a request may have several values of ${key}, which ${operator} does not compare`,
        fix: `write ForAnyValue:${operator} or ForAllValues:${operator}`,
      })),
};
