import type { CopyObjectCommandInput, S3 } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createHash } from 'node:crypto';
import { startEmulator, type StartedEmulator } from '../../../emulator/index';
import { checkCopySize } from '../../../emulator/s3/copy-source';
import { checksumOf } from '../../../emulator/store/checksum';
import { failure, makeUser } from '../clients';
import { s3For, textOf } from './s3-client';

const OWNER = '111111111111';
const Bucket = 'copies';
const PART = 5 * 1024 ** 2;
let emulator: StartedEmulator;
let s3: S3;
let ETag: string;

beforeAll(async () => {
  emulator = await startEmulator();
  s3 = s3For(emulator, emulator.rootCredentials(OWNER));
  await s3.createBucket({ Bucket });
  const put = await s3.putObject({
    Bucket,
    Key: 'source',
    Body: 'content',
    ContentType: 'text/plain',
    Metadata: { of: 'source' },
    Tagging: 'a=1',
    StorageClass: 'STANDARD_IA',
    WebsiteRedirectLocation: '/elsewhere',
  });
  ETag = put.ETag!;
});
afterAll(() => emulator.stop());

const copy = (Key: string, more: Partial<CopyObjectCommandInput> = {}) =>
  s3.copyObject({ Bucket, Key, CopySource: `${Bucket}/source`, ...more });

