import type { S3 } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { startEmulator, type StartedEmulator } from '../../../emulator/index';
import { failure } from '../clients';
import { rootAsks, send, sign } from '../wire';
import { s3For, textOf } from './s3-client';

const OWNER = '111111111111';
const Bucket = 'objects';
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

describe('an object comes back as it was put', () => {
  test('content, type, headers, metadata and what S3 adds', async () => {
    const put = await s3.putObject({
      Bucket,
      Key: 'whole',
      Body: 'content',
      ContentType: 'text/plain',
      CacheControl: 'no-cache',
      ContentDisposition: 'attachment; filename="a.txt"',
      ContentEncoding: 'identity',
      ContentLanguage: 'de',
      Expires: new Date('2030-01-01T00:00:00Z'),
      Metadata: { one: '1', two: 'zwei' },
      StorageClass: 'STANDARD_IA',
    });
    expect(put).toMatchObject({ ETag: `"${md5('content')}"`, ServerSideEncryption: 'AES256' });
    const { Body, ...got } = await s3.getObject({ Bucket, Key: 'whole' });
    expect(await Body!.transformToString()).toBe('content');
    expect(got).toMatchObject({
      AcceptRanges: 'bytes',
      CacheControl: 'no-cache',
      ContentDisposition: 'attachment; filename="a.txt"',
      ContentEncoding: 'identity',
      ContentLanguage: 'de',
      ContentLength: 7,
      ContentType: 'text/plain',
      ETag: `"${md5('content')}"`,
      Metadata: { one: '1', two: 'zwei' },
      StorageClass: 'STANDARD_IA',
    });
    expect(got.VersionId).toBeUndefined();
    expect(Math.abs(got.LastModified!.getTime() - Date.now())).toBeLessThan(10_000);
    const { $metadata: _, ...head } = await s3.headObject({ Bucket, Key: 'whole' });
    expect(got).toMatchObject(head);
  });

  test('an empty object', async () => {
    expect(await ask('PUT', `/${Bucket}/empty`)).toMatchObject({ status: 200 });
    expect(await s3.headObject({ Bucket, Key: 'empty' })).toMatchObject({ ContentLength: 0, ETag: `"${md5('')}"` });
    expect(await textOf(s3.getObject({ Bucket, Key: 'empty' }))).toBe('');
  });

  test.each([256, 20_000])('%d bytes of every value', async (size) => {
    const Body = Buffer.from(Array.from({ length: size }, (_, i) => i % 256));
    await s3.putObject({ Bucket, Key: 'bytes', Body });
    const got = await (await s3.getObject({ Bucket, Key: 'bytes' })).Body!.transformToByteArray();
    expect(Body.equals(got)).toBe(true);
  });

  test('without a type it is binary/octet-stream', async () => {
    expect(await ask('PUT', `/${Bucket}/untyped`, {}, 'x')).toMatchObject({ status: 200 });
    expect((await s3.headObject({ Bucket, Key: 'untyped' })).ContentType).toBe('binary/octet-stream');
  });

  test.each([
    'a b',
    'a+b',
    '100%',
    'a%20b',
    'ü/日本/😀',
    "q?a=b&c#d'(e)*!~",
    '//two//slashes/',
    '../up',
    'tail/',
    '.',
    '\\',
    '"<&>"',
  ])('the key %s', async (Key) => {
    await s3.putObject({ Bucket, Key, Body: Key });
    expect(await textOf(s3.getObject({ Bucket, Key }))).toBe(Key);
    expect((await s3.listObjectsV2({ Bucket, Prefix: Key })).Contents?.map((item) => item.Key)).toContain(Key);
    await s3.deleteObject({ Bucket, Key });
    expect(await failure(s3.headObject({ Bucket, Key }))).toMatchObject({ status: 404 });
  });

  test('a large one that streams in without a known checksum', async () => {
    const chunk = Buffer.alloc(1024 * 1024, 'a');
    const whole = createHash('md5');
    for (let i = 0; i < 9; i++) whole.update(chunk);
    await s3.putObject({
      Bucket,
      Key: 'large',
      Body: Readable.from(Array.from({ length: 9 }, () => chunk)),
      ContentLength: 9 * chunk.length,
    });
    const { Body, ContentLength } = await s3.getObject({ Bucket, Key: 'large' });
    const read = createHash('md5');
    for await (const part of Body as Readable) read.update(part as Buffer);
    expect(ContentLength).toBe(9 * chunk.length);
    expect(read.digest('hex')).toBe(whole.digest('hex'));
  });

  test('the newer one, when it is put again', async () => {
    await s3.putObject({ Bucket, Key: 'again', Body: 'old' });
    await s3.putObject({ Bucket, Key: 'again', Body: 'new', Metadata: { only: 'new' } });
    expect(await textOf(s3.getObject({ Bucket, Key: 'again' }))).toBe('new');
  });

  test('with other response headers, if they are asked for by a signed request', async () => {
    await s3.putObject({ Bucket, Key: 'overridden', Body: 'x', ContentType: 'text/plain' });
    const got = await s3.getObject({
      Bucket,
      Key: 'overridden',
      ResponseContentType: 'text/html',
      ResponseCacheControl: 'max-age=1',
    });
    expect(got).toMatchObject({ ContentType: 'text/html', CacheControl: 'max-age=1' });
    const nobody = s3For(emulator, undefined);
    await s3.putBucketPolicy({ Bucket: await openBucket('overridden-open'), Policy: readable('overridden-open') });
    await s3.putObject({ Bucket: 'overridden-open', Key: 'k', Body: 'x' });
    expect(await textOf(nobody.getObject({ Bucket: 'overridden-open', Key: 'k' }))).toBe('x');
    expect(
      await failure(nobody.getObject({ Bucket: 'overridden-open', Key: 'k', ResponseContentType: 'text/html' })),
    ).toMatchObject({ name: 'InvalidRequest', status: 400 });
  });
});

