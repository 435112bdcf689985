import type { Bucket } from './bucket';
import { ensureAccount, EPOCH } from './create';
import type { World } from './world';

/** What a bucket has from its making. */
export interface NewBucket {
  readonly name: string;
  /** The owner's id. */
  readonly account: string;
  readonly region: string;
  /** ISO-8601. @default the same moment for all */
  readonly createdAt?: string;
}

/**
 * Puts a bucket into the world, with AWS's settings for new buckets: all public access blocked, no ACLs, SSE-S3.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/create-bucket-overview.html
 */
export function createBucket(world: World, { name, account, region, createdAt = EPOCH }: NewBucket): Bucket {
  ensureAccount(world, account);
  const bucket: Bucket = {
    name,
    account,
    region,
    createdAt,
    publicAccessBlock: {
      blockPublicAcls: true,
      ignorePublicAcls: true,
      blockPublicPolicy: true,
      restrictPublicBuckets: true,
    },
    ownership: 'BucketOwnerEnforced',
    encryption: { algorithm: 'AES256', bucketKeyEnabled: false },
    acl: [],
    tags: new Map(),
  };
  world.buckets.set(name, bucket);
  return bucket;
}
