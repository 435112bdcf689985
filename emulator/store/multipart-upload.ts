import type { AclGrant } from '../../access/world/bucket';
import type { Content } from './content';
import type { ChecksumAlgorithm, ObjectChecksum, ObjectDescription, ObjectEncryption } from './object-version';

/** One part that was uploaded and not yet made an object. */
export interface UploadedPart {
  /** 1 to 10,000. */
  readonly partNumber: number;
  /** Without quotes. */
  readonly etag: string;
  /** Hex. The object's ETag is made of these, whatever the encryption. */
  readonly md5: string;
  /** Bytes. */
  readonly size: number;
  /** Milliseconds since 1970. */
  readonly lastModified: number;
  readonly content: Content;
  readonly checksum?: ObjectChecksum;
  /** CRC-64/NVME in base64, for uploads that named no checksum algorithm. */
  readonly crc64nvme?: string;
}

/** A multipart upload under way. */
export interface MultipartUpload extends ObjectDescription {
  readonly id: string;
  readonly bucket: string;
  readonly key: string;
  /** Milliseconds since 1970. */
  readonly initiated: number;
  /** The ARN of who began it. */
  readonly initiator: string;
  /** The account that will own the object. */
  readonly owner: string;
  /** The grants that the object will have. @default none */
  readonly acl?: readonly AclGrant[];
  readonly encryption: ObjectEncryption;
  /** As asked for when it was begun. */
  readonly checksum?: { readonly algorithm: ChecksumAlgorithm; readonly type: ObjectChecksum['type'] };
  /** By part number. */
  readonly parts: Map<number, UploadedPart>;
}
