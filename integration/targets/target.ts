import type { Check, Half } from '../../contract/check';
import type { PairStacks } from '../deploy/stack-files';
import type { OutcomeKind } from '../report/report';

/** What a target answered to one check's call. */
export interface Answer {
  readonly outcome: OutcomeKind;
  /** Why, in words. */
  readonly reason: string;
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
  readonly name: 'offline' | 'embedded';
  /** The halves of which it answers; about the others the engine is asked alone. */
  readonly halves: readonly Half[];
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
