import type { NamedPolicy, PolicyDocument, PolicyKind } from '../../../access/policy/document';
import { PolicyError } from '../../../access/policy/errors';
import { parsePolicy } from '../../../access/policy/parse';
import type { Parameters } from '../../http/query-protocol';
import { invalidInput } from './invalid-input';

/** A policy of a simulation with its text, so that results can say where in it a statement stands. */
export interface SourcedPolicy {
  /** E.g. `PolicyInputList.1`; of attached policies as the simulator names them. */
  readonly id: string;
  /** As the simulator answers it; the API's model lists other words, which it never sends. */
  readonly type: 'IAM Policy' | 'Resource Policy';
  readonly text: string;
  readonly document: PolicyDocument;
}

/** `PolicyInputList`. @throws AwsError InvalidInput for a policy that IAM would not save */
export function identityPoliciesIn(parameters: Parameters): SourcedPolicy[] {
  return parameters.list('PolicyInputList').map((text, index) => {
    const id = `PolicyInputList.${index + 1}`;
    return { id, type: 'IAM Policy', text, document: read(text, 'identity', id) };
  });
}

/** The same where one at least is required. @throws AwsError InvalidInput */
export function requiredPoliciesIn(parameters: Parameters): SourcedPolicy[] {
  const policies = identityPoliciesIn(parameters);
  if (policies.length === 0) throw invalidInput('PolicyInputList must have at least one policy');
  return policies;
}

/** `PermissionsBoundaryPolicyInputList`: one at most. @throws AwsError InvalidInput */
export function boundaryIn(parameters: Parameters): NamedPolicy | undefined {
  const [text, ...more] = parameters.list('PermissionsBoundaryPolicyInputList');
  if (text === undefined) return undefined;
  if (more.length > 0) {
    throw invalidInput(`PermissionsBoundaryPolicyInputList has ${more.length + 1} policies; there can be one boundary`);
  }
  const name = 'PermissionsBoundaryPolicyInputList.1';
  return { name, document: read(text, 'boundary', name) };
}

/** `ResourcePolicy`. @param service of the simulated actions, whose grammar it follows @throws AwsError InvalidInput */
export function resourcePolicyIn(parameters: Parameters, service: string): SourcedPolicy | undefined {
  const text = parameters.get('ResourcePolicy');
  if (text === undefined) return undefined;
  const kind = service === 'kms' ? 'key' : service === 'sts' ? 'trust' : 'bucket';
  return { id: 'ResourcePolicy', type: 'Resource Policy', text, document: read(text, kind, 'ResourcePolicy') };
}

/** `OrderedOrganizationPolicyInputList`: SCPs by level, from the root down to the account. @throws AwsError InvalidInput */
export function scpsIn(parameters: Parameters): NamedPolicy[][] | undefined {
  const levels: NamedPolicy[][] = [];
  const list = 'OrderedOrganizationPolicyInputList';
  while (parameters.has(`${list}.member.${levels.length + 1}`)) {
    const name = `${list}.member.${levels.length + 1}.ServiceControlPolicyInputList`;
    levels.push(parameters.list(name).map((text) => ({ name, document: read(text, 'scp', name) })));
  }
  return levels.length === 0 ? undefined : levels;
}

function read(text: string, kind: PolicyKind, where: string): PolicyDocument {
  try {
    return parsePolicy(text, kind);
  } catch (error) {
    if (!(error instanceof PolicyError)) throw error;
    throw invalidInput(`${where}: ${error.message}${error.detail === undefined ? '' : ` (${error.detail})`}`);
  }
}
