import type { S3 } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createHash } from 'node:crypto';
import { startEmulator, type StartedEmulator } from '../../../emulator/index';
import { checksumOf } from '../../../emulator/store/checksum';
import { failure } from '../clients';
import { rootAsks } from '../wire';
import { s3For, textOf } from './s3-client';
import { beginUpload, type Begin } from './upload';

const Bucket = 'multipart';
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

describe('an upload in parts', () => {
  test("becomes one object, with an ETag made of the parts'", async () => {
    const { part, complete, upload } = await begin('whole', {
      ContentType: 'text/plain',
      Metadata: { in: 'parts' },
      Tagging: 'a=1',
      StorageClass: 'STANDARD_IA',
    });
    const parts = [await part(1, first), await part(2, last)];
    expect(parts[0]!.ETag).toBe(`"${md5(first).toString('hex')}"`);
    const done = await complete(parts);
    const ETag = `"${md5(Buffer.concat([md5(first), md5(last)])).toString('hex')}-2"`;
    expect(done).toMatchObject({
      ETag,
      Bucket,
      Key: 'whole',
      Location: `${emulator.httpEndpoint}/${Bucket}/whole`,
      ServerSideEncryption: 'AES256',
      ChecksumCRC64NVME: checksumOf('crc64nvme', whole),
      ChecksumType: 'FULL_OBJECT',
    });
    const { Body, ...got } = await s3.getObject({ Bucket, Key: 'whole' });
    expect(Buffer.from(await Body!.transformToByteArray()).equals(whole)).toBe(true);
    expect(got).toMatchObject({
      ETag,
      ContentType: 'text/plain',
      Metadata: { in: 'parts' },
      StorageClass: 'STANDARD_IA',
    });
    expect((await s3.getObjectTagging({ Bucket, Key: 'whole' })).TagSet).toEqual([{ Key: 'a', Value: '1' }]);
    expect(await failure(s3.listParts(upload))).toMatchObject({ name: 'NoSuchUpload', status: 404 });
  });

  test('can be read by its parts', async () => {
    const { part, complete } = await begin('by-part', { ChecksumAlgorithm: 'CRC32' });
    await complete([await part(1, first), await part(2, last)]);
    const second = await s3.getObject({ Bucket, Key: 'by-part', PartNumber: 2 });
    expect(await second.Body!.transformToString()).toBe('the end');
    expect(second).toMatchObject({ PartsCount: 2, ContentRange: `bytes ${PART}-${PART + 6}/${PART + 7}` });
    expect(await s3.headObject({ Bucket, Key: 'by-part', PartNumber: 1 })).toMatchObject({ ContentLength: PART });
    expect(await failure(s3.getObject({ Bucket, Key: 'by-part', PartNumber: 3 }))).toMatchObject({
      name: 'InvalidPartNumber',
    });
    const { ObjectParts } = await s3.getObjectAttributes({ Bucket, Key: 'by-part', ObjectAttributes: ['ObjectParts'] });
    expect(ObjectParts).toMatchObject({
      TotalPartsCount: 2,
      Parts: [
        { PartNumber: 1, Size: PART, ChecksumCRC32: checksumOf('crc32', first) },
        { PartNumber: 2, Size: 7, ChecksumCRC32: checksumOf('crc32', last) },
      ],
    });
  });

  test('tells the number of its parts alone, where the client chose no checksum', async () => {
    const { complete, upload } = await begin('untold');
    const url = `/${Bucket}/untold?uploadId=${upload.UploadId}&partNumber=1`;
    const { headers } = await ask('PUT', url, {}, last);
    await complete([{ PartNumber: 1, ETag: headers.etag }]);
    const { ObjectParts } = await s3.getObjectAttributes({ Bucket, Key: 'untold', ObjectAttributes: ['ObjectParts'] });
    expect(ObjectParts).toEqual({ TotalPartsCount: 1 });
  });

  test('can be of a single part, and of parts with gaps between their numbers', async () => {
    const single = await begin('single');
    await single.complete([await single.part(7, last)]);
    expect(await textOf(s3.getObject({ Bucket, Key: 'single' }))).toBe('the end');
    const gaps = await begin('gaps');
    await gaps.complete([await gaps.part(3, first), await gaps.part(10_000, last)]);
    expect((await s3.headObject({ Bucket, Key: 'gaps' })).ContentLength).toBe(whole.length);
  });

  test('leaves out parts that are not listed, and takes the last of those put twice', async () => {
    const { part, complete } = await begin('chosen');
    await part(1, Buffer.from('old'));
    await part(2, Buffer.from('unused'));
    await complete([await part(1, last)]);
    expect(await textOf(s3.getObject({ Bucket, Key: 'chosen' }))).toBe('the end');
  });

  test('is a version where there are versions, and null where not', async () => {
    const Bucket = 'multipart-versions';
    await s3.createBucket({ Bucket });
    await s3.putBucketVersioning({ Bucket, VersioningConfiguration: { Status: 'Enabled' } });
    const { UploadId } = await s3.createMultipartUpload({ Bucket, Key: 'k' });
    const { ETag } = await s3.uploadPart({ Bucket, Key: 'k', UploadId, PartNumber: 1, Body: 'x' });
    const Parts = [{ PartNumber: 1, ETag }];
    const { VersionId } = await s3.completeMultipartUpload({ Bucket, Key: 'k', UploadId, MultipartUpload: { Parts } });
    expect(await textOf(s3.getObject({ Bucket, Key: 'k', VersionId }))).toBe('x');
  });

  test('is no object before it is completed, and none after it was aborted', async () => {
    const { part, upload } = await begin('aborted');
    await part(1, last);
    expect(await failure(s3.headObject({ Bucket, Key: 'aborted' }))).toMatchObject({ status: 404 });
    await s3.abortMultipartUpload(upload);
    expect(await failure(s3.abortMultipartUpload(upload))).toMatchObject({ name: 'NoSuchUpload', status: 404 });
    expect(await failure(part(2, last))).toMatchObject({ name: 'NoSuchUpload', status: 404 });
  });

  test('belongs to its key', async () => {
    const { upload } = await begin('mine');
    expect(await failure(s3.listParts({ ...upload, Key: 'other' }))).toMatchObject({ name: 'NoSuchUpload' });
    await s3.abortMultipartUpload(upload);
  });
});

