// What a program of one's own can import from crossbucket/contract.
export type { Actor, Check, CheckRequest, Half } from './check';
export { checkPairs } from './check-pairs';
export { checksOf } from './checks';
export {
  consumerDocuments,
  producerDocuments,
  type ConsumerDocuments,
  type ProducerDocuments,
  type RoleDocuments,
} from './documents';
export {
  addFixtures,
  addStrangers,
  entryOf,
  fixturesOf,
  objectStateOf,
  type Entry,
  type FixtureObject,
} from './fixtures';
export { leaveOrganization, openBucket, openConsumer, openKeys, openProducer, publishBuckets } from './halves';
export { loadPairs, parsePair } from './load';
export { PairFileError } from './messages';
export type { Grant, Pair, RoleName, TrustedPrincipal, Verb } from './pair';
export { pairJsonSchema } from './schema';
export { strangersIn, type Strangers } from './strangers';
