import type { Partition } from '../caller';

/** An ARN taken apart at its first five colons. */
export interface Arn {
  readonly partition: string;
  readonly service: string;
  /** Empty for global services. */
  readonly region: string;
  /** Empty for S3 buckets. */
  readonly account: string;
  /** All that follows, colons included: `role/team/reader`, `key/…`, `bucket/key`. */
  readonly resource: string;
}

/** Takes an ARN apart; undefined when the text is none. */
export function parseArn(text: string): Arn | undefined {
  const [arn, partition, service, region, account, ...resource] = text.split(':');
  if (arn !== 'arn' || !partition || !service || resource.length === 0) return undefined;
  return { partition, service, region: region!, account: account!, resource: resource.join(':') };
}

/** The partition of a region. */
export function partitionOf(region: string): Partition {
  if (region.startsWith('cn-')) return 'aws-cn';
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}

/** The ARN of an IAM entity. @param path begins and ends with a slash */
export function iamArn(
  account: { readonly id: string; readonly partition: Partition },
  type: 'role' | 'user' | 'policy' | 'instance-profile',
  path: string,
  name: string,
): string {
  return `arn:${account.partition}:iam::${account.id}:${type}${path}${name}`;
}
