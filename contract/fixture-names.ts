import { iamArn } from '../access/world/arn';
import { keyId } from '../access/world/ids';
import { roleNamed } from './arns';
import type { Pair, RoleName } from './pair';

/** A role or user that is there beside the pair's own, so that checks have somebody to refuse. */
export const otherName = 'crossbucket-other';

/** An account that has nothing to do with the pair. */
export function thirdAccount(pair: Pair): string {
  return outsideAccount(pair, 0);
}

/** The accounts in which roles are trusted. */
function trustedAccounts({ grants }: Pair): string[] {
  const roles = grants.flatMap(({ trustedBy }) => trustedBy.filter((trusted) => trusted.kind === 'role'));
  return [...new Set(roles.map(({ account }) => account))];
}

/** The accounts that have nothing to do with the pair, counted down from the last one that there can be. */
function outsideAccount(pair: Pair, index: number): string {
  const taken = new Set([pair.producer.account, pair.consumer.account, ...trustedAccounts(pair)]);
  let account = 1_000_000_000_000;
  for (let found = -1; found < index;) {
    account--;
    if (!taken.has(String(account).padStart(12, '0'))) found++;
  }
  return String(account).padStart(12, '0');
}

/** The role of an account that may do whatever its own account can let it do, and that no policy of the pair names. */
export function otherRole({ partition }: Pair, account: string): RoleName {
  return roleNamed(partition, account, otherName);
}

/** The user of an account whose access key opens the account's fixture roles. */
export function entryUserArn({ partition }: Pair, account: string): string {
  return iamArn({ id: account, partition }, 'user', '/', otherName);
}

/** The same role in an account that has nothing to do with the pair: another one for each account that a role is of. */
export function twinRole(pair: Pair, { path, name, arn }: RoleName): RoleName {
  const account = arn.split(':')[4]!;
  const index = account === pair.consumer.account ? 0 : 1 + trustedAccounts(pair).indexOf(account);
  return roleNamed(pair.partition, outsideAccount(pair, index), `${path.slice(1)}${name}`);
}

/** A role whose name a wildcard would take for another one's. */
export interface Neighbour extends RoleName {
  /** `longer`: taken in by a wildcard at the end of the name. `other`: by one at its beginning. */
  readonly kind: 'longer' | 'other';
}

/**
 * Roles of the same account whose names a wildcard after or before a role's name would take in. None where IAM's 64
 * characters leave no room for one.
 *
 * @param account of the role
 */
export function neighbours(pair: Pair, account: string, { path, name }: Pick<RoleName, 'path' | 'name'>): Neighbour[] {
  const taken = new Set(pair.grants.flatMap(({ role, accessRole }) => [role.arn, accessRole?.arn ?? role.arn]));
  const found: Neighbour[] = [];
  for (const [kind, names] of [
    ['longer', [`${name}-crossbucket`, `${name}-x`]],
    ['other', [`crossbucket-${name}`, `x-${name}`]],
  ] as const) {
    const roles = names.map((text) => roleNamed(pair.partition, account, `${path.slice(1)}${text}`));
    const role = roles.find((one) => one.name.length <= 64 && !taken.has(one.arn));
    if (!role) continue;
    taken.add(role.arn);
    found.push({ kind, ...role });
  }
  return found;
}

/** Buckets of the producer whose names a wildcard after or before the bucket's name would take in. */
export function otherBuckets({ producer: { bucket } }: Pair): readonly string[] {
  return [
    `${bucket.slice(0, 51).replace(/[.-]+$/, '')}-crossbucket`,
    `crossbucket-${bucket.slice(-51).replace(/^[.-]+/, '')}`,
  ];
}

/** A bucket in the account of a grant's sessions, that lets them in. Its name begins like that of the pair's bucket. */
export function ownBucket({ producer: { bucket } }: Pair, { accessRole }: { readonly accessRole?: object }): string {
  return `${bucket.slice(0, 53).replace(/[.-]+$/, '')}-own-${accessRole ? 'here' : 'there'}`;
}

/** A key of the consumer's own, in the bucket's region. */
export function ownKeyArn({ partition, producer: { region }, consumer: { account } }: Pair): string {
  return `arn:${partition}:kms:${region}:${account}:key/${ownKeyId}`;
}

/** The id at the end of {@link ownKeyArn}. */
export const ownKeyId = keyId('crossbucket consumer');
