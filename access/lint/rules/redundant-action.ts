import { redundancies } from '../covers';
import { validationCheck, type Rule } from '../rule';

/** An action that another one of the same statement covers. */
export const redundantAction: Rule = {
  id: 'redundant-action',
  severity: 'suggestion',
  see: validationCheck('suggestion-redundant-action'),
  inStatement: ({ actions }) =>
    redundancies(
      'Action',
      actions.map((action) => action.toLowerCase()),
    ),
};
