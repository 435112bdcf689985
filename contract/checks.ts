import type { Check } from './check';
import { accessRoleGuarded } from './checks/access-role';
import { encryptionKept } from './checks/encryption';
import { granted } from './checks/granted';
import { keyClosed, keyPolicyAlone } from './checks/key';
import { logDelivery } from './checks/log-bucket';
import { otherBucketsClosed } from './checks/other-buckets';
import { otherCallers } from './checks/other-callers';
import { otherGrants } from './checks/other-grants';
import { otherKeys } from './checks/other-keys';
import { otherOperations } from './checks/other-operations';
import { otherVerbs } from './checks/other-verbs';
import { ownAccount } from './checks/own-account';
import { publicAccessBlocked } from './checks/public-access';
import { strangersRefused } from './checks/strangers';
import { trustKept } from './checks/trust';
import type { Grant, Pair } from './pair';
import { noStrangers, type Strangers } from './strangers';

/** What is said of each grant: first what it opens, then what must stay closed, one family a file. */
const families: readonly ((pair: Pair, grant: Grant) => Check[])[] = [
  granted,
  trustKept,
  accessRoleGuarded,
  otherVerbs,
  otherKeys,
  otherGrants,
  otherOperations,
  otherBucketsClosed,
  keyClosed,
  keyPolicyAlone,
  encryptionKept,
  otherCallers,
];

/**
 * The contract of a pair: every call that has to be allowed, and every one that must not be, with the halves that can
 * refuse it. Each check shows something that no other does.
 *
 * @param strangers what stacks name and the pair does not, from `strangersIn`. @default nothing
 */
export function checksOf(pair: Pair, strangers: Strangers = noStrangers): Check[] {
  return [
    ...pair.grants.flatMap((grant) => families.flatMap((family) => family(pair, grant))),
    ...ownAccount(pair),
    ...logDelivery(pair),
    ...publicAccessBlocked(pair),
    ...pair.grants.flatMap((grant) => strangersRefused(pair, grant, strangers)),
  ];
}