describe('a copy', () => {
  test('has content, headers, metadata and tags of its source, and a storage class of its own', async () => {
    const { CopyObjectResult } = await copy('plain');
    expect(CopyObjectResult).toMatchObject({
      ETag,
      LastModified: expect.any(Date),
      ChecksumCRC32: checksumOf('crc32', Buffer.from('content')),
      ChecksumType: 'FULL_OBJECT',
    });
    const head = await s3.headObject({ Bucket, Key: 'plain' });
    expect(head).toMatchObject({ ContentType: 'text/plain', Metadata: { of: 'source' }, ETag, ContentLength: 7 });
    expect(head.StorageClass).toBeUndefined();
    expect(head.WebsiteRedirectLocation).toBeUndefined();
    expect(await textOf(s3.getObject({ Bucket, Key: 'plain' }))).toBe('content');
    expect((await s3.getObjectTagging({ Bucket, Key: 'plain' })).TagSet).toEqual([{ Key: 'a', Value: '1' }]);
  });

  test('has its own metadata and tags where that is asked for', async () => {
    await copy('replaced', {
      MetadataDirective: 'REPLACE',
      Metadata: { of: 'copy' },
      TaggingDirective: 'REPLACE',
      Tagging: 'b=2',
    });
    const head = await s3.headObject({ Bucket, Key: 'replaced' });
    expect(head).toMatchObject({ ContentType: 'binary/octet-stream', Metadata: { of: 'copy' } });
    expect((await s3.getObjectTagging({ Bucket, Key: 'replaced' })).TagSet).toEqual([{ Key: 'b', Value: '2' }]);
    expect(await failure(copy('x', { MetadataDirective: 'KEEP' as 'COPY' }))).toMatchObject({
      name: 'InvalidArgument',
    });
    expect(await failure(copy('x', { TaggingDirective: 'KEEP' as 'COPY' }))).toMatchObject({ name: 'InvalidArgument' });
  });

  test('outlives its source', async () => {
    await s3.putObject({ Bucket, Key: 'short-lived', Body: Buffer.alloc(100_000, 'z') });
    await copy('heir', { CopySource: `${Bucket}/short-lived` });
    await s3.deleteObject({ Bucket, Key: 'short-lived' });
    expect(await textOf(s3.getObject({ Bucket, Key: 'heir' }))).toBe('z'.repeat(100_000));
  });

  test('gets another checksum where one is asked for', async () => {
    const { CopyObjectResult } = await copy('sha256', { ChecksumAlgorithm: 'SHA256' });
    expect(CopyObjectResult?.ChecksumSHA256).toBe(checksumOf('sha256', Buffer.from('content')));
    expect(await failure(copy('x', { ChecksumAlgorithm: 'NONE' as 'SHA256' }))).toMatchObject({
      name: 'InvalidRequest',
    });
  });

  test('of an object in parts is in one piece: its ETag is the MD5 of all, its checksum that of all', async () => {
    const Key = 'in-parts';
    const parts = [Buffer.alloc(PART, 'a'), Buffer.from('end')];
    const { UploadId } = await s3.createMultipartUpload({ Bucket, Key, ChecksumAlgorithm: 'SHA256' });
    const Parts = [];
    for (const [i, Body] of parts.entries()) {
      const { ETag, ChecksumSHA256 } = await s3.uploadPart({
        Bucket,
        Key,
        UploadId,
        PartNumber: i + 1,
        Body,
        ChecksumAlgorithm: 'SHA256',
      });
      Parts.push({ PartNumber: i + 1, ETag, ChecksumSHA256 });
    }
    await s3.completeMultipartUpload({ Bucket, Key, UploadId, MultipartUpload: { Parts } });
    const whole = Buffer.concat(parts);
    expect((await copy('whole', { CopySource: `${Bucket}/${Key}` })).CopyObjectResult).toMatchObject({
      ETag: `"${createHash('md5').update(whole).digest('hex')}"`,
      ChecksumSHA256: checksumOf('sha256', whole),
      ChecksumType: 'FULL_OBJECT',
    });
  });

  test('of an object in parts without a checksum of its own, too', async () => {
    const Key = 'in-parts-plain';
    const { UploadId } = await s3.createMultipartUpload({ Bucket, Key });
    const { ETag } = await s3.uploadPart({ Bucket, Key, UploadId, PartNumber: 1, Body: 'one part' });
    await s3.completeMultipartUpload({ Bucket, Key, UploadId, MultipartUpload: { Parts: [{ PartNumber: 1, ETag }] } });
    expect((await copy('one-piece', { CopySource: `${Bucket}/${Key}` })).CopyObjectResult).toMatchObject({
      ETag,
      ChecksumCRC64NVME: checksumOf('crc64nvme', Buffer.from('one part')),
    });
  });

  test('takes no ACL under BucketOwnerEnforced (R-OWN-1)', async () => {
    expect(await failure(copy('x', { ACL: 'public-read' }))).toMatchObject({ name: 'AccessControlListNotSupported' });
    expect(await failure(s3.createMultipartUpload({ Bucket, Key: 'x', ACL: 'private' }))).toMatchObject({
      name: 'AccessControlListNotSupported',
    });
  });

  test('that has to be read first makes an object once, whoever comes first', async () => {
    await s3.putObject({ Bucket, Key: 'long', Body: Buffer.alloc(1_000_000, 'l') });
    const once = () => copy('once', { CopySource: `${Bucket}/long`, ChecksumAlgorithm: 'SHA256', IfNoneMatch: '*' });
    const results = await Promise.allSettled([once(), once(), once()]);
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  test.each(['a b', 'ü+%', 'a?versionId=b', '//x'])('the source may have the key %s', async (Key) => {
    await s3.putObject({ Bucket, Key, Body: Key });
    for (const slash of ['', '/']) {
      await copy('odd', { CopySource: `${slash}${Bucket}/${encodeURIComponent(Key)}` });
      expect(await textOf(s3.getObject({ Bucket, Key: 'odd' }))).toBe(Key);
    }
  });
});

describe('a copy onto itself', () => {
  test('has to change something', async () => {
    await s3.putObject({ Bucket, Key: 'self', Body: 'x', Metadata: { n: '1' } });
    const self = (more: Partial<CopyObjectCommandInput>) => copy('self', { CopySource: `${Bucket}/self`, ...more });
    expect(await failure(self({}))).toMatchObject({ name: 'InvalidRequest', status: 400 });
    await self({ MetadataDirective: 'REPLACE', Metadata: { n: '2' } });
    expect((await s3.headObject({ Bucket, Key: 'self' })).Metadata).toEqual({ n: '2' });
    await self({ StorageClass: 'ONEZONE_IA' });
    expect((await s3.headObject({ Bucket, Key: 'self' })).StorageClass).toBe('ONEZONE_IA');
  });
});

describe('a version', () => {
  test('can be copied, and restored by that', async () => {
    const Bucket = 'copied-versions';
    await s3.createBucket({ Bucket });
    await s3.putBucketVersioning({ Bucket, VersioningConfiguration: { Status: 'Enabled' } });
    const { VersionId } = await s3.putObject({ Bucket, Key: 'k', Body: 'old' });
    await s3.putObject({ Bucket, Key: 'k', Body: 'new' });
    const CopySource = `${Bucket}/k?versionId=${VersionId}`;
    const restored = await s3.copyObject({ Bucket, Key: 'k', CopySource });
    expect(restored).toMatchObject({ CopySourceVersionId: VersionId, VersionId: expect.any(String) });
    expect(await textOf(s3.getObject({ Bucket, Key: 'k' }))).toBe('old');
    const marker = await s3.deleteObject({ Bucket, Key: 'k' });
    expect(await failure(s3.copyObject({ Bucket, Key: 'x', CopySource: `${Bucket}/k` }))).toMatchObject({
      name: 'NoSuchKey',
    });
    const ofMarker = `${Bucket}/k?versionId=${marker.VersionId}`;
    expect(await failure(s3.copyObject({ Bucket, Key: 'x', CopySource: ofMarker }))).toMatchObject({
      name: 'InvalidRequest',
      status: 400,
    });
  });
});

describe('conditions', () => {
  const past = new Date('2020-01-01T00:00:00Z');

  test.each<[string, () => Partial<CopyObjectCommandInput>]>([
    ['on the source, If-Match', () => ({ CopySourceIfMatch: '"other"' })],
    ['on the source, If-None-Match', () => ({ CopySourceIfNoneMatch: ETag })],
    ['on the source, If-Unmodified-Since', () => ({ CopySourceIfUnmodifiedSince: past })],
    ['on the source, If-Modified-Since', () => ({ CopySourceIfModifiedSince: new Date(Date.now() + 3_600_000) })],
    ['on what is there, If-None-Match', () => ({ IfNoneMatch: '*' })],
    ['on what is there, If-Match', () => ({ IfMatch: '"other"' })],
  ])('%s', async (_, condition) => {
    await s3.putObject({ Bucket, Key: 'target', Body: 'there' });
    expect(await failure(copy('target', condition()))).toMatchObject({ name: 'PreconditionFailed', status: 412 });
    expect(await textOf(s3.getObject({ Bucket, Key: 'target' }))).toBe('there');
    await copy('target', { CopySourceIfMatch: ETag });
    expect(await textOf(s3.getObject({ Bucket, Key: 'target' }))).toBe('content');
  });
});

describe('what cannot be copied', () => {
  test('more than 5 GiB at once', () => {
    const source = { kind: 'file', id: 'large', size: 5 * 1024 ** 3 + 1, references: 1 } as const;
    const content = [{ source, offset: 0, length: source.size }];
    expect(() => checkCopySize(content)).toThrow(/larger than the maximum allowable size/);
    expect(() => checkCopySize([{ source, offset: 1, length: source.size - 1 }])).not.toThrow();
  });

  test.each([
    ['NoSuchKey', `${Bucket}/never`],
    ['NoSuchBucket', 'no-such-bucket/key'],
    ['InvalidArgument', 'just-a-bucket'],
    ['InvalidArgument', `${Bucket}/source?versionId=nonsense`],
  ])('%s: %s', async (name, CopySource) => {
    expect(await failure(copy('x', { CopySource }))).toMatchObject({ name });
  });

  test('a source whose owner is not the one expected', async () => {
    expect(await failure(copy('x', { ExpectedSourceBucketOwner: '222222222222' }))).toMatchObject({
      name: 'AccessDenied',
    });
    await copy('x', { ExpectedSourceBucketOwner: OWNER });
  });

  test('a source that the caller may not read, or whose tags they may not', async () => {
    const write = { Effect: 'Allow', Action: 's3:PutObject', Resource: '*' };
    const read = { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' };
    const writer = s3For(emulator, await makeUser(emulator, OWNER, 'writer', write));
    const copier = s3For(emulator, await makeUser(emulator, OWNER, 'copier', write, read));
    const CopySource = `${Bucket}/source`;
    expect(await failure(writer.copyObject({ Bucket, Key: 'x', CopySource }))).toMatchObject({
      name: 'AccessDenied',
      message: expect.stringContaining('s3:GetObject'),
    });
    expect(await failure(copier.copyObject({ Bucket, Key: 'x', CopySource }))).toMatchObject({
      name: 'AccessDenied',
      message: expect.stringContaining('Tagging'),
    });
    await copier.copyObject({ Bucket, Key: 'x', CopySource, TaggingDirective: 'REPLACE' });
    expect(await failure(copier.copyObject({ Bucket, Key: 'x', CopySource: `${Bucket}/never` }))).toMatchObject({
      name: 'AccessDenied',
      message: expect.stringContaining('s3:ListBucket'),
    });
  });
});
