import type { Rule } from '../rule';

/** Every action of a service allowed, its policies and its deletion among them. */
export const fullServiceAccess: Rule = {
  id: 'full-service-access',
  severity: 'warning',
  see: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege',
  kinds: ['identity', 'bucket'],
  inStatement: ({ effect, actions, resources, conditions }) => {
    // A bucket that leaves access to its access points allows them everything: AWS's own recipe.
    if (effect !== 'Allow' || conditions.some(({ name }) => name.startsWith('s3:dataaccesspoint'))) return [];
    // On objects alone no policy can be changed.
    if (resources.length > 0 && resources.every((resource) => /^arn:[^:]*:s3:::[^/*?]+\//.test(resource))) return [];
    return actions
      .filter((action) => /^(\*|(s3|kms|iam|sts):\*+)$/i.test(action))
      .map((action) => ({
        element: 'Action',
        text: `${action} allows every action there is, those that change policies among them`,
        fix: 'list the actions that are needed',
      }));
  },
};
