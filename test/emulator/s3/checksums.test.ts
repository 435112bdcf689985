import type { S3 } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createHash } from 'node:crypto';
import { startEmulator, type StartedEmulator } from '../../../emulator/index';
import { checksumOf } from '../../../emulator/store/checksum';
import { failure } from '../clients';
import { rootAsks } from '../wire';
import { s3For } from './s3-client';

const OWNER = '111111111111';
const Bucket = 'checksums';
let emulator: StartedEmulator;
let s3: S3;

beforeAll(async () => {
  emulator = await startEmulator();
  s3 = s3For(emulator, emulator.rootCredentials(OWNER));
  await s3.createBucket({ Bucket });
});
afterAll(() => emulator.stop());

const ask = (...sent: Parameters<ReturnType<typeof rootAsks>>) => rootAsks(emulator, OWNER)(...sent);

describe('checksums', () => {
  const body = 'checked';

  test('S3 keeps CRC-64/NVME of what comes without one', async () => {
    const { headers } = await ask('PUT', `/${Bucket}/unchecked`, {}, body);
    expect(headers['x-amz-checksum-crc64nvme']).toBe(checksumOf('crc64nvme', Buffer.from(body)));
    expect(headers['x-amz-checksum-type']).toBe('FULL_OBJECT');
  });

  test.each(['CRC32', 'CRC32C', 'SHA1', 'SHA256'] as const)(
    '%s is verified, kept and told',
    async (ChecksumAlgorithm) => {
      const member = `Checksum${ChecksumAlgorithm}` as const;
      const value = checksumOf(ChecksumAlgorithm.toLowerCase() as 'crc32', Buffer.from(body));
      const Key = ChecksumAlgorithm;
      expect(await s3.putObject({ Bucket, Key, Body: body, ChecksumAlgorithm })).toMatchObject({ [member]: value });
      expect(await s3.headObject({ Bucket, Key, ChecksumMode: 'ENABLED' })).toMatchObject({
        [member]: value,
        ChecksumType: 'FULL_OBJECT',
      });
      expect((await s3.headObject({ Bucket, Key }))[member]).toBeUndefined();
      const wrong = checksumOf(ChecksumAlgorithm.toLowerCase() as 'crc32', Buffer.from('else'));
      expect(await failure(s3.putObject({ Bucket, Key: 'wrong', Body: body, [member]: wrong }))).toMatchObject({
        name: 'BadDigest',
        status: 400,
      });
      expect(await failure(s3.headObject({ Bucket, Key: 'wrong' }))).toMatchObject({ status: 404 });
    },
  );

  test.each([
    ['a wrong MD5', 'BadDigest', { 'content-md5': createHash('md5').update('else').digest('base64') }],
    ['no MD5', 'InvalidDigest', { 'content-md5': 'nonsense' }],
    ['a checksum of the wrong length', 'InvalidRequest', { 'x-amz-checksum-crc32': 'AAAAAAA=' }],
    ['two checksums', 'InvalidRequest', { 'x-amz-checksum-crc32': 'AAAAAA==', 'x-amz-checksum-crc32c': 'AAAAAA==' }],
    [
      'a trailer announced for content that can have none',
      'InvalidRequest',
      { 'x-amz-sdk-checksum-algorithm': 'CRC32', 'x-amz-trailer': 'x-amz-checksum-crc32' },
    ],
    ['an algorithm announced and no value', 'InvalidRequest', { 'x-amz-sdk-checksum-algorithm': 'CRC32' }],
  ])('%s is refused with %s', async (_, code, headers) => {
    expect(await ask('PUT', `/${Bucket}/refused`, headers as Record<string, string>, body)).toMatchObject({
      code,
      status: 400,
    });
  });

  test('an algorithm that is not implemented is said to be', async () => {
    const headers = { 'x-amz-checksum-xxhash64': 'AAAAAAAAAAA=' };
    expect(await ask('PUT', `/${Bucket}/refused`, headers, body)).toMatchObject({
      code: 'NotImplemented',
      status: 501,
    });
  });
});
