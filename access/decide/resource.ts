import { join, outcomeOfPolicy, SILENT, withoutDeny, type Outcome } from '../match/outcome';
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
    policies.resource !== undefined || kind === 'key' || kind === 'trust' || !sameAccount,
  outcome(evaluation) {
    const { policies, request } = evaluation;
    let outcome: Outcome = SILENT;
    if (policies.resource) outcome = outcomeOfPolicy(policies.resource.document, request, 'required');
    if (ownerKeepsPolicyAccess(evaluation)) outcome = withoutDeny(outcome);
    if (!worksAcrossAccounts(evaluation)) return outcome & 3;
    return policies.keyGrants ? join(outcome, grantsOutcome(policies.keyGrants, request)) : outcome;
  },
  policies: ({ policies }) => (policies.resource ? [policies.resource] : []),
  silence(evaluation) {
    const { policies, kind, call } = evaluation;
    if (!worksAcrossAccounts(evaluation)) {
      return `${call.action} cannot be called on a key of another account, whatever its policy says (R-KMS-2)`;
    }
    if (policies.resource) return `the ${policies.resource.name} does not allow it`;
    const kinds = { bucket: 'bucket', key: 'key', trust: 'role', other: 'resource' };
    return `the ${kinds[kind]} has no resource-based policy that allows it`;
  },
};

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
