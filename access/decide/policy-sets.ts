import type { Call } from '../call';
import type { NamedPolicy } from '../policy/document';
import type { KeyGrant } from '../world/key';

/** What a resource-based policy stands on. For `key` and `trust` it is a gate even inside one account (R-KMS-1, R-STS-1). */
export type ResourceKind = 'bucket' | 'key' | 'trust' | 'other';

/** Every policy that takes part in one decision, gathered by whoever asks. */
export interface PolicySets {
  /** Attached to the caller; for a federated user, to the user that made it. */
  readonly identity: readonly NamedPolicy[];
  /** The caller's permissions boundary; absent = none. */
  readonly boundary?: NamedPolicy;
  /** Passed when the session was made; absent = none were (R-NOSESSPOL). */
  readonly session?: readonly NamedPolicy[];
  /** Bucket, key or trust policy of the resource. */
  readonly resource?: NamedPolicy;
  /** @default the kind that {@link resourceKindOf} reads off the call */
  readonly resourceKind?: ResourceKind;
  /** Grants of the key that is called. */
  readonly keyGrants?: readonly KeyGrant[];
  /**
   * Service control policies above the caller, by level from the root down to the account (R-SCP). Leave them out for
   * callers of the management account, to whom they do not apply.
   */
  readonly scps?: readonly (readonly NamedPolicy[])[];
  /** Resource control policies above the resource, in the same form (R-RCP); none for the management account's. */
  readonly rcps?: readonly (readonly NamedPolicy[])[];
  /** The policy of the VPC endpoint that the request came through; absent when it came through none (R-VPCE). */
  readonly vpce?: NamedPolicy;
  /** Whether RestrictPublicBuckets is on for the bucket or its account (R-BPA-1). @default false */
  readonly restrictPublicBuckets?: boolean;
  /** S3: the ACLs that bear on the call, as policies that only allow (R-ACL). */
  readonly acls?: readonly NamedPolicy[];
  /**
   * S3: the account that owns the object, where it is not the bucket's. Its ACL has to allow then; the bucket policy can
   * only deny (R-OWN-3). @default the bucket's
   */
  readonly objectOwner?: string;
  /** The canonical user id of the caller's account, by which S3 policies may name it. */
  readonly callerCanonicalId?: string;
}

/** Whether what stands on the resource has to allow in any case, even inside one account (R-KMS-1, R-STS-1). */
export function isMandatory(kind: ResourceKind): boolean {
  return kind === 'key' || kind === 'trust';
}

const KEY_ARN = /^arn:[^:]*:kms:[^:]*:[^:]*:(key\/|alias\/aws\/s3$)/;
const ROLE_ARN = /^arn:[^:]*:iam::[^:]*:role\//;

/** The kind of the resource that a call is about, as far as resource-based policies go. */
export function resourceKindOf(call: Call): ResourceKind {
  const service = call.action.slice(0, call.action.indexOf(':')).toLowerCase();
  if (service === 's3') return 'bucket';
  if (service === 'kms') return KEY_ARN.test(call.resource) ? 'key' : 'other';
  return service === 'sts' && ROLE_ARN.test(call.resource) ? 'trust' : 'other';
}
