import type { LintedCondition } from '../linted-policy';
import type { Rule } from '../rule';

/** An identity provider trusted without asking for whom: GitHub's signs tokens for every repository there is. */
export const federatedWithoutCondition: Rule = {
  id: 'federated-without-condition',
  severity: 'error',
  see: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html',
  kinds: ['trust'],
  inStatement: ({ effect, principals, conditions }) =>
    principals
      .filter(({ type, name }) => effect === 'Allow' && type === 'Federated' && !isLimited(name, conditions))
      .map(({ name }) => ({
        element: 'Principal',
        text: `whomever ${name} signs a token for may assume the role`,
        fix: `add conditions on ${prefixOf(name)}aud and, for an OIDC provider, on ${prefixOf(name)}sub`,
      })),
};

function isLimited(provider: string, conditions: readonly LintedCondition[]): boolean {
  const prefix = prefixOf(provider);
  return conditions.some(({ name, holdsWithoutKey }) => name.startsWith(prefix) && !holdsWithoutKey);
}

/** With what its condition keys begin. @param provider an ARN or a domain */
function prefixOf(provider: string): string {
  if (provider.includes(':saml-provider/')) return 'saml:';
  return `${provider.replace(/.*:oidc-provider\//, '').toLowerCase()}:`;
}
