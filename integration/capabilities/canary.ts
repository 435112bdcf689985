import type { Capability } from './capability';
import type { Stage } from './stage';

/** One call of a canary. */
export interface CanaryCall {
  readonly expect: 'allow' | 'deny';
  /** In words, to be read before "was allowed": `a read that the bucket's policy opens`. */
  readonly title: string;
  send(): Promise<unknown>;
}

/** What shows whether a backend enforces one capability. */
export interface Canary {
  readonly capability: Capability;
  /**
   * Sets up what the calls need.
   *
   * @returns the calls, to be made in this order with credentials that IAM or STS made; among them at least one that has
   *   to be allowed, and one that differs from it in nothing but what has to be refused
   * @throws CannotAsk when the backend has no way to ask; any other error = the set-up failed
   */
  prepare(stage: Stage): Promise<readonly CanaryCall[]>;
}

/** A capability cannot be asked of this backend: `unknown`, with the message as its detail. */
export class CannotAsk extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'CannotAsk';
  }
}

/** A call that has to be a success. */
export function mustAllow(title: string, send: () => Promise<unknown>): CanaryCall {
  return { expect: 'allow', title, send };
}

/** A call that has to be refused, as access denied and not for another reason. */
export function mustRefuse(title: string, send: () => Promise<unknown>): CanaryCall {
  return { expect: 'deny', title, send };
}
