import type { ManagedPolicy } from '../../../access/world/world';
import type { QueryCall, QueryOperation } from '../../http/query-protocol';
import type { XmlElements } from '../../http/xml';
import { deleteConflict, instant, limitExceeded, noSuchEntity } from '../call';
import { writtenDocument } from '../documents';
import { page } from '../page';
import { managedDocument, policyFor } from './managed-policies';

/** Versions that one managed policy may have. @see IAM quotas */
const QUOTA = 5;

/** CreatePolicyVersion: numbers go on from the highest there ever was among those kept. */
export const createPolicyVersion: QueryOperation = (call) => {
  const { policy } = policyFor(call);
  const version = managedDocument(call);
  if (policy.versions.size >= QUOTA) {
    throw limitExceeded(
      'A managed policy can have up to 5 versions. Before you create a new version, you must delete an existing version.',
    );
  }
  const id = `v${Math.max(...[...policy.versions.keys()].map(numberOf)) + 1}`;
  policy.versions.set(id, version);
  if (call.parameters.get('SetAsDefault') === 'true') policy.defaultVersion = id;
  return { PolicyVersion: versionElement(policy, id) };
};

/** GetPolicyVersion */
export const getPolicyVersion: QueryOperation = (call) => {
  const { policy } = policyFor(call);
  const id = versionIn(call, policy);
  const Document = writtenDocument(call.state.world, policy.versions.get(id)!.document);
  return { PolicyVersion: { Document, ...versionElement(policy, id) } };
};

/** ListPolicyVersions */
export const listPolicyVersions: QueryOperation = (call) => {
  const { policy } = policyFor(call);
  return page(
    call.parameters,
    policy.versions.keys(),
    (id) => id,
    'Versions',
    (id) => versionElement(policy, id),
  );
};

/** DeletePolicyVersion: never the default one. */
export const deletePolicyVersion: QueryOperation = (call) => {
  const { policy } = policyFor(call);
  const id = versionIn(call, policy);
  if (id === policy.defaultVersion) throw deleteConflict('Cannot delete the default version of a policy.');
  policy.versions.delete(id);
};

/** SetDefaultPolicyVersion */
export const setDefaultPolicyVersion: QueryOperation = (call) => {
  const { policy } = policyFor(call);
  policy.defaultVersion = versionIn(call, policy);
};

function versionIn(call: QueryCall, policy: ManagedPolicy): string {
  const id = call.parameters.required('VersionId');
  if (!policy.versions.has(id)) {
    throw noSuchEntity(`Policy ${policy.arn} version ${id} does not exist or is not attachable.`);
  }
  return id;
}

function versionElement(policy: ManagedPolicy, id: string): XmlElements {
  return {
    VersionId: id,
    IsDefaultVersion: id === policy.defaultVersion,
    CreateDate: instant(policy.versions.get(id)!.createdAt),
  };
}

const numberOf = (id: string): number => Number(id.slice(1));
