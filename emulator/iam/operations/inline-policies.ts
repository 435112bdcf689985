import type { PolicyDocument } from '../../../access/policy/document';
import { policySize, SIZE_LIMITS } from '../../../access/policy/limits';
import type { QueryOperation } from '../../http/query-protocol';
import { limitExceeded, noSuchEntity } from '../call';
import { readDocument, writtenDocument } from '../documents';
import { nameIn } from '../names';
import { page } from '../page';
import { principalFor, type PrincipalKind } from '../principals';

/** Characters that all inline policies of one principal may have together. @see IAM quotas */
const QUOTA: Readonly<Record<PrincipalKind, number>> = { Role: SIZE_LIMITS.identity.most, User: 2048 };

const sizeOf = (document: PolicyDocument): number => policySize(JSON.stringify(document), 'identity');

/** Put, Get, List and Delete of the inline policies of one kind of principal, by operation name. */
export function inlinePolicyOperations(kind: PrincipalKind): Record<string, QueryOperation> {
  const word = kind.toLowerCase();
  return {
    [`Put${kind}Policy`]: (call) => {
      const name = nameIn(call.parameters, 'PolicyName', 128);
      const text = call.parameters.required('PolicyDocument');
      const { principal } = principalFor(call, kind);
      const document = readDocument(call.state.world, text, 'identity');
      let size = sizeOf(document);
      for (const [other, known] of principal.inlinePolicies) if (other !== name) size += sizeOf(known);
      if (size > QUOTA[kind]) {
        throw limitExceeded(`Maximum policy size of ${QUOTA[kind]} bytes exceeded for ${word} ${principal.name}`);
      }
      principal.inlinePolicies.set(name, document);
    },
    [`Get${kind}Policy`]: (call) => {
      const name = nameIn(call.parameters, 'PolicyName', 128);
      const { principal } = principalFor(call, kind);
      const document = principal.inlinePolicies.get(name);
      if (!document) throw noSuchEntity(`The ${word} policy with name ${name} cannot be found.`);
      return {
        [`${kind}Name`]: principal.name,
        PolicyName: name,
        PolicyDocument: writtenDocument(call.state.world, document),
      };
    },
    [`List${kind}Policies`]: (call) => {
      const { principal } = principalFor(call, kind);
      return page(
        call.parameters,
        principal.inlinePolicies.keys(),
        (name) => name,
        'PolicyNames',
        (name) => name,
      );
    },
    [`Delete${kind}Policy`]: (call) => {
      const name = nameIn(call.parameters, 'PolicyName', 128);
      const { principal } = principalFor(call, kind);
      if (!principal.inlinePolicies.delete(name)) {
        throw noSuchEntity(`The ${word} policy with name ${name} cannot be found.`);
      }
    },
  };
}
