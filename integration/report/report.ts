import type { CheckRequest, Half } from '../../contract/check';
import type { Capability, CapabilityMatrix } from '../capabilities/capability';

/**
 * What became of one check's call. `unsupported`: the target cannot show it. `error`: the call failed for a reason
 * that has nothing to do with access, so it shows nothing.
 */
export type OutcomeKind = 'allow' | 'deny' | 'unsupported' | 'error';

/** One line of the contract with what the target answered. */
export interface CheckResult {
  /** `<grant>/<what>/<half>`, unique in a pair. */
  readonly id: string;
  readonly grant: string;
  readonly half: Half;
  readonly expect: 'allow' | 'deny';
  readonly outcome: OutcomeKind;
  readonly passed: boolean;
  readonly request: CheckRequest & { readonly by: string };
  readonly title: string;
  /** Why it was so; for a failed check also which side has to change. */
  readonly reason: string;
  /** Of an unsupported check: what the target was not shown to enforce. */
  readonly lacks?: readonly Capability[];
}

/** All checks of one pair. */
export interface PairReport {
  readonly name: string;
  readonly checks: readonly CheckResult[];
}

/** What `verify --format json` prints. */
export interface Report {
  readonly pairs: readonly PairReport[];
  readonly summary: { readonly passed: number; readonly failed: number; readonly unsupported: number };
  /** What the canaries showed of the target, where they were asked. */
  readonly capabilities?: CapabilityMatrix;
}

/** Counts the checks. An unsupported check has neither passed nor failed. */
export function reportOf(pairs: readonly PairReport[], capabilities?: CapabilityMatrix): Report {
  const checks = pairs.flatMap((pair) => pair.checks);
  const unsupported = checks.filter((check) => check.outcome === 'unsupported').length;
  const passed = checks.filter((check) => check.passed).length;
  const summary = { passed, failed: checks.length - passed - unsupported, unsupported };
  return { pairs, summary, ...(capabilities && { capabilities }) };
}

/**
 * Whether the target has refused nothing that shows anything, so that the run has proven what is allowed and no more.
 * What is said of a half alone, the engine says.
 */
export function isAllowedHalfOnly({ pairs }: Report): boolean {
  const refusals = pairs
    .flatMap(({ checks }) => checks)
    .filter(({ expect, half }) => expect === 'deny' && half === 'both');
  return refusals.length > 0 && refusals.every(({ outcome }) => outcome === 'unsupported');
}