const readable = (name: string): string =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: `arn:aws:s3:::${name}/*` }],
  });

async function openBucket(name: string): Promise<string> {
  await s3.createBucket({ Bucket: name });
  await s3.deletePublicAccessBlock({ Bucket: name });
  return name;
}

describe('headers beyond ASCII', () => {
  test('come back in the bytes in which they were sent, metadata encoded as RFC 2047 says', async () => {
    const utf8 = (text: string): string => Buffer.from(text).toString('latin1');
    const wire = await sign(emulator.httpEndpoint, emulator.rootCredentials(OWNER), {
      method: 'PUT',
      url: `/${Bucket}/beyond`,
      headers: { 'x-amz-meta-name': 'ÄMÄZÕÑ S3', 'content-disposition': 'attachment; filename="日本"' },
    });
    const headers = Object.fromEntries(
      Object.entries(wire.headers).map(([name, value]) => [name, utf8(String(value))]),
    );
    expect(await send(emulator.httpEndpoint, { ...wire, headers })).toMatchObject({ status: 200 });
    expect(await ask('HEAD', `/${Bucket}/beyond`)).toMatchObject({
      headers: {
        // The example of the S3 guide, UsingMetadata.
        'x-amz-meta-name': '=?UTF-8?B?w4PChE3Dg8KEWsODwpXDg8KRIFMz?=',
        'content-disposition': utf8('attachment; filename="日本"'),
      },
    });
  });

  test('one that would end its line is refused', async () => {
    expect(
      await ask('GET', `/${Bucket}/beyond?response-content-type=${encodeURIComponent('a\r\nb: c')}`),
    ).toMatchObject({
      status: 400,
      code: 'InvalidArgument',
    });
  });
});

