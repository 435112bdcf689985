import { fullName, meaningsOf, serviceOf } from '../meanings';
import type { Rule } from '../rule';

/** What a trust policy decides about. */
const OF_TRUST: ReadonlySet<string> = new Set([
  'sts:AssumeRole',
  'sts:AssumeRoleWithSAML',
  'sts:AssumeRoleWithWebIdentity',
  'sts:SetContext',
  'sts:SetSourceIdentity',
  'sts:TagSession',
]);

/** An action about which a resource's own policy is never asked. */
export const actionOutOfPlace: Rule = {
  id: 'action-out-of-place',
  severity: 'error',
  see: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_identity-vs-resource.html',
  kinds: ['key', 'trust'],
  inStatement: ({ actions }, { kind }) =>
    actions
      .filter((action) => (kind === 'key' ? isForeignToKeys(action) : isForeignToTrust(action)))
      .map((action) => ({
        element: 'Action',
        text: `${kind === 'key' ? 'a key policy' : 'a trust policy'} is never asked about ${action}`,
        fix: 'put it into an identity policy',
      })),
};

function isForeignToKeys(action: string): boolean {
  const service = serviceOf(action);
  if (service !== '*' && service !== 'kms') return true;
  const meanings = meaningsOf(action);
  return meanings.length > 0 && meanings.every(({ on }) => on.length === 0);
}

function isForeignToTrust(action: string): boolean {
  const meanings = meaningsOf(action);
  return meanings.length > 0 && !meanings.some((one) => OF_TRUST.has(fullName(one)));
}
