import type { Pair } from './pair';

/** The name of the one inline policy of every role; explanations cite it. */
export const inlinePolicyName = 'crossbucket';

/** The name of the access role of a grant via assume-role. @param role the consumer role's name, without its path */
export function accessRoleName(pair: string, role: string): string {
  return `${pair}-${role}`;
}

/** The alias of the data key. Aliases have no dots, and bucket names have no underscores. */
export function keyAlias({ producer: { bucket } }: Pair): string {
  return `alias/${bucket.replaceAll('.', '_')}`;
}

/** The bucket that takes the server access logs. */
export function logBucketName({
  producer: { bucket },
}: {
  readonly producer: Pick<Pair['producer'], 'bucket'>;
}): string {
  return `${bucket}${logBucketSuffix}`;
}

/** What {@link logBucketName} puts after the bucket's name. */
export const logBucketSuffix = '-logs';

/** What every access log's key begins with. */
export function logPrefix({ producer: { bucket } }: Pair): string {
  return `${bucket}/`;
}
