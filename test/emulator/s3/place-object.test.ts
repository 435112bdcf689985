import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startEmulator, type StartedEmulator } from '../../../emulator/index';
import { clientsFor } from '../clients';
import { s3For } from './s3-client';

const ACCOUNT = '111111111111';
const Bucket = 'lake';

let emulator: StartedEmulator;
beforeAll(async () => {
  emulator = await startEmulator();
  await owner().createBucket({ Bucket });
});
afterAll(() => emulator.stop());

const owner = () => s3For(emulator, emulator.rootCredentials(ACCOUNT));
const head = (Key: string) => owner().headObject({ Bucket, Key, ChecksumMode: 'ENABLED' });

test('an object that is placed is read like one that was put', async () => {
  await emulator.placeObject(Bucket, 'placed', 'a text');
  await owner().putObject({ Bucket, Key: 'put', Body: 'a text', ContentType: 'text/plain' });
  const placed = await owner().getObject({ Bucket, Key: 'placed' });
  expect(await placed.Body!.transformToString()).toBe('a text');
  const { ETag, ContentLength, ContentType, ServerSideEncryption } = await head('put');
  expect(await head('placed')).toMatchObject({ ETag, ContentLength, ContentType, ServerSideEncryption });
  expect((await head('placed')).ChecksumCRC64NVME).toBeDefined();
});

test('a placed object is a new version, encrypted with the key that is named, else as the bucket encrypts', async () => {
  const { kms } = clientsFor(emulator, emulator.rootCredentials(ACCOUNT));
  const keyArn = async () => (await kms.createKey({})).KeyMetadata!.Arn!;
  const [ofBucket, named] = [await keyArn(), await keyArn()];
  const ApplyServerSideEncryptionByDefault = { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: ofBucket } as const;
  await owner().putBucketEncryption({
    Bucket,
    ServerSideEncryptionConfiguration: { Rules: [{ ApplyServerSideEncryptionByDefault, BucketKeyEnabled: true }] },
  });
  await owner().putBucketVersioning({ Bucket, VersioningConfiguration: { Status: 'Enabled' } });
  await emulator.placeObject(Bucket, 'x', 'one');
  expect(await head('x')).toMatchObject({ SSEKMSKeyId: ofBucket, BucketKeyEnabled: true });
  await emulator.placeObject(Bucket, 'x', 'two', named);
  expect(await head('x')).toMatchObject({ ServerSideEncryption: 'aws:kms', SSEKMSKeyId: named });
  expect((await owner().listObjectVersions({ Bucket, Prefix: 'x' })).Versions).toHaveLength(2);
});

test('without its bucket there is nothing to place it in', async () => {
  await expect(emulator.placeObject('nowhere', 'x', 'one')).rejects.toThrow(
    'There is no bucket nowhere to put x into; make it first',
  );
});
