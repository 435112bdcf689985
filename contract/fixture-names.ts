import { iamArn } from '../access/world/arn';
import { keyId } from '../access/world/ids';
import { roleNamed } from './arns';
import type { Pair, RoleName } from './pair';

/** A role or user that is there beside the pair's own, so that checks have somebody to refuse. */
export const otherName = 'crossbucket-other';

/** An account that has nothing to do with the pair. */
export function thirdAccount({ producer, consumer, grants }: Pair): string {
  const taken = new Set([producer.account, consumer.account]);
  for (const { trustedBy } of grants) {
    for (const trusted of trustedBy) if (trusted.kind === 'role') taken.add(trusted.account);
  }
  for (let digit = 9; ; digit--) {
    const account = String(digit).repeat(12);
    if (!taken.has(account)) return account;
  }
}

/** The role of an account that may do whatever its own account can let it do, and that no policy of the pair names. */
export function otherRole({ partition }: Pair, account: string): RoleName {
  return roleNamed(partition, account, otherName);
}

/** The user of an account whose access key opens the account's fixture roles. */
export function entryUserArn({ partition }: Pair, account: string): string {
  return iamArn({ id: account, partition }, 'user', '/', otherName);
}

/** The same role in the account that has nothing to do with the pair. */
export function twinRole(pair: Pair, { path, name }: Pick<RoleName, 'path' | 'name'>): RoleName {
  return roleNamed(pair.partition, thirdAccount(pair), `${path.slice(1)}${name}`);
}

/**
 * Roles of the same account whose names a wildcard before or after a role's name would take in. None where IAM's 64
 * characters leave no room for one.
 *
 * @param account of the role
 */
export function neighbours(pair: Pair, account: string, { path, name }: Pick<RoleName, 'path' | 'name'>): RoleName[] {
  const taken = new Set(pair.grants.flatMap(({ role, accessRole }) => [role.arn, accessRole?.arn ?? role.arn]));
  const fitting = (names: readonly string[]): RoleName[] => {
    const roles = names.map((text) => roleNamed(pair.partition, account, `${path.slice(1)}${text}`));
    return roles.filter((role) => role.name.length <= 64 && !taken.has(role.arn)).slice(0, 1);
  };
  return [...fitting([`${name}-crossbucket`, `${name}-x`]), ...fitting([`crossbucket-${name}`, `x-${name}`])];
}

/** Buckets of the producer whose names a wildcard after or before the bucket's name would take in. */
export function otherBuckets({ producer: { bucket } }: Pair): readonly string[] {
  return [`${bucket.slice(0, 51).replace(/[.-]+$/, '')}-crossbucket`, `crossbucket-${bucket.slice(-51).replace(/^[.-]+/, '')}`];
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
