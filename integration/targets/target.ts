import type { Authorization } from '../../access/services/authorize';
import type { Check, Half } from '../../contract/check';
import type { PairStacks } from '../deploy/stack-files';
import type { CapabilityMatrix } from '../capabilities/capability';
import type { OutcomeKind } from '../report/report';

/** What a target answered to one check's call. */
export interface Answer {
  readonly outcome: OutcomeKind;
  /** Why, in words. */
  readonly reason: string;
  /** The engine's decisions behind it, where the engine answered. */
  readonly authorization?: Authorization;
}

/** A pair's stacks and fixtures as they stand on a target. */
export interface Deployment {
  /**
   * Makes the calls of checks, one after the other, and tells what came back.
   *
   * @param half both halves as written, or one of them with the other one thrown wide open
   * @param checks all of that half
   * @returns an answer for each check, in their order; a call that fails is an answer, never an exception
   */
  ask(half: Half, checks: readonly Check[]): Promise<Answer[]>;
  /** Takes everything away again. */
  remove(): Promise<void>;
}

/** Where a contract can be held against. Targets differ in nothing but these members. */
export interface Target {
  /** For messages only. */
  readonly name: string;
  /** The halves of which it answers; about the others the engine is asked alone. */
  readonly halves: readonly Half[];
  /** What its backend was shown to enforce: refusals that rest on nothing else are not asked. @default everything */
  readonly capabilities?: CapabilityMatrix;
  /** @throws TargetError when the target cannot run */
  deploy(stacks: PairStacks): Promise<Deployment>;
  /** Leaves no process, no port and no file. */
  stop(): Promise<void>;
}

/** The target could not run, which says nothing about the contract: exit code 3. */
export class TargetError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'TargetError';
  }
}

/** The target runs, and refused to take a part of the stacks. */
export class RefusedDeployment extends TargetError {
  constructor(message: string) {
    super(message);
    this.name = 'RefusedDeployment';
  }
}
