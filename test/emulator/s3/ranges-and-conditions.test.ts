import type { GetObjectCommandInput, S3 } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startEmulator, type StartedEmulator } from '../../../emulator/index';
import { failure } from '../clients';
import { s3For, textOf } from './s3-client';

const Bucket = 'conditions';
const Key = 'digits';
const content = '0123456789';
let emulator: StartedEmulator;
let s3: S3;
let ETag: string;

beforeAll(async () => {
  emulator = await startEmulator();
  s3 = s3For(emulator, emulator.rootCredentials('111111111111'));
  await s3.createBucket({ Bucket });
  ETag = (await s3.putObject({ Bucket, Key, Body: content })).ETag!;
});
afterAll(() => emulator.stop());

const get = (more: Partial<GetObjectCommandInput>) => s3.getObject({ Bucket, Key, ...more });

describe('a range', () => {
  test.each([
    ['bytes=0-0', '0', 'bytes 0-0/10'],
    ['bytes=2-4', '234', 'bytes 2-4/10'],
    ['bytes=7-', '789', 'bytes 7-9/10'],
    ['bytes=-3', '789', 'bytes 7-9/10'],
    ['bytes=-99', content, 'bytes 0-9/10'],
    ['bytes=8-99', '89', 'bytes 8-9/10'],
  ])('%s gives %s', async (Range, text, ContentRange) => {
    const { Body, $metadata, ...answer } = await get({ Range });
    expect(await Body!.transformToString()).toBe(text);
    expect($metadata.httpStatusCode).toBe(206);
    expect(answer).toMatchObject({ ContentRange, ContentLength: text.length, ETag });
    const head = await s3.headObject({ Bucket, Key, Range });
    expect(head).toMatchObject({ ContentRange, ContentLength: text.length });
  });

  test.each(['bytes=4-2', 'bytes=a-b', 'lines=1-2', 'bytes=0-1,3-4', 'bytes=-'])(
    '%s is none: all comes',
    async (Range) => {
      const answer = await get({ Range });
      expect(await answer.Body!.transformToString()).toBe(content);
      expect(answer.$metadata.httpStatusCode).toBe(200);
    },
  );

  test.each(['bytes=10-', 'bytes=99-100', 'bytes=-0'])('%s is outside', async (Range) => {
    expect(await failure(get({ Range }))).toMatchObject({ name: 'InvalidRange', status: 416 });
  });

  test('of a large object is read from where it begins', async () => {
    const Body = Buffer.alloc(300_000, 'a').fill('b', 150_000);
    await s3.putObject({ Bucket, Key: 'large', Body });
    expect(await textOf(s3.getObject({ Bucket, Key: 'large', Range: 'bytes=149998-150001' }))).toBe('aabb');
    expect(await textOf(s3.getObject({ Bucket, Key: 'large', Range: 'bytes=-2' }))).toBe('bb');
  });

  test('no checksum of the whole comes with a part of it', async () => {
    expect((await get({ Range: 'bytes=0-1', ChecksumMode: 'ENABLED' })).ChecksumType).toBeUndefined();
    expect((await get({ Range: 'bytes=0-9', ChecksumMode: 'ENABLED' })).ChecksumType).toBe('FULL_OBJECT');
  });

  test('part 1 of an object in one piece is all of it; there is no part 2', async () => {
    expect(await textOf(get({ PartNumber: 1 }))).toBe(content);
    expect(await failure(get({ PartNumber: 2 }))).toMatchObject({ name: 'InvalidPartNumber', status: 416 });
    expect(await failure(get({ PartNumber: 1, Range: 'bytes=0-1' }))).toMatchObject({ name: 'InvalidRequest' });
  });
});

describe('a condition on reading', () => {
  const past = new Date('2020-01-01T00:00:00Z');
  const future = new Date(Date.now() + 3_600_000);

  test.each<[string, () => Partial<GetObjectCommandInput>]>([
    ['If-Match of its ETag', () => ({ IfMatch: ETag })],
    ['If-Match without quotes', () => ({ IfMatch: ETag.replaceAll('"', '') })],
    ['If-Match of *', () => ({ IfMatch: '*' })],
    ['If-None-Match of another', () => ({ IfNoneMatch: '"other"' })],
    ['If-Modified-Since long ago', () => ({ IfModifiedSince: past })],
    ['If-Unmodified-Since a moment to come', () => ({ IfUnmodifiedSince: future })],
    ['If-Match true and If-Unmodified-Since false', () => ({ IfMatch: ETag, IfUnmodifiedSince: past })],
    ['If-None-Match true and If-Modified-Since false', () => ({ IfNoneMatch: '"other"', IfModifiedSince: future })],
  ])('%s holds', async (_, conditions) => {
    expect(await textOf(get(conditions()))).toBe(content);
  });

  test.each<[string, number, () => Partial<GetObjectCommandInput>]>([
    ['If-Match of another', 412, () => ({ IfMatch: '"other"' })],
    ['If-Unmodified-Since long ago', 412, () => ({ IfUnmodifiedSince: past })],
    ['If-None-Match of its ETag', 304, () => ({ IfNoneMatch: ETag })],
    ['If-None-Match of *', 304, () => ({ IfNoneMatch: '*' })],
    ['If-Modified-Since a moment to come', 304, () => ({ IfModifiedSince: future })],
    ['If-None-Match false and If-Modified-Since true', 304, () => ({ IfNoneMatch: ETag, IfModifiedSince: past })],
  ])('%s is %d', async (_, status, conditions) => {
    expect(await failure(get(conditions()))).toMatchObject({ status });
    expect(await failure(s3.headObject({ Bucket, Key, ...conditions() }))).toMatchObject({ status });
  });
});

describe('a condition on writing', () => {
  test('If-None-Match: * makes an object once, whoever comes first', async () => {
    const put = (Body: string) => s3.putObject({ Bucket, Key: 'once', Body, IfNoneMatch: '*' });
    const results = await Promise.allSettled(['a', 'b', 'c', 'd'].map(put));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await failure(put('e'))).toMatchObject({ name: 'PreconditionFailed', status: 412 });
    await s3.deleteObject({ Bucket, Key: 'once' });
    await put('f');
    expect(await textOf(s3.getObject({ Bucket, Key: 'once' }))).toBe('f');
  });

  test('If-Match replaces the object that is meant, and no other', async () => {
    const first = await s3.putObject({ Bucket, Key: 'swapped', Body: 'first' });
    await s3.putObject({ Bucket, Key: 'swapped', Body: 'second', IfMatch: first.ETag });
    expect(await failure(s3.putObject({ Bucket, Key: 'swapped', Body: 'third', IfMatch: first.ETag }))).toMatchObject({
      name: 'PreconditionFailed',
      status: 412,
    });
    expect(await failure(s3.putObject({ Bucket, Key: 'nothing', Body: 'x', IfMatch: first.ETag }))).toMatchObject({
      name: 'NoSuchKey',
      status: 404,
    });
  });

  test('If-Match on deleting', async () => {
    const { ETag: etag } = await s3.putObject({ Bucket, Key: 'deleted', Body: 'x' });
    expect(await failure(s3.deleteObject({ Bucket, Key: 'deleted', IfMatch: '"other"' }))).toMatchObject({
      name: 'PreconditionFailed',
      status: 412,
    });
    await s3.deleteObject({ Bucket, Key: 'deleted', IfMatch: etag });
    expect(await failure(s3.headObject({ Bucket, Key: 'deleted' }))).toMatchObject({ status: 404 });
  });
});
