import { storedEncryption } from '../../access/services/s3/encryption';
import type { Bucket } from '../../access/world/bucket';
import type { EmulatorState } from '../state';
import type { ObjectEncryption } from '../store/object-version';
import type { Received } from '../store/receive';
import { etagFor } from './encryption';
import { newVersion } from './new-version';

/** What S3 computes of contents that come without a checksum. */
export const DEFAULT_CHECKSUM = 'crc64nvme';

/** Makes a content that is there an object of the bucket's owner. Nobody asks for it by a request, and no policy is asked. */
export async function placeReceived(
  state: EmulatorState,
  bucket: Bucket,
  key: string,
  { content, size, md5, checksums }: Received,
  encryption: ObjectEncryption,
): Promise<void> {
  await state.objects.put(bucket.name, key, {
    ...newVersion(state, bucket),
    headers: { 'content-type': 'text/plain' },
    metadata: {},
    storageClass: 'STANDARD',
    tags: {},
    owner: bucket.account,
    etag: etagFor(encryption, md5, state, key),
    size,
    content,
    encryption,
    checksum: { algorithm: DEFAULT_CHECKSUM, value: checksums[DEFAULT_CHECKSUM]!, type: 'FULL_OBJECT' },
  });
}

/**
 * Puts a small text as the bucket's owner, without a request: for set-up.
 *
 * @param kmsKeyArn the key that encrypts it. @default as the bucket encrypts by default
 * @throws Error when there is no such bucket
 */
export async function placeObject(
  state: EmulatorState,
  bucketName: string,
  key: string,
  text: string,
  kmsKeyArn?: string,
): Promise<void> {
  const bucket = state.world.buckets.get(bucketName);
  if (!bucket) throw new Error(`There is no bucket ${bucketName} to put ${key} into; make it first`);
  const encryption: ObjectEncryption =
    kmsKeyArn === undefined
      ? storedEncryption(state.world, bucket)
      : { algorithm: 'aws:kms', keyArn: kmsKeyArn, bucketKeyEnabled: false };
  const received = state.objects.receiveSmall(Buffer.from(text), [DEFAULT_CHECKSUM]);
  await placeReceived(state, bucket, key, received, encryption);
}
