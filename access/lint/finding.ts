/**
 * - `error`: a part of the policy does nothing, or the contrary of what it says
 * - `warning`: it opens or closes more than it seems to
 * - `suggestion`: it can be said better
 */
export type Severity = 'error' | 'warning' | 'suggestion';

/** Where in a policy a finding is. */
export interface FindingPath {
  /** The statement's position, from 0. @default the policy as a whole */
  readonly statement?: number;
  /** The statement's Sid. @default it has none */
  readonly sid?: string;
  /** The element, and what of it: `Action`, `Condition.Bool[aws:SecureTransport]`. */
  readonly element: string;
}

/** Something that AWS saves although it cannot be meant. */
export interface Finding {
  /** The rule that found it. */
  readonly id: string;
  readonly severity: Severity;
  /** What is wrong, with the value that was found. */
  readonly text: string;
  readonly path: FindingPath;
  /** What to write instead. */
  readonly fix: string;
  /** AWS's page about it. */
  readonly see: string;
}
