import { covered } from '../covers';
import { validationCheck, type Rule } from '../rule';

/** A resource that another one of the same statement covers. */
export const redundantResource: Rule = {
  id: 'redundant-resource',
  severity: 'suggestion',
  see: validationCheck('suggestion-redundant-resource'),
  inStatement: ({ resources }) =>
    covered(resources).map(({ narrow, wide }) => ({
      element: 'Resource',
      text: narrow === wide ? `${narrow} stands there twice` : `${narrow} is in ${wide} already`,
      fix: 'leave one of the two out',
    })),
};
