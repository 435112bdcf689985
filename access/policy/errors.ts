import type { PolicyKind } from './document';

/** AWS's error codes for a policy that it refuses to save. */
export type PolicyErrorCode =
  | 'ConstraintViolationException'
  | 'InvalidPolicyDocument'
  | 'MalformedPolicy'
  | 'MalformedPolicyDocument'
  | 'MalformedPolicyDocumentException'
  | 'LimitExceeded'
  | 'LimitExceededException'
  | 'MaxMessageLengthExceeded'
  | 'PackedPolicyTooLarge'
  | 'PolicyTooLarge'
  | 'ValidationError';

/**
 * A policy that AWS would refuse to save. `code` and `message` are AWS's own; `detail` says what AWS leaves out: the
 * value that was found, where, and what would be accepted.
 */
export class PolicyError extends Error {
  override readonly name = 'PolicyError';

  constructor(
    readonly code: PolicyErrorCode,
    message: string,
    readonly detail?: string,
  ) {
    super(message);
  }
}

const MALFORMED: Readonly<Record<PolicyKind, PolicyErrorCode>> = {
  identity: 'MalformedPolicyDocument',
  boundary: 'MalformedPolicyDocument',
  session: 'MalformedPolicyDocument',
  trust: 'MalformedPolicyDocument',
  bucket: 'MalformedPolicy',
  key: 'MalformedPolicyDocumentException',
  scp: 'MalformedPolicyDocumentException',
  rcp: 'MalformedPolicyDocumentException',
  vpce: 'InvalidPolicyDocument',
};

/** The code with which the service that keeps this kind of policy refuses one that is not well formed. */
export function malformedCode(kind: PolicyKind): PolicyErrorCode {
  return MALFORMED[kind];
}

/**
 * The refusal of a policy that is not well formed.
 *
 * @param message as the service words it; Organizations has one sentence for everything, and EC2 puts its own before
 * @param detail where it is, the value that was found, and what would be accepted
 */
export function malformed(kind: PolicyKind, message: string, detail: string): PolicyError {
  if (kind === 'scp' || kind === 'rcp') {
    message = 'The provided policy document does not meet the requirements of the specified policy type.';
  } else if (kind === 'vpce') {
    message = `The Policy Document is not valid. ${message}`;
  }
  return new PolicyError(malformedCode(kind), message, detail);
}
