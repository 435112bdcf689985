import type { Rule } from '../rule';

/** A unique id as principal: what AWS shows of a role or user that was deleted since (R-PR-ID). */
export const principalId: Rule = {
  id: 'principal-id',
  severity: 'warning',
  see: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_roles.html',
  inStatement: ({ principals }) =>
    principals
      .filter(({ name }) => /^A(ROA|IDA)/.test(name))
      .map(({ name }) => ({
        element: 'Principal',
        text: `${name} is the id of a role or user, as AWS shows it when that was deleted; made again, it has another one`,
        fix: 'name its ARN again, or its account with a condition on aws:PrincipalArn',
      })),
};
