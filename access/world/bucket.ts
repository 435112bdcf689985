import type { PolicyDocument } from '../policy/document';

/** The four settings of S3 Block Public Access (R-BPA-1). */
export interface PublicAccessBlock {
  readonly blockPublicAcls: boolean;
  readonly ignorePublicAcls: boolean;
  readonly blockPublicPolicy: boolean;
  readonly restrictPublicBuckets: boolean;
}

export type ObjectOwnership = 'BucketOwnerEnforced' | 'BucketOwnerPreferred' | 'ObjectWriter';

/** Default encryption of a bucket; every bucket has one (AES256 unless configured). */
export interface BucketEncryption {
  readonly algorithm: 'AES256' | 'aws:kms' | 'aws:kms:dsse';
  /** As configured: key ARN, alias ARN, key id or alias; absent = the AWS managed key (R-KMS-5). */
  readonly kmsMasterKeyId?: string;
  readonly bucketKeyEnabled: boolean;
}

/** One grant of an ACL; the grantee is a canonical user id or a group's URI. */
export interface AclGrant {
  readonly grantee: { readonly canonicalId: string } | { readonly uri: string };
  readonly permission: 'FULL_CONTROL' | 'READ' | 'WRITE' | 'READ_ACP' | 'WRITE_ACP';
}

/** Server access logging of a bucket. */
export interface BucketLogging {
  readonly targetBucket: string;
  readonly targetPrefix: string;
}

/** One lifecycle rule in the terms of the S3 API. */
export interface LifecycleRule {
  readonly id: string;
  readonly status: 'Enabled' | 'Disabled';
  /** Only objects under this prefix; absent = all. */
  readonly prefix?: string;
  readonly abortIncompleteMultipartUploadDays?: number;
  readonly noncurrentVersionExpirationDays?: number;
  /** How many newer noncurrent versions are kept whatever their age. */
  readonly newerNoncurrentVersions?: number;
  readonly expirationDays?: number;
  readonly expiredObjectDeleteMarker?: boolean;
}

/** A bucket with every setting that decides over access, and those that its owner reads back. */
export interface Bucket {
  readonly name: string;
  /** The owning account's id. */
  readonly account: string;
  readonly region: string;
  /** ISO-8601. */
  readonly createdAt: string;
  policy?: PolicyDocument;
  publicAccessBlock?: PublicAccessBlock;
  /** Absent once the controls were deleted, which AWS treats as ObjectWriter. */
  ownership?: ObjectOwnership;
  encryption: BucketEncryption;
  /** Absent = never enabled. */
  versioning?: 'Enabled' | 'Suspended';
  logging?: BucketLogging;
  lifecycle?: readonly LifecycleRule[];
  /** Beside the owner's FULL_CONTROL, which is always there. The list is replaced, never changed in place. */
  acl: readonly AclGrant[];
  tags: Map<string, string>;
}
