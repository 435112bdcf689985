import type { Rule } from '../rule';

/** All actions but some allowed: those of services to come as well. */
export const allowNotAction: Rule = {
  id: 'allow-not-action',
  severity: 'warning',
  see: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notaction.html',
  kinds: ['identity', 'bucket', 'key'],
  inStatement: ({ effect, statement }) =>
    effect === 'Allow' && statement.NotAction !== undefined
      ? [
          {
            element: 'NotAction',
            text: 'Allow with NotAction allows every action that is not listed, those that AWS has yet to add too',
            fix: 'list in Action what is allowed, or deny the listed ones in a statement of their own',
          },
        ]
      : [],
};
