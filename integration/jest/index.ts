// What a test imports from crossbucket/jest: pairs on a target, and matchers for them.
// Types alone: what is merged into below has to be known where this is compiled.
import type {} from 'expect';
import { matchers } from './matchers';
import type { PairMatchers } from './pair-matchers';

export {
  ActionError,
  deployPair,
  InconclusiveError,
  matchers,
  StoppedPairError,
  UnknownRoleError,
  type DeployOptions,
  type MatcherResult,
  type PairCaller,
  type PairMatchers,
  type PairRole,
  type RoleAnswer,
  type StartedPair,
  type StoppedPair,
} from './harness';

// For whoever imports `expect` from @jest/globals.
declare module 'expect' {
  // oxlint-disable-next-line typescript/no-empty-object-type -- as Jest declares it
  interface Matchers<R extends void | Promise<void>, T = unknown> extends PairMatchers {}
}

// Where the runner puts `expect` among the globals; elsewhere its importer extends it.
const { expect } = globalThis as { expect?: { extend?: (own: typeof matchers) => void } };
expect?.extend?.(matchers);
