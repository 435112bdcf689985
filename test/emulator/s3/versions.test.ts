import type { S3 } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startEmulator, type StartedEmulator } from '../../../emulator/index';
import { failure } from '../clients';
import { s3For, textOf } from './s3-client';

let emulator: StartedEmulator;
let s3: S3;

beforeAll(async () => {
  emulator = await startEmulator();
  s3 = s3For(emulator, emulator.rootCredentials('111111111111'));
});
afterAll(() => emulator.stop());

async function bucket(Bucket: string, Status?: 'Enabled' | 'Suspended'): Promise<string> {
  await s3.createBucket({ Bucket });
  if (Status) await s3.putBucketVersioning({ Bucket, VersioningConfiguration: { Status } });
  return Bucket;
}

async function versionsOf(Bucket: string, Key: string): Promise<(string | undefined)[]> {
  const { Versions = [], DeleteMarkers = [] } = await s3.listObjectVersions({ Bucket, Prefix: Key });
  return [...Versions, ...DeleteMarkers].map(({ VersionId }) => VersionId);
}

describe('with versioning on', () => {
  const Key = 'k';
  let Bucket: string;
  beforeAll(async () => void (Bucket = await bucket('versioned', 'Enabled')));

  test('each write is a version of its own, and the newest is the object', async () => {
    const first = await s3.putObject({ Bucket, Key, Body: 'first' });
    const second = await s3.putObject({ Bucket, Key, Body: 'second' });
    expect(first.VersionId).toMatch(/^[\w.]{32}$/);
    expect(second.VersionId).not.toBe(first.VersionId);
    expect(await textOf(s3.getObject({ Bucket, Key }))).toBe('second');
    expect(await textOf(s3.getObject({ Bucket, Key, VersionId: first.VersionId }))).toBe('first');
    expect((await s3.headObject({ Bucket, Key })).VersionId).toBe(second.VersionId);
  });

  test('deleting makes a marker: the object is gone, its versions are not', async () => {
    const Key = 'marked';
    const { VersionId } = await s3.putObject({ Bucket, Key, Body: 'x' });
    const marker = await s3.deleteObject({ Bucket, Key });
    expect(marker).toMatchObject({ DeleteMarker: true, VersionId: expect.not.stringMatching(VersionId!) });
    const error = await s3.getObject({ Bucket, Key }).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: 'NoSuchKey', $metadata: { httpStatusCode: 404 } });
    expect((error as { $response: { headers: object } }).$response.headers).toMatchObject({
      'x-amz-delete-marker': 'true',
      'x-amz-version-id': marker.VersionId,
    });
    expect(await textOf(s3.getObject({ Bucket, Key, VersionId }))).toBe('x');
    expect(await failure(s3.getObject({ Bucket, Key, VersionId: marker.VersionId }))).toMatchObject({
      name: 'MethodNotAllowed',
      status: 405,
    });
    expect(await s3.deleteObject({ Bucket, Key, VersionId: marker.VersionId })).toMatchObject({
      DeleteMarker: true,
      VersionId: marker.VersionId,
    });
    expect(await textOf(s3.getObject({ Bucket, Key }))).toBe('x');
  });

  test('deleting a version removes it for good', async () => {
    const Key = 'removed';
    const first = await s3.putObject({ Bucket, Key, Body: 'first' });
    const second = await s3.putObject({ Bucket, Key, Body: 'second' });
    const removed = await s3.deleteObject({ Bucket, Key, VersionId: second.VersionId });
    expect(removed).toMatchObject({ VersionId: second.VersionId });
    expect(removed.DeleteMarker).toBeUndefined();
    expect(await textOf(s3.getObject({ Bucket, Key }))).toBe('first');
    expect(await versionsOf(Bucket, Key)).toEqual([first.VersionId]);
  });

  test('deleting in a batch makes markers and removes versions', async () => {
    const { VersionId } = await s3.putObject({ Bucket, Key: 'batch-1', Body: 'x' });
    await s3.putObject({ Bucket, Key: 'batch-2', Body: 'x' });
    const { Deleted } = await s3.deleteObjects({
      Bucket,
      Delete: { Objects: [{ Key: 'batch-1', VersionId }, { Key: 'batch-2' }] },
    });
    expect(Deleted).toEqual([
      { Key: 'batch-1', VersionId },
      { Key: 'batch-2', DeleteMarker: true, DeleteMarkerVersionId: expect.any(String) },
    ]);
  });

  test('tags, ACL and attributes are of the version asked for', async () => {
    const Key = 'tagged';
    const first = await s3.putObject({ Bucket, Key, Body: 'one', Tagging: 'n=1' });
    await s3.putObject({ Bucket, Key, Body: 'second', Tagging: 'n=2' });
    const { VersionId } = first;
    expect(await s3.getObjectTagging({ Bucket, Key, VersionId })).toMatchObject({
      VersionId,
      TagSet: [{ Key: 'n', Value: '1' }],
    });
    await s3.deleteObjectTagging({ Bucket, Key, VersionId });
    expect((await s3.getObjectTagging({ Bucket, Key })).TagSet).toEqual([{ Key: 'n', Value: '2' }]);
    expect(await s3.getObjectAttributes({ Bucket, Key, VersionId, ObjectAttributes: ['ObjectSize'] })).toMatchObject({
      ObjectSize: 3,
      VersionId,
    });
  });

  test('a version that is not there, and what is no version id', async () => {
    await s3.putObject({ Bucket, Key: 'some', Body: 'x' });
    const { VersionId } = await s3.putObject({ Bucket, Key: 'other', Body: 'x' });
    expect(await failure(s3.getObject({ Bucket, Key: 'some', VersionId }))).toMatchObject({
      name: 'NoSuchVersion',
      status: 404,
    });
    expect(await failure(s3.getObject({ Bucket, Key: 'some', VersionId: 'nonsense' }))).toMatchObject({
      name: 'InvalidArgument',
      status: 400,
      message: 'Invalid version id specified',
    });
  });
});

