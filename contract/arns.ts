import type { Partition } from '../access/caller';
import { iamArn } from '../access/world/arn';
import type { Pair, RoleName } from './pair';

/** The ARN of a bucket: it names neither region nor account. */
export function bucketArn(partition: Partition, bucket: string): string {
  return `arn:${partition}:s3:::${bucket}`;
}

/** The ARN that means an account as a whole, and by which it hands access on to its own IAM. */
export function rootArn(partition: Partition, account: string): string {
  return `arn:${partition}:iam::${account}:root`;
}

/** All keys of the producer in the bucket's region: what is known of a key before it is made. */
export function keysArn({ partition, producer: { region, account } }: Pair): string {
  return `arn:${partition}:kms:${region}:${account}:key/*`;
}

/**
 * A role by the name that a pair file has for it.
 *
 * @param text the role's name, with its path in front if it has one: `team/analytics-reader`
 */
export function roleNamed(partition: Partition, account: string, text: string): RoleName {
  const slash = text.lastIndexOf('/');
  const path = `/${text.slice(0, slash + 1)}`;
  const name = text.slice(slash + 1);
  return { path, name, arn: iamArn({ id: account, partition }, 'role', path, name) };
}