describe('while content comes in', () => {
  /** Sends half of an upload, does something, and sends the rest. */
  async function interrupted(
    url: string,
    between: () => Promise<unknown>,
    more: Record<string, string> = {},
  ): Promise<{ status: number; body: string }> {
    const { httpEndpoint } = emulator;
    const wire = await sign(httpEndpoint, emulator.rootCredentials(OWNER), {
      method: 'PUT',
      url,
      headers: { 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD', ...more },
    });
    const headers = { ...(wire.headers as Record<string, string>), 'content-length': '2', expect: '100-continue' };
    const request = httpRequest(`${httpEndpoint}${wire.url}`, { method: 'PUT', headers });
    request.flushHeaders();
    // The content is asked for when all that can be known before it was found right.
    await once(request, 'continue');
    request.write('a');
    await between();
    request.end('b');
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    const parts = await response.toArray();
    return { status: response.statusCode!, body: Buffer.concat(parts as Buffer[]).toString() };
  }

  test('its bucket may go: there is no such bucket then, and in a new one no such object', async () => {
    const Bucket = 'short-lived';
    await s3.createBucket({ Bucket });
    const answer = await interrupted(`/${Bucket}/key`, () => s3.deleteBucket({ Bucket }));
    expect(answer).toMatchObject({ status: 404, body: expect.stringContaining('<Code>NoSuchBucket</Code>') });
    await s3.createBucket({ Bucket });
    expect((await s3.listObjectsV2({ Bucket })).KeyCount).toBe(0);
  });

  test('its upload may be aborted: there is no such upload then', async () => {
    const { UploadId } = await s3.createMultipartUpload({ Bucket, Key: 'aborted' });
    const url = `/${Bucket}/aborted?partNumber=1&uploadId=${UploadId}`;
    const answer = await interrupted(url, () => s3.abortMultipartUpload({ Bucket, Key: 'aborted', UploadId }));
    expect(answer).toMatchObject({ status: 404, body: expect.stringContaining('<Code>NoSuchUpload</Code>') });
  });

  test('another may make the object that was not to be there', async () => {
    const put = () => s3.putObject({ Bucket, Key: 'contended', Body: 'theirs' });
    const answer = await interrupted(`/${Bucket}/contended`, put, { 'if-none-match': '*' });
    expect(answer).toMatchObject({ status: 412 });
    expect(await textOf(s3.getObject({ Bucket, Key: 'contended' }))).toBe('theirs');
  });
});

describe('what S3 refuses of an object', () => {
  test('a key of more than 1,024 bytes', async () => {
    await s3.putObject({ Bucket, Key: 'k'.repeat(1024), Body: 'x' });
    expect(await failure(s3.putObject({ Bucket, Key: 'ü'.repeat(513), Body: 'x' }))).toMatchObject({
      name: 'KeyTooLongError',
      status: 400,
    });
  });

  test('metadata of more than 2 KB', async () => {
    expect(
      await failure(s3.putObject({ Bucket, Key: 'm', Body: 'x', Metadata: { a: 'x'.repeat(2048) } })),
    ).toMatchObject({
      name: 'MetadataTooLarge',
      status: 400,
    });
  });

  test('a storage class that there is not', async () => {
    expect(
      await failure(s3.putObject({ Bucket, Key: 'm', Body: 'x', StorageClass: 'COLD' as 'GLACIER' })),
    ).toMatchObject({
      name: 'InvalidStorageClass',
      status: 400,
    });
  });

  test('a length that nobody says', async () => {
    const wire = await sign(emulator.httpEndpoint, emulator.rootCredentials(OWNER), {
      method: 'PUT',
      url: `/${Bucket}/unmeasured`,
      headers: { 'transfer-encoding': 'chunked' },
      body: 'x',
    });
    expect(await send(emulator.httpEndpoint, wire)).toMatchObject({ status: 411, code: 'MissingContentLength' });
  });

  test('an object of more than 5 GiB, before it is sent', async () => {
    const wire = await sign(emulator.httpEndpoint, emulator.rootCredentials(OWNER), {
      method: 'PUT',
      url: `/${Bucket}/huge`,
      headers: { 'content-length': String(5 * 1024 ** 3 + 1), 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' },
    });
    expect(await send(emulator.httpEndpoint, wire)).toMatchObject({ status: 400, code: 'EntityTooLarge' });
  });

  test('reading an archived one', async () => {
    await s3.putObject({ Bucket, Key: 'cold', Body: 'x', StorageClass: 'GLACIER' });
    expect(await failure(s3.getObject({ Bucket, Key: 'cold' }))).toMatchObject({
      name: 'InvalidObjectState',
      status: 403,
    });
    expect((await s3.headObject({ Bucket, Key: 'cold' })).StorageClass).toBe('GLACIER');
  });
});

describe('deleting', () => {
  test('what is not there counts as deleted', async () => {
    expect((await s3.deleteObject({ Bucket, Key: 'never' })).DeleteMarker).toBeUndefined();
  });

  test('several at once; quietly only failures are told', async () => {
    for (const Key of ['d1', 'd2', 'd3']) await s3.putObject({ Bucket, Key, Body: 'x' });
    const loud = await s3.deleteObjects({ Bucket, Delete: { Objects: [{ Key: 'd1' }, { Key: 'never' }] } });
    expect(loud.Deleted?.map(({ Key }) => Key)).toEqual(['d1', 'never']);
    expect(loud.Errors).toBeUndefined();
    const quiet = await s3.deleteObjects({
      Bucket,
      Delete: { Quiet: true, Objects: [{ Key: 'd2' }, { Key: 'd3', ETag: '"other"' }] },
    });
    expect(quiet.Deleted).toBeUndefined();
    expect(quiet.Errors).toMatchObject([{ Key: 'd3', Code: 'PreconditionFailed' }]);
  });

  test('a batch has 1 to 1,000 keys and a digest', async () => {
    const many = Array.from({ length: 1001 }, (_, i) => ({ Key: `k${i}` }));
    expect(await failure(s3.deleteObjects({ Bucket, Delete: { Objects: many } }))).toMatchObject({
      name: 'MalformedXML',
    });
    expect(await failure(s3.deleteObjects({ Bucket, Delete: { Objects: [] } }))).toMatchObject({
      name: 'MalformedXML',
    });
    const body = '<Delete><Object><Key>a</Key></Object></Delete>';
    expect(await ask('POST', `/${Bucket}?delete`, {}, body)).toMatchObject({ status: 400, code: 'InvalidRequest' });
  });
});
