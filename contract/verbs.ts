import type { Verb } from './pair';

/** What a verb of a pair file opens. */
export interface VerbActions {
  /** `bucket`: asked of the bucket, limited by `s3:prefix`. `objects`: asked of the objects under a prefix. */
  readonly on: 'bucket' | 'objects';
  readonly actions: readonly string[];
  /** What S3 does in the caller's name with the key of an encrypted bucket (R-KMS-3). */
  readonly keyActions: readonly string[];
}

/**
 * The verbs of a pair file. What is not listed here is opened by none of them.
 *
 * Writing needs `kms:Decrypt` too: S3 opens the data key of a multipart upload for each part.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpuoverview.html#mpuAndPermissions
 */
export const verbs: Readonly<Record<Verb, VerbActions>> = {
  list: { on: 'bucket', actions: ['s3:ListBucket'], keyActions: [] },
  read: { on: 'objects', actions: ['s3:GetObject'], keyActions: ['kms:Decrypt'] },
  write: {
    on: 'objects',
    actions: ['s3:PutObject', 's3:AbortMultipartUpload', 's3:ListMultipartUploadParts'],
    keyActions: ['kms:GenerateDataKey', 'kms:Decrypt'],
  },
  delete: { on: 'objects', actions: ['s3:DeleteObject'], keyActions: [] },
};

/** All verbs, in the order in which they are listed everywhere. */
export const allVerbs = Object.keys(verbs) as readonly Verb[];
