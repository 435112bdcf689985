import { validationCheck, type Rule } from '../rule';

/** A `*` where it stands for itself. */
export const wildcardWithoutLike: Rule = {
  id: 'wildcard-without-like',
  severity: 'warning',
  see: validationCheck('general-warning-wildcard-without-like-operator'),
  inStatement: ({ conditions }) =>
    conditions
      .filter(({ base }) => /String(Not)?Equals/.test(base))
      .flatMap(({ base, values, element }) =>
        values
          .filter((value) => value.replace(/\$\{[^}]*\}/g, '').includes('*'))
          .map((value) => ({
            element,
            text: `${base} takes the * of ${JSON.stringify(value)} for the character itself`,
            fix: `write ${base.includes('Not') ? 'StringNotLike' : 'StringLike'}`,
          })),
      ),
};
