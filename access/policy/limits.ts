import type { PolicyKind } from './document';
import { PolicyError, type PolicyErrorCode } from './errors';
import { withoutUnknown } from './unknown';

/** How large a policy may be, and what of it counts. */
export interface SizeLimit {
  readonly most: number;
  /**
   * - `packed`: characters, white space left out wherever it stands
   * - `written`: characters as they were sent
   * - `normalized`: bytes of the document without white space between its parts
   * - `bytes`: bytes as they were sent
   */
  readonly counts: 'packed' | 'written' | 'normalized' | 'bytes';
  readonly code: PolicyErrorCode;
  readonly message: string;
}

/**
 * AWS's default size limits. A role's or user's inline policies share theirs: who keeps them has to add them up.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html#reference_iam-quotas-entity-length
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/add-bucket-policy.html
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-overview.html
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html
 * @see https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-limits-endpoints.html
 */
export const SIZE_LIMITS: Readonly<Record<PolicyKind, SizeLimit>> = {
  identity: {
    most: 10_240,
    counts: 'packed',
    code: 'PolicyTooLarge',
    message: 'Maximum policy size of 10240 bytes exceeded',
  },
  boundary: {
    most: 6_144,
    counts: 'packed',
    code: 'PolicyTooLarge',
    message: 'Cannot exceed quota for PolicySize: 6144',
  },
  trust: {
    most: 2_048,
    counts: 'packed',
    code: 'PolicyTooLarge',
    message: 'Cannot exceed quota for ACLSizePerRole: 2048',
  },
  session: {
    most: 2_048,
    counts: 'written',
    code: 'ValidationError',
    message:
      "1 validation error detected: Value at 'policy' failed to satisfy constraint: " +
      'Member must have length less than or equal to 2048',
  },
  bucket: {
    most: 20_480,
    counts: 'normalized',
    code: 'MalformedPolicy',
    message: 'Normalized policy document exceeds the maximum allowed size of 20480 bytes',
  },
  key: {
    most: 32_768,
    counts: 'bytes',
    code: 'PolicyTooLarge',
    message: 'The request was rejected because a length constraint or quota was exceeded.',
  },
  scp: {
    most: 10_240,
    counts: 'written',
    code: 'ConstraintViolationException',
    message: 'You have exceeded the maximum policy size.',
  },
  rcp: {
    most: 5_120,
    counts: 'written',
    code: 'ConstraintViolationException',
    message: 'You have exceeded the maximum policy size.',
  },
  vpce: {
    most: 20_480,
    counts: 'written',
    code: 'InvalidPolicyDocument',
    message: 'The Policy Document is not valid.',
  },
};

/** What of a text counts towards a limit. */
const MEASURES: Readonly<Record<SizeLimit['counts'], (text: string) => number>> = {
  packed: (text) => text.replace(/\s/g, '').length,
  written: (text) => text.length,
  normalized: (text) => byteLength(JSON.stringify(JSON.parse(text))),
  bytes: byteLength,
};

function byteLength(text: string): number {
  return new TextEncoder().encode(text).length;
}

/**
 * How large a policy is as AWS counts it. Parts that are not known yet count nothing: the policy is at least as large.
 *
 * @param text valid JSON
 */
export function policySize(text: string, kind: PolicyKind): number {
  return MEASURES[SIZE_LIMITS[kind].counts](withoutUnknown(text));
}

/** Refuses a policy that is larger than AWS saves. @param text valid JSON @throws PolicyError */
export function checkSize(text: string, kind: PolicyKind): void {
  const { most, code, message } = SIZE_LIMITS[kind];
  const size = policySize(text, kind);
  if (size > most) throw new PolicyError(code, message, `the policy has ${size}, and ${most} are allowed`);
}
