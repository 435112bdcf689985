import type { S3 } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createHash } from 'node:crypto';
import { startEmulator, type StartedEmulator } from '../../../emulator/index';
import { checksumOf } from '../../../emulator/store/checksum';
import { failure } from '../clients';
import { rootAsks } from '../wire';
import { s3For } from './s3-client';

const OWNER = '111111111111';
const Bucket = 'attributes';
let emulator: StartedEmulator;
let s3: S3;

beforeAll(async () => {
  emulator = await startEmulator();
  s3 = s3For(emulator, emulator.rootCredentials(OWNER));
  await s3.createBucket({ Bucket });
});
afterAll(() => emulator.stop());

const md5 = (text: string): string => createHash('md5').update(text).digest('hex');

const ask = (...sent: Parameters<ReturnType<typeof rootAsks>>) => rootAsks(emulator, OWNER)(...sent);

describe('attributes', () => {
  test('are told as far as they are asked for', async () => {
    await s3.putObject({ Bucket, Key: 'attributes', Body: 'abc', ChecksumAlgorithm: 'SHA256' });
    const all = await s3.getObjectAttributes({
      Bucket,
      Key: 'attributes',
      ObjectAttributes: ['ETag', 'Checksum', 'ObjectParts', 'StorageClass', 'ObjectSize'],
    });
    expect(all).toMatchObject({
      ETag: md5('abc'),
      Checksum: { ChecksumSHA256: checksumOf('sha256', Buffer.from('abc')), ChecksumType: 'FULL_OBJECT' },
      StorageClass: 'STANDARD',
      ObjectSize: 3,
    });
    const {
      $metadata: _,
      LastModified,
      ...one
    } = await s3.getObjectAttributes({
      Bucket,
      Key: 'attributes',
      ObjectAttributes: ['ObjectSize'],
    });
    expect(one).toEqual({ ObjectSize: 3 });
    expect(LastModified).toBeInstanceOf(Date);
  });

  test('have to be asked for, by names that there are', async () => {
    expect(await ask('GET', `/${Bucket}/attributes?attributes`)).toMatchObject({ code: 'InvalidRequest', status: 400 });
    const headers = { 'x-amz-object-attributes': 'Colour' };
    expect(await ask('GET', `/${Bucket}/attributes?attributes`, headers)).toMatchObject({ code: 'InvalidArgument' });
  });
});

describe('tags and ACL of an object', () => {
  test('tags are set in a header or a body, replaced, counted and deleted', async () => {
    const Key = 'tagged';
    await s3.putObject({ Bucket, Key, Body: 'x', Tagging: 'a=1&b=zwei%20drei' });
    expect((await s3.getObjectTagging({ Bucket, Key })).TagSet).toEqual([
      { Key: 'a', Value: '1' },
      { Key: 'b', Value: 'zwei drei' },
    ]);
    expect((await s3.getObject({ Bucket, Key })).TagCount).toBe(2);
    await s3.putObjectTagging({ Bucket, Key, Tagging: { TagSet: [{ Key: 'c', Value: '' }] } });
    expect((await s3.getObjectTagging({ Bucket, Key })).TagSet).toEqual([{ Key: 'c', Value: '' }]);
    await s3.deleteObjectTagging({ Bucket, Key });
    expect((await s3.getObjectTagging({ Bucket, Key })).TagSet).toEqual([]);
  });

  test('more than ten tags are refused', async () => {
    const TagSet = Array.from({ length: 11 }, (_, i) => ({ Key: `k${i}`, Value: '' }));
    await s3.putObject({ Bucket, Key: 'tagged', Body: 'x' });
    expect(await failure(s3.putObjectTagging({ Bucket, Key: 'tagged', Tagging: { TagSet } }))).toMatchObject({
      name: 'BadRequest',
      status: 400,
    });
  });

  test('an object that is not there has none', async () => {
    expect(await failure(s3.getObjectTagging({ Bucket, Key: 'never' }))).toMatchObject({
      name: 'NoSuchKey',
      status: 404,
    });
    expect(await failure(s3.getObjectAcl({ Bucket, Key: 'never' }))).toMatchObject({ name: 'NoSuchKey', status: 404 });
  });

  test("the ACL is the owner's, and no other can be put under BucketOwnerEnforced (R-OWN-1)", async () => {
    await s3.putObject({ Bucket, Key: 'acl', Body: 'x', ACL: 'bucket-owner-full-control' });
    expect((await s3.getObjectAcl({ Bucket, Key: 'acl' })).Grants).toMatchObject([{ Permission: 'FULL_CONTROL' }]);
    for (const ACL of ['private', 'public-read', 'bucket-owner-read'] as const) {
      expect(await failure(s3.putObject({ Bucket, Key: 'acl', Body: 'x', ACL }))).toMatchObject({
        name: 'AccessControlListNotSupported',
        status: 400,
        message: 'The bucket does not allow ACLs',
      });
    }
    expect(await failure(s3.putObjectAcl({ Bucket, Key: 'acl', ACL: 'public-read' }))).toMatchObject({
      name: 'AccessControlListNotSupported',
    });
    expect(await failure(s3.putObject({ Bucket, Key: 'acl', Body: 'x', ACL: 'all' as 'private' }))).toMatchObject({
      name: 'InvalidArgument',
    });
  });
});
