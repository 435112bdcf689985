import type { PolicyKind } from '../policy/document';
import type { Severity } from './finding';
import type { LintedPolicy, LintedStatement } from './linted-policy';

/** What a rule finds in one place. */
export interface Problem {
  readonly element: string;
  readonly text: string;
  readonly fix: string;
  /** @default that of the rule */
  readonly severity?: Severity;
  /** Where a rule about whole policies finds it. @default the policy as a whole */
  readonly statement?: LintedStatement;
}

/** One thing to warn of. */
export interface Rule {
  /** As findings and vectors name it. */
  readonly id: string;
  readonly severity: Severity;
  /** AWS's page about it. */
  readonly see: string;
  /** The kinds of policy in which it can be. @default all */
  readonly kinds?: readonly PolicyKind[];
  /** Looks at one statement. */
  readonly inStatement?: (statement: LintedStatement, policy: LintedPolicy) => readonly Problem[];
  /** Looks at the policy as a whole. */
  readonly inPolicy?: (policy: LintedPolicy) => readonly Problem[];
}

/** AWS's own checks, by the end of their anchor: `error-invalid-action`. */
export function validationCheck(name: string): string {
  return `https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-${name}`;
}
