import { validationCheck, type Rule } from '../rule';
import { fullName, meaningsOf } from '../meanings';

/** Leave to hand any role to any service: who has it has the rights of all roles. */
export const passRoleAny: Rule = {
  id: 'pass-role-any',
  severity: 'warning',
  see: validationCheck('security-warning-pass-role-with-star-in-resource'),
  kinds: ['identity'],
  inStatement: ({ effect, actions, resources, conditions }) => {
    const passes = actions.some((action) => meaningsOf(action).some((one) => fullName(one) === 'iam:PassRole'));
    const any = resources.find((resource) => resource === '*' || /^arn:[^:]*:iam::[^:]*:(role\/)?\*$/.test(resource));
    const limited = conditions.some(({ name, ifExists }) => name === 'iam:passedtoservice' && !ifExists);
    if (effect !== 'Allow' || !passes || any === undefined || limited) return [];
    return [
      {
        element: 'Resource',
        text: `iam:PassRole on ${any} hands every role of the account to any service`,
        fix: 'name the roles, and the services in a condition on iam:PassedToService',
      },
    ];
  },
};
