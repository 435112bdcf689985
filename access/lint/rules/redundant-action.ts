import { covered } from '../covers';
import { validationCheck, type Rule } from '../rule';

/** An action that another one of the same statement covers. */
export const redundantAction: Rule = {
  id: 'redundant-action',
  severity: 'suggestion',
  see: validationCheck('suggestion-redundant-action'),
  inStatement: ({ actions }) =>
    covered(actions.map((action) => action.toLowerCase())).map(({ narrow, wide }) => ({
      element: 'Action',
      text: narrow === wide ? `${narrow} stands there twice` : `${narrow} is in ${wide} already`,
      fix: 'leave one of the two out',
    })),
};
