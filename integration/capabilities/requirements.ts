import type { ResourceKind } from '../../access/decide/policy-sets';
import type { Gate, Reason } from '../../access/decision';
import type { Capability } from './capability';

/** What one gate refused, and of whom. */
export interface Refusal {
  readonly gate: Gate;
  readonly verdict: Extract<Reason['verdict'], 'explicitDeny' | 'implicitDeny'>;
  /** What kind of resource the call is about. */
  readonly on: ResourceKind;
  /** Whether the caller is of the resource's account, of another one, or of none. */
  readonly from: 'same' | 'other' | 'service' | 'anonymous';
  /** What is in the way, where it is a condition that canaries ask for. */
  readonly because: 'external-id' | 'no-tls' | 'outside-organization' | 'anything else';
}

/** Refusals of one kind, and what has to be enforced for them. What a row does not name can be anything. */
export interface Requirement extends Partial<Refusal> {
  readonly gate: Gate;
  readonly needs: Capability;
}

/**
 * What a backend has to enforce to refuse what a gate refuses: all that the rows which fit it name. A refusal that no row
 * fits shows nothing, because no canary asks for it: what services refuse by themselves, VPC endpoints, and the silence of
 * a bucket policy towards its own account, which is no refusal.
 */
export const requirements: readonly Requirement[] = [
  { gate: 'rcp', needs: 'organization-policies' },
  { gate: 'scp', needs: 'organization-policies' },
  { gate: 'identity', needs: 'identity-policy' },
  { gate: 'identity', verdict: 'implicitDeny', from: 'other', on: 'bucket', needs: 'cross-account' },
  { gate: 'identity', verdict: 'implicitDeny', from: 'other', on: 'key', needs: 'cross-account' },
  // AssumeRole is the call that backends check least: that the caller's own policy counts there is asked beside the trust.
  { gate: 'identity', on: 'trust', needs: 'trust-policy' },
  { gate: 'boundary', needs: 'permissions-boundary' },
  { gate: 'session', needs: 'session-policy' },
  { gate: 'resource', on: 'bucket', verdict: 'explicitDeny', needs: 'bucket-policy' },
  { gate: 'resource', on: 'bucket', verdict: 'implicitDeny', from: 'other', needs: 'bucket-policy' },
  { gate: 'resource', on: 'bucket', verdict: 'implicitDeny', from: 'other', needs: 'cross-account' },
  { gate: 'resource', on: 'bucket', verdict: 'implicitDeny', from: 'service', needs: 'bucket-policy' },
  // Who does not sign is refused by the canaries of public access alone: many a backend takes such calls for its own.
  { gate: 'resource', on: 'bucket', verdict: 'implicitDeny', from: 'anonymous', needs: 'public-access-block' },
  { gate: 'resource', on: 'bucket', because: 'no-tls', needs: 'secure-transport' },
  { gate: 'resource', on: 'key', needs: 'key-policy' },
  { gate: 'resource', on: 'trust', because: 'anything else', needs: 'trust-policy' },
  { gate: 'resource', on: 'trust', because: 'outside-organization', needs: 'trust-policy' },
  { gate: 'resource', on: 'trust', because: 'external-id', needs: 'external-id' },
  { gate: 'resource', because: 'outside-organization', needs: 'organization-policies' },
  { gate: 'public-access-block', needs: 'public-access-block' },
];

/** All that has to be enforced for a refusal; nothing = no canary asks for such a one. */
export function needsOf(refusal: Refusal): Capability[] {
  const fitting = requirements.filter(
    ({ gate, verdict, on, from, because }) =>
      gate === refusal.gate &&
      (verdict ?? refusal.verdict) === refusal.verdict &&
      (on ?? refusal.on) === refusal.on &&
      (from ?? refusal.from) === refusal.from &&
      (because ?? refusal.because) === refusal.because,
  );
  return [...new Set(fitting.map(({ needs }) => needs))];
}