describe('with versioning suspended', () => {
  test('a write takes the place of the version null and leaves the others', async () => {
    const Bucket = await bucket('suspended');
    const Key = 'k';
    await s3.putObject({ Bucket, Key, Body: 'before' });
    await s3.putBucketVersioning({ Bucket, VersioningConfiguration: { Status: 'Enabled' } });
    const { VersionId } = await s3.putObject({ Bucket, Key, Body: 'during' });
    await s3.putBucketVersioning({ Bucket, VersioningConfiguration: { Status: 'Suspended' } });
    expect(await textOf(s3.getObject({ Bucket, Key, VersionId: 'null' }))).toBe('before');
    expect((await s3.putObject({ Bucket, Key, Body: 'after' })).VersionId).toBe('null');
    expect(await textOf(s3.getObject({ Bucket, Key, VersionId: 'null' }))).toBe('after');
    expect(await versionsOf(Bucket, Key)).toEqual(['null', VersionId]);
    expect(await s3.deleteObject({ Bucket, Key })).toMatchObject({ DeleteMarker: true, VersionId: 'null' });
    expect(await textOf(s3.getObject({ Bucket, Key, VersionId }))).toBe('during');
    expect(await failure(s3.getObject({ Bucket, Key }))).toMatchObject({ name: 'NoSuchKey' });
  });
});

describe('without versioning', () => {
  test('there is the version null, which no answer names', async () => {
    const Bucket = await bucket('unversioned');
    expect((await s3.putObject({ Bucket, Key: 'k', Body: 'x' })).VersionId).toBeUndefined();
    expect(await textOf(s3.getObject({ Bucket, Key: 'k', VersionId: 'null' }))).toBe('x');
    expect(await versionsOf(Bucket, 'k')).toEqual(['null']);
    expect((await s3.deleteObject({ Bucket, Key: 'k' })).DeleteMarker).toBeUndefined();
    expect(await versionsOf(Bucket, 'k')).toEqual([]);
  });
});