describe('completing is refused', () => {
  test('without parts, or with what is none', async () => {
    const { complete, upload } = await begin('refused');
    expect(await failure(complete([]))).toMatchObject({ name: 'MalformedXML', status: 400 });
    const url = `/${Bucket}/refused?uploadId=${upload.UploadId}`;
    for (const body of ['', 'x', '<CompleteMultipartUpload><Part/></CompleteMultipartUpload>']) {
      expect(await ask('POST', url, {}, body)).toMatchObject({ code: 'MalformedXML', status: 400 });
    }
  });

  test('for a part that is not there, or has another ETag', async () => {
    const { complete, part } = await begin('refused');
    const one = await part(1, last);
    for (const Parts of [[{ ...one, PartNumber: 2 }], [{ ...one, ETag: '"other"' }]]) {
      expect(await failure(complete(Parts))).toMatchObject({ name: 'InvalidPart', status: 400 });
    }
    await complete([one]);
  });

  test('for parts that are not in order', async () => {
    const { complete, part } = await begin('refused');
    const [one, two] = [await part(1, first), await part(2, first)];
    for (const Parts of [
      [two, one],
      [one, one],
    ]) {
      expect(await failure(complete(Parts))).toMatchObject({ name: 'InvalidPartOrder', status: 400 });
    }
  });

  test('for a part under 5 MiB that is not the last', async () => {
    const { complete, part } = await begin('refused');
    const parts = [await part(1, first.subarray(1)), await part(2, last)];
    expect(await failure(complete(parts))).toMatchObject({ name: 'EntityTooSmall', status: 400 });
  });

  test('where a condition does not hold', async () => {
    await s3.putObject({ Bucket, Key: 'guarded', Body: 'there' });
    const { complete, part } = await begin('guarded');
    const parts = [await part(1, last)];
    expect(await failure(complete(parts, { IfNoneMatch: '*' }))).toMatchObject({
      name: 'PreconditionFailed',
      status: 412,
    });
    expect(await failure(complete(parts, { IfMatch: '"other"' }))).toMatchObject({
      name: 'PreconditionFailed',
      status: 412,
    });
    await complete(parts);
    expect(await textOf(s3.getObject({ Bucket, Key: 'guarded' }))).toBe('the end');
  });

  test('for another size than the client says', async () => {
    const { complete, part } = await begin('refused');
    const parts = [await part(1, last)];
    expect(await failure(complete(parts, { MpuObjectSize: 8 }))).toMatchObject({ name: 'InvalidRequest', status: 400 });
    await complete(parts, { MpuObjectSize: 7 });
  });
});

