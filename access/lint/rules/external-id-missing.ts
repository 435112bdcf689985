import { accountOf } from '../account-of';
import { namesAction } from '../meanings';
import type { Rule } from '../rule';

/** A role that another account assumes without an external id: a service of theirs can be talked into it (R-STS-3). */
export const externalIdMissing: Rule = {
  id: 'external-id-missing',
  severity: 'suggestion',
  see: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html',
  kinds: ['trust'],
  inStatement: (statement, { account }) => {
    const { effect, principals, conditions } = statement;
    const limited = conditions.some(({ name }) => name === 'sts:externalid' || name.startsWith('aws:principalorg'));
    if (effect !== 'Allow' || account === undefined || limited || !namesAction(statement, 'sts:AssumeRole')) return [];
    return principals
      .filter(({ type, name }) => type === 'AWS' && (accountOf(name) ?? account) !== account)
      .map(({ name }) => ({
        element: 'Principal',
        text: `${name} of account ${accountOf(name)} needs no external id; whoever uses a service of theirs may be let in as them`,
        fix: 'if they act for several customers, add StringEquals on sts:ExternalId',
      }));
  },
};
