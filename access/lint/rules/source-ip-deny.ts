import { asksForKey, type LintedStatement } from '../linted-policy';
import type { Rule } from '../rule';

/** Keys that tell requests through an endpoint, or of a service, from those over the internet. */
const GUARD = /^aws:(sourcevpce?|vpce.*|vpcsourceip|viaawsservice|principalisawsservice)$/;

/** Whether a statement leaves out requests that come through a VPC endpoint or from a service. */
export function isGuarded(statement: LintedStatement): boolean {
  return statement.conditions.some(({ name }) => GUARD.test(name)) || asksForKey(statement, 'aws:sourceip');
}

/** A Deny for all addresses but some: through a VPC endpoint there is no address, and the Deny holds. */
export const sourceIpDeny: Rule = {
  id: 'source-ip-deny',
  severity: 'warning',
  see: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-sourceip',
  inStatement: (statement) => {
    if (statement.effect !== 'Deny' || isGuarded(statement)) return [];
    return statement.conditions
      .filter(({ name, base }) => name === 'aws:sourceip' && base === 'NotIpAddress')
      .map(({ element }) => ({
        element,
        text: 'aws:SourceIp is absent through a VPC endpoint and is the address of the service where one acts for the caller: both are denied',
        fix: 'add conditions on aws:SourceVpce (StringNotEquals) and "Bool": {"aws:ViaAWSService": "false"}',
      }));
  },
};
