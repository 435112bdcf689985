import {
  denyOnly,
  join,
  outcomeOfPolicies,
  outcomeOfPolicy,
  SILENT,
  withoutDeny,
  type Outcome,
} from '../match/outcome';
import type { NamedPolicy } from '../policy/document';
import type { Evaluation } from './evaluation';
import type { GateDefinition } from './gate';
import { grantsOutcome } from './key-grants';

/**
 * R-ORDER, resource step: what the policy of the resource, and for keys their grants, say of the caller. How much an
 * allow is worth depends on how it names the caller (R-STRENGTH).
 */
export const resourceGate: GateDefinition = {
  gate: 'resource',
  rule: 'R-STRENGTH',
  side: 'resource',
  principals: 'required',
  applies: ({ policies, kind, sameAccount }) =>
    policies.resource !== undefined ||
    policies.acls !== undefined ||
    kind === 'key' ||
    kind === 'trust' ||
    !sameAccount,
  outcome(evaluation) {
    const { policies, resourceRequest: request } = evaluation;
    let outcome: Outcome = SILENT;
    if (policies.resource) outcome = outcomeOfPolicy(policies.resource.document, request, 'required');
    if (ownerKeepsPolicyAccess(evaluation)) outcome = withoutDeny(outcome);
    if (policies.acls) return outcomeWithAcls(outcome, policies.acls, evaluation);
    if (!worksAcrossAccounts(evaluation)) return denyOnly(outcome);
    return policies.keyGrants ? join(outcome, grantsOutcome(policies.keyGrants, request)) : outcome;
  },
  policies: ({ policies: { resource, acls = [] } }) => (resource ? [resource, ...acls] : acls),
  allowing(evaluation) {
    if (!worksAcrossAccounts(evaluation)) return [];
    const { resource, acls = [], objectOwner } = evaluation.policies;
    return resource && objectOwner === undefined ? [resource, ...acls] : acls;
  },
  origin(evaluation, policy) {
    if (!worksAcrossAccounts(evaluation)) return { rule: 'R-KMS-2' };
    const { acls, objectOwner } = evaluation.policies;
    if (policy ? !acls?.includes(policy) : objectOwner === undefined) return undefined;
    return { rule: policy ? 'R-ACL' : 'R-OWN-3', ...(objectOwner !== undefined && { account: objectOwner }) };
  },
  silence(evaluation) {
    const { policies, kind, call } = evaluation;
    if (!worksAcrossAccounts(evaluation)) {
      return `${call.action} cannot be called on a key of another account, whatever its policy says`;
    }
    if (policies.objectOwner !== undefined) {
      return `account ${policies.objectOwner} owns the object, not the owner of the bucket, and its ACL does not allow it`;
    }
    const asked = [...(policies.resource ? [policies.resource] : []), ...(policies.acls ?? [])].map(({ name }) => name);
    if (asked.length > 1) return `neither ${asked.join(' nor ')} allows it`;
    if (asked.length === 1) return `the ${asked[0]} does not allow it`;
    const kinds = { bucket: 'bucket', key: 'key', trust: 'role', other: 'resource' };
    return `the ${kinds[kind]} has no resource-based policy that allows it`;
  },
};

/** ACLs allow beside the bucket policy; of another owner's object they alone do (R-OWN-3). */
function outcomeWithAcls(
  outcome: Outcome,
  acls: readonly NamedPolicy[],
  { policies, resourceRequest: request }: Evaluation,
): Outcome {
  const ofBucket = policies.objectOwner === undefined ? outcome : denyOnly(outcome);
  return join(ofBucket, outcomeOfPolicies(acls, request, 'required'));
}

const POLICY_ACTIONS: ReadonlySet<string> = new Set([
  's3:getbucketpolicy',
  's3:putbucketpolicy',
  's3:deletebucketpolicy',
]);

/** R-ROOT: whatever a bucket's policy denies, the root user of its account can still mend that policy. Keys have no such escape. */
export function ownerKeepsPolicyAccess({ caller, sameAccount, call }: Evaluation): boolean {
  return caller.kind === 'root' && sameAccount && POLICY_ACTIONS.has(call.action.toLowerCase());
}

/** R-KMS-2: what can be done to a key of another account; nothing else works there, whatever policies say. */
const CROSS_ACCOUNT_KEY_ACTIONS: ReadonlySet<string> = new Set(
  [
    'CreateGrant Decrypt DescribeKey DeriveSharedSecret Encrypt GenerateDataKey GenerateDataKeyPair',
    'GenerateDataKeyPairWithoutPlaintext GenerateDataKeyWithoutPlaintext GenerateMac GetKeyRotationStatus',
    'GetPublicKey ListGrants ReEncryptFrom ReEncryptTo RetireGrant RevokeGrant Sign Verify VerifyMac',
  ]
    .join(' ')
    .split(' ')
    .map((name) => `kms:${name.toLowerCase()}`),
);

/** Whether an action can be allowed at all to a caller of another account (R-KMS-2). */
export function worksAcrossAccounts({
  kind,
  sameAccount,
  account,
  call,
}: Pick<Evaluation, 'kind' | 'sameAccount' | 'account' | 'call'>): boolean {
  if (kind !== 'key' || sameAccount || account === undefined) return true;
  return CROSS_ACCOUNT_KEY_ACTIONS.has(call.action.toLowerCase());
}
