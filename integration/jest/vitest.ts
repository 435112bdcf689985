// What a test imports from crossbucket/vitest; `expect.extend(matchers)` in a set-up file makes the matchers known.
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
