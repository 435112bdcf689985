import type { AclGrant } from '../../world/bucket';

/** What the engine has to know of the object that a request is about, as it is before the request. */
export interface ObjectState {
  /** False for a key under which nothing is, or whose current version is a delete marker. */
  readonly exists: boolean;
  readonly versionId?: string;
  readonly tags?: Readonly<Record<string, string>>;
  /** The account that owns the object. @default the bucket's */
  readonly ownerAccount?: string;
  /** The grants of its ACL beside its owner's FULL_CONTROL. @default none */
  readonly acl?: readonly AclGrant[];
  /** How it is protected; for requests on an upload, how the object will be. @default by the bucket's default */
  readonly encryption?: EncryptionState;
}

/** How an object is protected at rest. */
export interface EncryptionState {
  readonly algorithm: 'AES256' | 'aws:kms' | 'aws:kms:dsse' | 'SSE-C';
  /** With the KMS algorithms: the ARN of the key, or of the alias `aws/s3`, which stands for the AWS managed key. */
  readonly keyArn?: string;
  readonly bucketKeyEnabled: boolean;
}
