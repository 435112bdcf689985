import type { QueryOperation } from '../../http/query-protocol';
import { limitExceeded, noSuchEntity } from '../call';
import { pathPrefixIn } from '../names';
import { page } from '../page';
import { managedPolicy, principalFor, type PrincipalKind } from '../principals';

/** Managed policies that one principal may have. @see IAM quotas */
const QUOTA = 10;

/** Attach, Detach and List of the managed policies of one kind of principal, by operation name. */
export function attachedPolicyOperations(kind: PrincipalKind): Record<string, QueryOperation> {
  return {
    [`Attach${kind}Policy`]: (call) => {
      const arn = call.parameters.required('PolicyArn');
      const { account, principal } = principalFor(call, kind, { 'iam:policyarn': arn });
      managedPolicy(account, arn);
      if (!principal.attachedPolicies.has(arn) && principal.attachedPolicies.size >= QUOTA) {
        throw limitExceeded(`Cannot exceed quota for PoliciesPer${kind}: ${QUOTA}`);
      }
      principal.attachedPolicies.add(arn);
    },
    [`Detach${kind}Policy`]: (call) => {
      const arn = call.parameters.required('PolicyArn');
      const { principal } = principalFor(call, kind, { 'iam:policyarn': arn });
      if (!principal.attachedPolicies.delete(arn)) throw noSuchEntity(`Policy ${arn} was not found.`);
    },
    [`ListAttached${kind}Policies`]: (call) => {
      const prefix = pathPrefixIn(call.parameters);
      const { account, principal } = principalFor(call, kind);
      const attached = [...principal.attachedPolicies].flatMap((arn) => account.managedPolicies.get(arn) ?? []);
      return page(
        call.parameters,
        attached.filter(({ path }) => path.startsWith(prefix)),
        ({ name }) => name,
        'AttachedPolicies',
        ({ name, arn }) => ({ PolicyName: name, PolicyArn: arn }),
      );
    },
  };
}
