import { accountOf } from '../account-of';
import type { Rule } from '../rule';

/** A foreign account as a whole: its administrators decide who of it comes in. */
export const wholeAccount: Rule = {
  id: 'whole-account',
  severity: 'suggestion',
  see: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-accounts',
  kinds: ['bucket', 'key', 'trust'],
  inStatement: ({ effect, principals, conditions }, { account }) => {
    const narrowed = conditions.some(({ name }) => /^(aws:principal(arn|tag)|aws:userid|sts:externalid)/.test(name));
    if (effect !== 'Allow' || account === undefined || narrowed) return [];
    return principals
      .filter(({ name }) => (name === accountOf(name) || name.endsWith(':root')) && accountOf(name) !== account)
      .map(({ name }) => ({
        element: 'Principal',
        text: `${name} lets in whomever account ${accountOf(name)} lets out`,
        fix: 'add a condition on aws:PrincipalArn with the roles that are meant',
      }));
  },
};
