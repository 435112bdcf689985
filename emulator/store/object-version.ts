import type { AclGrant } from '../../access/world/bucket';
import type { Content } from './content';

/** How the bytes of one object are protected; what reads need and answers echo. */
export interface ObjectEncryption {
  readonly algorithm: 'AES256' | 'aws:kms' | 'aws:kms:dsse' | 'SSE-C';
  /** With the KMS algorithms: the key's ARN. */
  readonly keyArn?: string;
  readonly bucketKeyEnabled: boolean;
  /** With SSE-C: the base64 MD5 of the client's key, as AWS echoes it. */
  readonly customerKeyMd5?: string;
  /** With SSE-C: a salted hash of the client's key. The key itself is never kept. */
  readonly customerKeyHash?: string;
}

/** The checksum algorithms of S3, as its headers and XML elements name them in lower case. */
export type ChecksumAlgorithm = 'crc32' | 'crc32c' | 'crc64nvme' | 'sha1' | 'sha256';

/** A stored checksum in base64; `COMPOSITE` is a checksum of the parts' checksums and ends in `-N`. */
export interface ObjectChecksum {
  readonly algorithm: ChecksumAlgorithm;
  readonly value: string;
  readonly type: 'FULL_OBJECT' | 'COMPOSITE';
}

/** One part of an object that was uploaded in parts. */
export interface PartSummary {
  readonly partNumber: number;
  readonly size: number;
  readonly checksum?: ObjectChecksum;
}

/** What a client said about an object and gets back with it. */
export interface ObjectDescription {
  /** `content-type`, `cache-control`, `content-disposition`, `content-encoding`, `content-language`, `expires`, `x-amz-website-redirect-location`. */
  readonly headers: Readonly<Record<string, string>>;
  /** User metadata without the `x-amz-meta-` in front. */
  readonly metadata: Readonly<Record<string, string>>;
  /** @default 'STANDARD' */
  readonly storageClass: string;
  readonly tags: Readonly<Record<string, string>>;
}

/** One version of one object, or a delete marker. Plain data: only its tags and its ACL ever change. */
export interface ObjectVersion extends Omit<ObjectDescription, 'tags'> {
  /** `null` for what was written while versioning was off or suspended. */
  readonly versionId: string;
  readonly deleteMarker: boolean;
  /** Milliseconds since 1970, whole seconds as AWS shows them. */
  readonly lastModified: number;
  /** The account that owns the object. */
  readonly owner: string;
  /** Without quotes; empty for delete markers. */
  readonly etag: string;
  /** Bytes. */
  readonly size: number;
  readonly content: Content;
  readonly encryption: ObjectEncryption;
  readonly checksum?: ObjectChecksum;
  /** Present when it was uploaded in parts. */
  readonly parts?: readonly PartSummary[];
  tags: Readonly<Record<string, string>>;
  /** The grants of its ACL beside its owner's FULL_CONTROL; absent = none. */
  acl?: readonly AclGrant[];
}
