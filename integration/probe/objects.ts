import { PutBucketLoggingCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { EncryptCommand } from '@aws-sdk/client-kms';
import type { World } from '../../access/world/world';
import { bucketArn } from '../../contract/arns';
import { dataKeyOf } from '../../contract/data-key';
import { fixturesOf } from '../../contract/fixtures';
import { logBucketName } from '../../contract/names';
import type { Pair } from '../../contract/pair';
import type { Strangers } from '../../contract/strangers';
import type { StartedEmulator } from '../../emulator/index';
import { settle } from '../deploy/settle';
import type { Clients } from './clients';
import { emptyBucket } from './empty-bucket';
import type { Site } from './site';

/** An object that a pair's checks are about, as it is put. */
interface PutFixture {
  readonly bucket: string;
  readonly key: string;
  /** The account that owns the bucket. */
  readonly account: string;
  /** The key that encrypts it. @default as the bucket encrypts by default */
  readonly kmsKeyArn?: string;
}

const CONTENT = 'crossbucket fixture\n';

function fixturesIn(world: World, pair: Pair, strangers: Strangers): PutFixture[] {
  const kmsKeyArn = dataKeyOf(world, pair)?.arn;
  // A tampered stack may lack a bucket, and its checks will say so.
  const objects = fixturesOf(pair, strangers).objects.filter(({ bucket }) => world.buckets.has(bucket));
  return objects.map(({ withDataKey, ...object }) =>
    withDataKey && kmsKeyArn !== undefined ? { ...object, kmsKeyArn } : object,
  );
}

/** Puts the objects that a pair's checks are about into an embedded AWS, in its process. */
export async function placeFixtureObjects(emulator: StartedEmulator, pair: Pair, strangers: Strangers): Promise<void> {
  for (const { bucket, key, kmsKeyArn } of fixturesIn(emulator.state.world, pair, strangers)) {
    await emulator.placeObject(bucket, key, CONTENT, kmsKeyArn);
  }
}

/**
 * Puts the objects that a pair's checks are about, each as root of the account that owns the bucket. The world has to let
 * the consumer's root use the data key: one of the objects is encrypted with it in a bucket of the consumer's own.
 */
export async function putFixtureObjects(site: Site, sdk: Clients, pair: Pair, strangers: Strangers): Promise<void> {
  const puts = fixturesIn(site.state.world, pair, strangers).map(({ bucket, key, account, kmsKeyArn }) => {
    const s3 = sdk.s3(site.rootCredentials(account), pair.producer.region);
    const encryption = kmsKeyArn !== undefined && { ServerSideEncryption: 'aws:kms' as const, SSEKMSKeyId: kmsKeyArn };
    return s3.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: CONTENT, ...encryption }));
  });
  await settle(puts);
}

/**
 * Something that the pair's data key encrypted, in the context that S3 has for its bucket; empty where there is no key.
 * The world has to let the producer's root use the key.
 */
export async function fixtureCiphertext(site: Site, sdk: Clients, pair: Pair): Promise<Uint8Array> {
  const KeyId = dataKeyOf(site.state.world, pair)?.arn;
  if (KeyId === undefined) return new Uint8Array();
  const { partition, producer } = pair;
  const kms = sdk.kms(site.rootCredentials(producer.account), producer.region);
  const EncryptionContext = { 'aws:s3:arn': bucketArn(partition, producer.bucket) };
  const { CiphertextBlob } = await kms.send(
    new EncryptCommand({ KeyId, EncryptionContext, Plaintext: Buffer.from('crossbucket fixture') }),
  );
  return CiphertextBlob!;
}

/**
 * Deletes every version in the producer's buckets, where they are there: Terraform does not delete a bucket that holds
 * any. Logging ends first, because what Terraform reads on its way to the end would be logged too.
 */
export async function emptyBuckets(
  site: Pick<Site, 'state' | 'rootCredentials'>,
  sdk: Clients,
  pair: Pair,
): Promise<void> {
  const s3 = sdk.s3(site.rootCredentials(pair.producer.account), pair.producer.region);
  const { bucket, accessLogs } = pair.producer;
  const { buckets } = site.state.world;
  if (accessLogs && buckets.has(bucket)) {
    await s3.send(new PutBucketLoggingCommand({ Bucket: bucket, BucketLoggingStatus: {} })).catch(unlessGone);
  }
  const all = [bucket, ...(accessLogs ? [logBucketName(pair)] : [])];
  for (const Bucket of all.filter((name) => buckets.has(name))) await emptyBucket(s3, Bucket).catch(unlessGone);
}

function unlessGone(error: Error): void {
  if (error.name !== 'NoSuchBucket') throw error;
}
