import type { QueryOperation } from '../../http/query-protocol';
import { noSuchEntity } from '../call';
import { managedPolicy, principalFor, type PrincipalKind } from '../principals';

/** Put and Delete of the permissions boundary of one kind of principal, by operation name. */
export function boundaryOperations(kind: PrincipalKind): Record<string, QueryOperation> {
  return {
    [`Put${kind}PermissionsBoundary`]: (call) => {
      const arn = call.parameters.required('PermissionsBoundary');
      const { account, principal } = principalFor(call, kind, { 'iam:permissionsboundary': arn });
      principal.boundary = managedPolicy(account, arn).arn;
    },
    [`Delete${kind}PermissionsBoundary`]: (call) => {
      const { principal } = principalFor(call, kind);
      if (principal.boundary === undefined) {
        throw noSuchEntity(`The ${kind.toLowerCase()} ${principal.name} has no permissions boundary.`);
      }
      delete principal.boundary;
    },
  };
}
