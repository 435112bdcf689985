/**
 * What a backend has to enforce for a refusal there to show anything. Each is asked by canaries: a call that has to be
 * allowed, and one that has to be refused.
 */
export const capabilities = [
  'identity-policy',
  'bucket-policy',
  'cross-account',
  'trust-policy',
  'external-id',
  'session-policy',
  'permissions-boundary',
  'key-policy',
  'secure-transport',
  'public-access-block',
  'organization-policies',
] as const;

export type Capability = (typeof capabilities)[number];

/** What the canaries of one capability showed. */
export interface Shown {
  readonly capability: Capability;
  /** `enforced`: the one call was allowed and the other refused. `absent`: not so. `unknown`: it could not be asked. */
  readonly verdict: 'enforced' | 'absent' | 'unknown';
  /** In words, which call showed it. */
  readonly detail: string;
}

/** One line for each capability, in the order of {@link capabilities}. */
export type CapabilityMatrix = readonly Shown[];
