import { actionsMatching } from '../../tables/actions';
import { fullName } from '../meanings';
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
  if (!action.includes(':')) return false;
  if (!/^[^:]*[*?]/.test(action.split(':')[0]!) && !/^kms:/i.test(action)) return true;
  const meanings = actionsMatching(action);
  return !!meanings?.length && meanings.every(({ on }) => on.length === 0);
}

function isForeignToTrust(action: string): boolean {
  const meanings = actionsMatching(action);
  return !!meanings?.length && !meanings.some((one) => OF_TRUST.has(fullName(one)));
}
