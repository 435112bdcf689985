import type { Gate, Reason } from '../decision';
import type { Outcome, PrincipalUse } from '../match/outcome';
import type { Strength } from '../match/strength';
import type { NamedPolicy } from '../policy/document';
import type { Evaluation } from './evaluation';

/** One gate of the decision. `outcome` decides; the rest is asked only when reasons are. */
export interface GateDefinition {
  readonly gate: Gate;
  /** The rule that an implicit denial of this gate follows. */
  readonly rule: string;
  readonly side: 'caller' | 'resource';
  readonly principals: PrincipalUse;
  /** Whether the gate has a say in this call. */
  applies(evaluation: Evaluation): boolean;
  /** What its policies say together; asked only if it applies. */
  outcome(evaluation: Evaluation): Outcome;
  /** How strongly it has to allow. @default as strongly as can be; on the resource's side, by naming the account */
  strength?(evaluation: Evaluation): Strength;
  /** The policies it looked at. */
  policies(evaluation: Evaluation): readonly NamedPolicy[];
  /** Those of them whose Allow counts. @default all */
  allowing?(evaluation: Evaluation): readonly NamedPolicy[];
  /** Those whose silence is told. @default those whose Allow counts */
  silent?(evaluation: Evaluation): readonly NamedPolicy[];
  /**
   * What is to be told of one of its policies, or without one of its silence, otherwise than of the others.
   * @default its own rule, and the account on its side
   */
  origin?(evaluation: Evaluation, policy?: NamedPolicy): Partial<Pick<Reason, 'rule' | 'account'>> | undefined;
  /** In words, that none of them allows the call: `no permissions boundary of role x allows it`. */
  silence(evaluation: Evaluation): string;
}

/** The policies of a gate whose silence is told. */
export function silentPolicies(gate: GateDefinition, evaluation: Evaluation): readonly NamedPolicy[] {
  return gate.silent?.(evaluation) ?? gate.allowing?.(evaluation) ?? gate.policies(evaluation);
}

/** A gate that never has to allow, and so has no silence to tell of. */
export type DenyingGate = Omit<GateDefinition, 'silence'>;
