import type { Rule } from '../rule';

/** All resources but some allowed. */
export const allowNotResource: Rule = {
  id: 'allow-not-resource',
  severity: 'warning',
  see: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notresource.html',
  kinds: ['identity', 'bucket'],
  inStatement: ({ effect, statement }) =>
    effect === 'Allow' && statement.NotResource !== undefined
      ? [
          {
            element: 'NotResource',
            text: 'Allow with NotResource allows its actions on every resource that is not listed, of any account',
            fix: 'list in Resource what is allowed',
          },
        ]
      : [],
};
