import type { S3 } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createHash } from 'node:crypto';
import { startEmulator, type StartedEmulator } from '../../../emulator/index';
import { checksumOf } from '../../../emulator/store/checksum';
import { failure } from '../clients';
import { rootAsks } from '../wire';
import { s3For, textOf } from './s3-client';
import { beginUpload } from './upload';

const Bucket = 'multipart-lists';
const PART = 5 * 1024 ** 2;
const first = Buffer.alloc(PART, 'a');
const last = Buffer.from('the end');
const whole = Buffer.concat([first, last]);
let emulator: StartedEmulator;
let s3: S3;

beforeAll(async () => {
  emulator = await startEmulator();
  s3 = s3For(emulator, emulator.rootCredentials('111111111111'));
  await s3.createBucket({ Bucket });
});
afterAll(() => emulator.stop());

const begin = (Key: string, more?: Parameters<typeof beginUpload>[3]) => beginUpload(s3, Bucket, Key, more);
const ask = (...sent: Parameters<ReturnType<typeof rootAsks>>) => rootAsks(emulator, '111111111111')(...sent);

const md5 = (data: Buffer): Buffer => createHash('md5').update(data).digest();

describe('a part that is copied', () => {
  beforeAll(() => s3.putObject({ Bucket, Key: 'origin', Body: whole }));

  test('is an object, or a range of one', async () => {
    const { complete, part, upload } = await begin('copied');
    const CopySource = `${Bucket}/origin`;
    const copied = await s3.uploadPartCopy({ ...upload, PartNumber: 1, CopySource });
    expect(copied.CopyPartResult).toMatchObject({
      ETag: `"${md5(whole).toString('hex')}"`,
      LastModified: expect.any(Date),
    });
    const range = await s3.uploadPartCopy({
      ...upload,
      PartNumber: 2,
      CopySource,
      CopySourceRange: `bytes=${PART}-${PART + 2}`,
    });
    const done = await complete([
      { PartNumber: 1, ETag: copied.CopyPartResult?.ETag },
      { PartNumber: 2, ETag: range.CopyPartResult?.ETag },
    ]);
    expect(done.ChecksumCRC64NVME).toBe(checksumOf('crc64nvme', Buffer.concat([whole, Buffer.from('the')])));
    expect(await textOf(s3.getObject({ Bucket, Key: 'copied', Range: 'bytes=-10' }))).toBe('the endthe');
    expect(part).toBeDefined();
  });

  test('has the checksum of its upload', async () => {
    const { complete, upload } = await begin('copied-sha', { ChecksumAlgorithm: 'SHA256' });
    const { CopyPartResult } = await s3.uploadPartCopy({ ...upload, PartNumber: 1, CopySource: `${Bucket}/origin` });
    expect(CopyPartResult?.ChecksumSHA256).toBe(checksumOf('sha256', whole));
    await complete([{ PartNumber: 1, ...CopyPartResult }]);
  });

  test.each(['bytes=0-', 'bytes=-1', 'bytes=5-1', `bytes=0-${PART + 7}`, '0-1'])(
    'the range %s is refused',
    async (CopySourceRange) => {
      const { upload } = await begin('ranges');
      const call = s3.uploadPartCopy({ ...upload, PartNumber: 1, CopySource: `${Bucket}/origin`, CopySourceRange });
      expect(await failure(call)).toMatchObject({ name: 'InvalidArgument', status: 400 });
    },
  );

  test('needs its source', async () => {
    const { upload } = await begin('sourceless');
    expect(await failure(s3.uploadPartCopy({ ...upload, PartNumber: 1, CopySource: `${Bucket}/never` }))).toMatchObject(
      {
        name: 'NoSuchKey',
        status: 404,
      },
    );
  });
});

describe('listing', () => {
  test('parts, page by page', async () => {
    const { part, upload } = await begin('parts', { ChecksumAlgorithm: 'CRC32', StorageClass: 'STANDARD_IA' });
    for (const n of [30, 2, 1]) await part(n, Buffer.from(`part ${n}`));
    const page = await s3.listParts({ ...upload, MaxParts: 2 });
    expect(page).toMatchObject({
      ...upload,
      IsTruncated: true,
      MaxParts: 2,
      NextPartNumberMarker: '2',
      StorageClass: 'STANDARD_IA',
      ChecksumAlgorithm: 'CRC32',
      ChecksumType: 'COMPOSITE',
      Owner: { ID: expect.stringMatching(/^[0-9a-f]{64}$/) },
      Initiator: { ID: page.Owner!.ID },
    });
    expect(page.Parts).toMatchObject([
      {
        PartNumber: 1,
        Size: 6,
        ETag: `"${md5(Buffer.from('part 1')).toString('hex')}"`,
        ChecksumCRC32: expect.any(String),
      },
      { PartNumber: 2 },
    ]);
    const rest = await s3.listParts({ ...upload, PartNumberMarker: page.NextPartNumberMarker });
    expect(rest.Parts?.map(({ PartNumber }) => PartNumber)).toEqual([30]);
    expect(rest.IsTruncated).toBe(false);
  });

  test('uploads, by key and time, with prefixes, delimiters and pages of any size', async () => {
    const Bucket = 'uploads';
    await s3.createBucket({ Bucket });
    const ids: string[] = [];
    for (const Key of ['z', 'a/1', 'a/2', 'b', 'b'])
      ids.push((await s3.createMultipartUpload({ Bucket, Key })).UploadId!);
    const all = await s3.listMultipartUploads({ Bucket });
    expect(all.Uploads?.map(({ Key }) => Key)).toEqual(['a/1', 'a/2', 'b', 'b', 'z']);
    expect(all.Uploads?.map(({ UploadId }) => UploadId)).toEqual([ids[1], ids[2], ids[3], ids[4], ids[0]]);
    expect(all).toMatchObject({ IsTruncated: false, MaxUploads: 1000 });
    expect((await s3.listMultipartUploads({ Bucket, Prefix: 'a/' })).Uploads).toHaveLength(2);
    for (const [Delimiter, entries] of [
      ['', 5],
      ['/', 4],
    ] as const) {
      for (let MaxUploads = 1; MaxUploads <= 4; MaxUploads++) {
        const seen: string[] = [];
        let KeyMarker: string | undefined;
        let UploadIdMarker: string | undefined;
        do {
          const page = await s3.listMultipartUploads({ Bucket, Delimiter, MaxUploads, KeyMarker, UploadIdMarker });
          seen.push(
            ...(page.Uploads ?? []).map(({ UploadId }) => UploadId!),
            ...(page.CommonPrefixes ?? []).map(({ Prefix }) => Prefix!),
          );
          ({ NextKeyMarker: KeyMarker, NextUploadIdMarker: UploadIdMarker } = page);
        } while (KeyMarker !== undefined);
        expect(new Set(seen).size).toBe(entries);
        expect(seen).toHaveLength(entries);
      }
    }
  });

  test('an uploads page has at least one', async () => {
    expect(await ask('GET', `/${Bucket}?uploads&max-uploads=0`)).toMatchObject({
      status: 400,
      code: 'InvalidArgument',
    });
  });
});
