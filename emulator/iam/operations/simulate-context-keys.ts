import type { NamedPolicy } from '../../../access/policy/document';
import type { QueryOperation } from '../../http/query-protocol';
import type { XmlElements } from '../../http/xml';
import { accountOf, authorizeIam } from '../call';
import { contextKeysOf } from '../simulate/context-keys';
import { identityPoliciesIn, requiredPoliciesIn } from '../simulate/given-policies';
import { policySource } from '../simulate/policy-source';

/** GetContextKeysForCustomPolicy */
export const getContextKeysForCustomPolicy: QueryOperation = (call) => {
  accountOf(call);
  authorizeIam(call, '*');
  return contextKeys(requiredPoliciesIn(call.parameters));
};

/** GetContextKeysForPrincipalPolicy: of the policies attached to a user or role, and of those that are sent along. */
export const getContextKeysForPrincipalPolicy: QueryOperation = (call) => {
  const { attached } = policySource(call);
  return contextKeys([...attached.identity, ...identityPoliciesIn(call.parameters)]);
};

function contextKeys(policies: readonly Pick<NamedPolicy, 'document'>[]): XmlElements {
  return { ContextKeyNames: { member: contextKeysOf(policies.map(({ document }) => document)) } };
}
