import type { Rule } from '../rule';

/** A Deny for all but some: it hits sessions of the listed roles too, and whoever has a permissions boundary (R-NOTPR). */
export const denyNotPrincipal: Rule = {
  id: 'deny-not-principal',
  severity: 'warning',
  see: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html',
  kinds: ['bucket', 'key', 'vpce'],
  inStatement: ({ statement }) =>
    statement.NotPrincipal === undefined
      ? []
      : [
          {
            element: 'NotPrincipal',
            text: 'Deny with NotPrincipal refuses listed roles too, unless their account and each session are listed, and always those with a permissions boundary',
            fix: 'write "Principal": "*" and except the roles with ArnNotLike on aws:PrincipalArn',
          },
        ],
};
