import {
  DeleteObjectsCommand,
  ListObjectVersionsCommand,
  PutBucketLoggingCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { EncryptCommand } from '@aws-sdk/client-kms';
import { bucketArn } from '../../contract/arns';
import { dataKeyOf } from '../../contract/data-key';
import { fixturesOf } from '../../contract/fixtures';
import { logBucketName } from '../../contract/names';
import type { Pair } from '../../contract/pair';
import type { Strangers } from '../../contract/strangers';
import type { StartedEmulator } from '../../emulator/index';
import type { Clients } from './clients';

/**
 * Puts the objects that a pair's checks are about, each as root of the account that owns the bucket. The world has to let
 * the consumer's root use the data key: one of the objects is encrypted with it in a bucket of the consumer's own.
 */
export async function putFixtureObjects(
  emulator: StartedEmulator,
  sdk: Clients,
  pair: Pair,
  strangers: Strangers,
): Promise<void> {
  const { world } = emulator.state;
  const key = dataKeyOf(world, pair);
  const encrypted = key && ({ ServerSideEncryption: 'aws:kms', SSEKMSKeyId: key.arn } as const);
  // A tampered stack may lack a bucket, and its checks will say so.
  const objects = fixturesOf(pair, strangers).objects.filter(({ bucket }) => world.buckets.has(bucket));
  const puts = objects.map(({ bucket, key: Key, account, withDataKey }) => {
    const s3 = sdk.s3(emulator.rootCredentials(account), pair.producer.region);
    const input = { Bucket: bucket, Key, Body: 'crossbucket fixture\n', ...(withDataKey && encrypted) };
    return s3.send(new PutObjectCommand(input));
  });
  await Promise.all(puts);
}

/**
 * Something that the pair's data key encrypted, in the context that S3 has for its bucket; empty where there is no key.
 * The world has to let the producer's root use the key.
 */
export async function fixtureCiphertext(emulator: StartedEmulator, sdk: Clients, pair: Pair): Promise<Uint8Array> {
  const KeyId = dataKeyOf(emulator.state.world, pair)?.arn;
  if (KeyId === undefined) return new Uint8Array();
  const { partition, producer } = pair;
  const kms = sdk.kms(emulator.rootCredentials(producer.account), producer.region);
  const EncryptionContext = { 'aws:s3:arn': bucketArn(partition, producer.bucket) };
  const { CiphertextBlob } = await kms.send(
    new EncryptCommand({ KeyId, EncryptionContext, Plaintext: Buffer.from('crossbucket fixture') }),
  );
  return CiphertextBlob!;
}

/**
 * Deletes every version in the producer's buckets: Terraform does not delete a bucket that holds any. Logging ends
 * first, because what Terraform reads on its way to the end would be logged too.
 */
export async function emptyBuckets(emulator: StartedEmulator, sdk: Clients, pair: Pair): Promise<void> {
  const s3 = sdk.s3(emulator.rootCredentials(pair.producer.account), pair.producer.region);
  const { bucket, accessLogs } = pair.producer;
  const { buckets } = emulator.state.world;
  if (accessLogs && buckets.has(bucket)) {
    await s3.send(new PutBucketLoggingCommand({ Bucket: bucket, BucketLoggingStatus: {} }));
  }
  const all = [bucket, ...(accessLogs ? [logBucketName(pair)] : [])];
  for (const Bucket of all.filter((name) => buckets.has(name))) {
    for (;;) {
      const { Versions = [], DeleteMarkers = [] } = await s3.send(new ListObjectVersionsCommand({ Bucket }));
      const Objects = [...Versions, ...DeleteMarkers].map(({ Key, VersionId }) => ({ Key, VersionId }));
      if (!Objects.length) break;
      await s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects, Quiet: true } }));
    }
  }
}
