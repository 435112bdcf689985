import type { CheckRequest, Half } from '../../contract/check';

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
}

/** Counts the checks. An unsupported check has neither passed nor failed. */
export function reportOf(pairs: readonly PairReport[]): Report {
  const checks = pairs.flatMap((pair) => pair.checks);
  const unsupported = checks.filter((check) => check.outcome === 'unsupported').length;
  const passed = checks.filter((check) => check.passed).length;
  return { pairs, summary: { passed, failed: checks.length - passed - unsupported, unsupported } };
}
