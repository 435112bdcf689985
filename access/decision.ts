import type { Call } from './call';
import type { PolicySets } from './decide/policy-sets';

/**
 * What a decision can be. `unknown` means that it depends on what is not known, and is never an allow: whatever values
 * take the place of the unknown parts, any other answer stays the same.
 */
export type Effect = 'allow' | 'explicitDeny' | 'implicitDeny' | 'unknown';

/** The kinds of policy (and settings) that can decide, in the order in which AWS asks them (R-ORDER). */
export type Gate =
  | 'rcp'
  | 'scp'
  | 'vpce'
  | 'resource'
  | 'public-access-block'
  | 'identity'
  | 'boundary'
  | 'session'
  | 'service';

/** A statement that would have allowed a call, had one element of it been otherwise. */
export interface NearMiss {
  readonly policy: string;
  /** The Sid, or `#` and the statement's position from 0. */
  readonly statement: string;
  /** What did not match. */
  readonly element: 'Principal' | 'Action' | 'Resource' | 'Condition';
  /** What the statement has there, the nearest of several first: `reports/*`. */
  readonly wanted: readonly string[];
  /** What the request has there; absent when it has nothing. */
  readonly got?: string;
  /** One plain sentence without a final period. */
  readonly text: string;
}

/** One thing that spoke for or against a call: a statement that matched, or a gate in which none did. */
export interface Reason {
  /** The rule's id in the specification, e.g. `R-DENY`. */
  readonly rule: string;
  readonly gate: Gate;
  readonly verdict: 'allow' | 'explicitDeny' | 'implicitDeny' | 'unknown';
  /** On which side of the call the policy stands. */
  readonly side: 'caller' | 'resource';
  /** The account in which that policy stands, when it stands in one. */
  readonly account?: string;
  /** The policy's name or ARN; absent when the gate has no policy at all. */
  readonly policy?: string;
  /** The ARN of a managed policy; inline and resource policies have none. */
  readonly policyArn?: string;
  /** The Sid, or `#` and the statement's position from 0. */
  readonly statement?: string;
  /** One plain sentence without a final period. */
  readonly text: string;
  /** With verdict `implicitDeny`: statements that nearly allowed it, worked out when they are first asked for. */
  readonly nearMisses?: readonly NearMiss[];
  /** With verdict `unknown`: what it depends on. */
  readonly dependsOn?: readonly string[];
}

/**
 * The answer to one {@link Call}. `reasons[0]` is the one that AWS would report; the others follow in R-ORDER.
 * Words, AWS's error text and JSON are views of this; nothing decides again.
 */
export interface Decision {
  readonly effect: Effect;
  /** Whether it can be an allow: always for `allow`, never for a denial; `unknown` may also be a refusal for certain. */
  readonly mayAllow: boolean;
  readonly call: Call;
  /** All that took part. Absent where a service refuses by itself, whatever policies say. */
  readonly policies?: PolicySets;
  /** Worked out when they are first asked for. */
  readonly reasons: readonly Reason[];
}
