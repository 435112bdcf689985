import { asksForKey } from '../linted-policy';
import type { Rule } from '../rule';

/** A Deny for all but the own organization: service principals are of none, and log delivery stops. */
export const orgDeny: Rule = {
  id: 'org-deny',
  severity: 'warning',
  see: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalisawsservice',
  kinds: ['bucket', 'key', 'rcp'],
  inStatement: (statement) => {
    const { effect, principals, conditions } = statement;
    const everyone = principals.some(({ name }) => name === '*');
    const guarded = conditions.some(({ name }) => /^aws:(principalisawsservice|principalservicename)/.test(name));
    if (effect !== 'Deny' || !everyone || guarded) return [];
    return conditions
      .filter(({ name, holdsWithoutKey }) => holdsWithoutKey && /^aws:principal(orgid|orgpaths|account)/.test(name))
      .filter(({ name }) => !asksForKey(statement, name))
      .map(({ key, element }) => ({
        element,
        text: `requests of AWS services are without ${key}: log delivery, inventory and replication are denied`,
        fix: 'add "BoolIfExists": {"aws:PrincipalIsAWSService": "false"}',
      }));
  },
};
