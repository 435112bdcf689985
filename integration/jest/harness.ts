// What crossbucket/jest and crossbucket/vitest have in common.
export { ActionError } from '../probe/action-request';
export type { RoleAnswer } from './ask-role';
export { deployPair, type DeployOptions } from './deploy-pair';
export { InconclusiveError, matchers, type MatcherResult } from './matchers';
export type { PairMatchers } from './pair-matchers';
export {
  StoppedPairError,
  UnknownRoleError,
  type PairCaller,
  type PairRole,
  type StartedPair,
  type StoppedPair,
} from './started-pair';