test.each(['0', '10001', '-1', 'x', ''])('the part number %s is refused', async (number) => {
  const { upload } = await begin('numbers');
  const answer = await ask('PUT', `/${Bucket}/numbers?uploadId=${upload.UploadId}&partNumber=${number}`, {}, 'x');
  expect(answer).toMatchObject({ status: 400, code: 'InvalidArgument' });
});

describe('checksums of an upload', () => {
  test.each(['CRC32', 'CRC32C', 'SHA1', 'SHA256'] as const)(
    "%s: by default of the parts' checksums",
    async (ChecksumAlgorithm) => {
      const member = `Checksum${ChecksumAlgorithm}` as const;
      const algorithm = ChecksumAlgorithm.toLowerCase() as 'crc32';
      const of = (data: Buffer): Buffer => Buffer.from(checksumOf(algorithm, data), 'base64');
      const composite = `${checksumOf(algorithm, Buffer.concat([of(first), of(last)]))}-2`;
      const { complete, part } = await begin(member, { ChecksumAlgorithm });
      const parts = [await part(1, first, { ChecksumAlgorithm }), await part(2, last, { ChecksumAlgorithm })];
      expect(parts[1]![member]).toBe(checksumOf(algorithm, last));
      const wrong = `${checksumOf(algorithm, last)}-2`;
      expect(await failure(complete(parts, { [member]: wrong }))).toMatchObject({ name: 'BadDigest', status: 400 });
      expect(await failure(complete(parts, { ChecksumType: 'FULL_OBJECT' }))).toMatchObject({ name: 'InvalidRequest' });
      expect(await complete(parts, { [member]: composite })).toMatchObject({
        [member]: composite,
        ChecksumType: 'COMPOSITE',
      });
      const head = await s3.headObject({ Bucket, Key: member, ChecksumMode: 'ENABLED' });
      expect(head).toMatchObject({ [member]: composite, ChecksumType: 'COMPOSITE' });
    },
  );

  test.each(['CRC32', 'CRC32C', 'CRC64NVME'] as const)(
    '%s: of the full object, where that is asked for',
    async (ChecksumAlgorithm) => {
      const member = `Checksum${ChecksumAlgorithm}` as const;
      const algorithm = ChecksumAlgorithm.toLowerCase() as 'crc32';
      const { complete, upload } = await begin(`full-${member}`, { ChecksumAlgorithm, ChecksumType: 'FULL_OBJECT' });
      const url = `/${Bucket}/${upload.Key}?uploadId=${upload.UploadId}&partNumber=`;
      // Without a checksum of their own: S3 computes what it needs.
      const etags = [await ask('PUT', `${url}1`, {}, first), await ask('PUT', `${url}2`, {}, last)].map(
        ({ headers }) => headers.etag,
      );
      const parts = etags.map((ETag, i) => ({ PartNumber: i + 1, ETag }));
      const full = checksumOf(algorithm, whole);
      expect(await failure(complete(parts, { [member]: checksumOf(algorithm, last) }))).toMatchObject({
        name: 'BadDigest',
      });
      expect(await complete(parts, { [member]: full })).toMatchObject({ [member]: full, ChecksumType: 'FULL_OBJECT' });
    },
  );

  test('the checksum of each part has to be listed for a composite one', async () => {
    const { complete, part } = await begin('unlisted', { ChecksumAlgorithm: 'SHA256' });
    const one = await part(1, last, { ChecksumAlgorithm: 'SHA256' });
    expect(await failure(complete([{ PartNumber: 1, ETag: one.ETag }]))).toMatchObject({
      name: 'InvalidRequest',
      message: expect.stringContaining('It was missing for part 1'),
    });
    const wrong = checksumOf('sha256', first);
    expect(await failure(complete([{ ...one, ChecksumSHA256: wrong }]))).toMatchObject({ name: 'InvalidPart' });
    await complete([one]);
  });

  test('a composite one may be told without the number of parts, but not in another algorithm', async () => {
    const { complete, part } = await begin('bare-composite', { ChecksumAlgorithm: 'SHA256' });
    const parts = [await part(1, last, { ChecksumAlgorithm: 'SHA256' })];
    const ofParts = checksumOf('sha256', Buffer.from(checksumOf('sha256', last), 'base64'));
    expect(await failure(complete(parts, { ChecksumCRC32: checksumOf('crc32', last) }))).toMatchObject({
      name: 'InvalidRequest',
      message: 'Checksum Type mismatch occurred, expected checksum Type: sha256, actual checksum Type: crc32',
    });
    expect(await complete(parts, { ChecksumSHA256: ofParts })).toMatchObject({ ChecksumSHA256: `${ofParts}-1` });
  });

  test('parts of a composite one have no gaps between their numbers', async () => {
    const { complete, part } = await begin('composite-gaps', { ChecksumAlgorithm: 'CRC32' });
    const parts = [await part(1, first), await part(3, last)];
    expect(await failure(complete(parts))).toMatchObject({ name: 'InvalidPartOrder', status: 400 });
  });

  test('parts of a composite one come with it', async () => {
    const { part, upload } = await begin('typed', { ChecksumAlgorithm: 'SHA256' });
    expect(await failure(part(1, last, { ChecksumAlgorithm: 'CRC32' }))).toMatchObject({
      name: 'InvalidRequest',
      message: 'Checksum Type mismatch occurred, expected checksum Type: sha256, actual checksum Type: crc32',
    });
    const answer = await ask('PUT', `/${Bucket}/typed?uploadId=${upload.UploadId}&partNumber=1`, {}, 'x');
    expect(answer).toMatchObject({ status: 400, code: 'InvalidRequest' });
    expect(answer.body).toContain('actual checksum Type: null');
  });

  test.each<[Begin]>([
    [{ ChecksumAlgorithm: 'SHA256', ChecksumType: 'FULL_OBJECT' }],
    [{ ChecksumAlgorithm: 'CRC64NVME', ChecksumType: 'COMPOSITE' }],
    [{ ChecksumType: 'COMPOSITE' }],
    [{ ChecksumAlgorithm: 'CRC32', ChecksumType: 'HALF' as 'COMPOSITE' }],
  ])('%j does not fit', async (wrong) => {
    expect(await failure(begin('unfit', wrong))).toMatchObject({ name: 'InvalidRequest', status: 400 });
  });

  test('a wrong digest of a part is refused, and the part is not there', async () => {
    const { part, upload } = await begin('broken');
    const ChecksumCRC32 = checksumOf('crc32', first);
    expect(await failure(part(1, last, { ChecksumCRC32 }))).toMatchObject({ name: 'BadDigest', status: 400 });
    expect((await s3.listParts(upload)).Parts).toBeUndefined();
  });
});
