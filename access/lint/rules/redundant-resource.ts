import { redundancies } from '../covers';
import { validationCheck, type Rule } from '../rule';

/** A resource that another one of the same statement covers. */
export const redundantResource: Rule = {
  id: 'redundant-resource',
  severity: 'suggestion',
  see: validationCheck('suggestion-redundant-resource'),
  inStatement: ({ resources }) => redundancies('Resource', resources),
};
