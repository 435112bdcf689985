import { CreateAliasCommand, CreateKeyCommand, DisableKeyCommand, EnableKeyCommand } from '@aws-sdk/client-kms';
import type { S3 } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createHash, randomBytes } from 'node:crypto';
import { startEmulator, type StartedEmulator } from '../../../emulator/index';
import { clientsFor, failure, makeUser, policy } from '../clients';
import { s3For, textOf } from './s3-client';

const OWNER = '111111111111';
const OTHER = '222222222222';
const Bucket = 'encrypted';
let emulator: StartedEmulator;
let s3: S3;
let secure: S3;
let key: string;

/** A key that its account administers, and that more statements open. */
async function makeKey(account: string, ...statements: object[]): Promise<string> {
  const { kms } = clientsFor(emulator, emulator.rootCredentials(account));
  const admin = { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${account}:root` }, Action: 'kms:*', Resource: '*' };
  return (await kms.send(new CreateKeyCommand({ Policy: policy(admin, ...statements) }))).KeyMetadata!.Arn!;
}

async function encryptedBucket(
  name: string,
  KMSMasterKeyID: string | undefined,
  BucketKeyEnabled: boolean,
): Promise<string> {
  await s3.createBucket({ Bucket: name });
  await s3.putBucketEncryption({
    Bucket: name,
    ServerSideEncryptionConfiguration: {
      Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID }, BucketKeyEnabled }],
    },
  });
  return name;
}

beforeAll(async () => {
  emulator = await startEmulator();
  const root = emulator.rootCredentials(OWNER);
  s3 = s3For(emulator, root);
  secure = s3For(emulator, root, { secure: true });
  key = await makeKey(OWNER);
  await s3.createBucket({ Bucket });
});
afterAll(() => emulator.stop());

describe('a new object', () => {
  test('is under what its headers ask for', async () => {
    const put = await s3.putObject({
      Bucket,
      Key: 'kms',
      Body: 'x',
      ServerSideEncryption: 'aws:kms',
      SSEKMSKeyId: key,
    });
    const told = { ServerSideEncryption: 'aws:kms', SSEKMSKeyId: key };
    expect(put).toMatchObject(told);
    expect(put.ETag).not.toBe(`"${createHash('md5').update('x').digest('hex')}"`);
    expect(await s3.headObject({ Bucket, Key: 'kms' })).toMatchObject(told);
    expect(await s3.getObject({ Bucket, Key: 'kms' })).toMatchObject(told);
  });

  test("else under its bucket's default, bucket key included, in parts too", async () => {
    const Bucket = await encryptedBucket('by-default', key, true);
    const told = { ServerSideEncryption: 'aws:kms', SSEKMSKeyId: key, BucketKeyEnabled: true };
    expect(await s3.putObject({ Bucket, Key: 'k', Body: 'x' })).toMatchObject(told);
    const upload = await s3.createMultipartUpload({ Bucket, Key: 'parts' });
    expect(upload).toMatchObject(told);
    const { UploadId } = upload;
    const part = await s3.uploadPart({ Bucket, Key: 'parts', UploadId, PartNumber: 1, Body: 'x' });
    expect(part).toMatchObject(told);
    const Parts = [{ PartNumber: 1, ETag: part.ETag }];
    expect(
      await s3.completeMultipartUpload({ Bucket, Key: 'parts', UploadId, MultipartUpload: { Parts } }),
    ).toMatchObject(told);
    expect(await s3.copyObject({ Bucket, Key: 'copy', CopySource: `${Bucket}/parts` })).toMatchObject(told);
    expect(await s3.putObject({ Bucket, Key: 'plain', Body: 'x', ServerSideEncryption: 'AES256' })).toMatchObject({
      ServerSideEncryption: 'AES256',
    });
  });

  test("an alias stands for the key of the caller's account (R-KMS-6)", async () => {
    const { kms } = clientsFor(emulator, emulator.rootCredentials(OWNER));
    await kms.send(new CreateAliasCommand({ AliasName: 'alias/lake', TargetKeyId: key }));
    const put = await s3.putObject({
      Bucket,
      Key: 'alias',
      Body: 'x',
      ServerSideEncryption: 'aws:kms',
      SSEKMSKeyId: 'alias/lake',
    });
    expect(put.SSEKMSKeyId).toBe(key);
  });

  test("a copy takes another key, and its source's content stays readable", async () => {
    await s3.putObject({ Bucket, Key: 'plain', Body: 'content' });
    const copied = await s3.copyObject({
      Bucket,
      Key: 'sealed',
      CopySource: `${Bucket}/plain`,
      ServerSideEncryption: 'aws:kms',
      SSEKMSKeyId: key,
    });
    expect(copied.SSEKMSKeyId).toBe(key);
    const back = await s3.copyObject({
      Bucket,
      Key: 'opened',
      CopySource: `${Bucket}/sealed`,
      ServerSideEncryption: 'AES256',
    });
    expect(back.CopyObjectResult?.ETag).toBe(`"${createHash('md5').update('content').digest('hex')}"`);
  });

  test.each([
    [{ ServerSideEncryption: 'rot13' as 'AES256' }],
    [{ SSEKMSKeyId: 'alias/lake' }],
    [{ ServerSideEncryption: 'AES256', SSEKMSKeyId: 'alias/lake' } as const],
  ])('%j is refused', async (headers) => {
    expect(await failure(s3.putObject({ Bucket, Key: 'x', Body: 'x', ...headers }))).toMatchObject({
      name: 'InvalidArgument',
      status: 400,
    });
  });
});

describe('a key that cannot be used', () => {
  test('disabled: neither written nor read with (R-KMS-7)', async () => {
    const disabled = await makeKey(OWNER);
    const { kms } = clientsFor(emulator, emulator.rootCredentials(OWNER));
    const Bucket = await encryptedBucket('disabled-key', disabled, false);
    await s3.putObject({ Bucket, Key: 'k', Body: 'x' });
    await kms.send(new DisableKeyCommand({ KeyId: disabled }));
    expect(await failure(s3.putObject({ Bucket, Key: 'k', Body: 'x' }))).toMatchObject({
      name: 'KMS.DisabledException',
      status: 400,
    });
    expect(await failure(s3.getObject({ Bucket, Key: 'k' }))).toMatchObject({
      name: 'KMS.DisabledException',
      status: 400,
    });
    expect((await s3.headObject({ Bucket, Key: 'k' })).ContentLength).toBe(1);
    const copied = s3.copyObject({ Bucket: 'encrypted', Key: 'copied', CopySource: `${Bucket}/k` });
    expect(await failure(copied)).toMatchObject({ name: 'KMS.DisabledException', status: 400 });
    await kms.send(new EnableKeyCommand({ KeyId: disabled }));
    expect(await textOf(s3.getObject({ Bucket, Key: 'k' }))).toBe('x');
  });
});

describe("S3 asks the key's policy in the caller's name (R-KMS-3)", () => {
  const anyS3 = { Effect: 'Allow', Action: 's3:*', Resource: '*' };

  test('reading needs kms:Decrypt, writing kms:GenerateDataKey, parts both', async () => {
    const Bucket = await encryptedBucket('asks-kms', key, false);
    await s3.putObject({ Bucket, Key: 'k', Body: 'x' });
    const may = (...Action: string[]) => ({ Effect: 'Allow', Action, Resource: key });
    const none = s3For(emulator, await makeUser(emulator, OWNER, 'no-kms', anyS3));
    const decrypt = s3For(emulator, await makeUser(emulator, OWNER, 'may-decrypt', anyS3, may('kms:Decrypt')));
    const generate = s3For(
      emulator,
      await makeUser(emulator, OWNER, 'may-generate', anyS3, may('kms:GenerateDataKey')),
    );
    const refused = (action: string) => ({
      name: 'AccessDenied',
      status: 403,
      message: expect.stringContaining(`is not authorized to perform: ${action} on resource: ${key}`),
    });
    expect(await failure(none.getObject({ Bucket, Key: 'k' }))).toMatchObject(refused('kms:Decrypt'));
    expect(await failure(none.putObject({ Bucket, Key: 'k', Body: 'x' }))).toMatchObject(
      refused('kms:GenerateDataKey'),
    );
    expect(await textOf(decrypt.getObject({ Bucket, Key: 'k' }))).toBe('x');
    expect(await failure(decrypt.putObject({ Bucket, Key: 'k', Body: 'x' }))).toMatchObject(
      refused('kms:GenerateDataKey'),
    );
    await generate.putObject({ Bucket, Key: 'k', Body: 'x' });
    const { UploadId } = await generate.createMultipartUpload({ Bucket, Key: 'k' });
    const part = { Bucket, Key: 'k', UploadId, PartNumber: 1, Body: 'x' };
    expect(await failure(generate.uploadPart(part))).toMatchObject(refused('kms:Decrypt'));
    expect(await failure(none.copyObject({ Bucket: 'encrypted', Key: 'k', CopySource: `${Bucket}/k` }))).toMatchObject(
      refused('kms:Decrypt'),
    );
    expect((await none.headObject({ Bucket, Key: 'k' })).ContentLength).toBe(1);
    await none.deleteObject({ Bucket, Key: 'k' });
  });

  test.each([
    [false, 'arn:aws:s3:::context-object/k'],
    [true, 'arn:aws:s3:::context-bucket'],
  ])('with bucket key %s the encryption context is %s (R-KMS-4)', async (bucketKey, context) => {
    const user = await makeUser(emulator, OWNER, `context-${bucketKey}`, anyS3, {
      Effect: 'Allow',
      Action: 'kms:*',
      Resource: '*',
    });
    const pinned = await makeKey(OWNER, {
      Effect: 'Deny',
      Principal: { AWS: `arn:aws:iam::${OWNER}:user/context-${bucketKey}` },
      Action: 'kms:*',
      Resource: '*',
      Condition: {
        StringNotEquals: { 'kms:EncryptionContext:aws:s3:arn': context },
      },
    });
    const Bucket = await encryptedBucket(bucketKey ? 'context-bucket' : 'context-object', pinned, bucketKey);
    const caller = s3For(emulator, user);
    await caller.putObject({ Bucket, Key: 'k', Body: 'x' });
    expect(await textOf(caller.getObject({ Bucket, Key: 'k' }))).toBe('x');
    const other = bucketKey
      ? ({ Bucket, Key: 'k', ServerSideEncryption: 'aws:kms', BucketKeyEnabled: false } as const)
      : { Bucket, Key: 'other' };
    expect(await failure(caller.putObject({ ...other, Body: 'x' }))).toMatchObject({
      name: 'AccessDenied',
      message: expect.stringContaining('with an explicit deny in a resource-based policy'),
    });
  });

  test("another account needs the key's policy and its own (R-KMS-2)", async () => {
    const via = { StringEquals: { 'kms:ViaService': 's3.us-east-1.amazonaws.com' } };
    const open = { Effect: 'Allow', Principal: { AWS: OTHER }, Action: 'kms:Decrypt', Resource: '*', Condition: via };
    const shared = await makeKey(OWNER, open);
    const Bucket = await encryptedBucket('shared-key', shared, true);
    await s3.putObject({ Bucket, Key: 'k', Body: 'shared' });
    const principal = { AWS: `arn:aws:iam::${OTHER}:root` };
    await s3.putBucketPolicy({
      Bucket,
      Policy: policy({
        Effect: 'Allow',
        Principal: principal,
        Action: 's3:GetObject',
        Resource: `arn:aws:s3:::${Bucket}/*`,
      }),
    });
    const read = { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' };
    const without = s3For(emulator, await makeUser(emulator, OTHER, 'without', read));
    const withKey = s3For(
      emulator,
      await makeUser(emulator, OTHER, 'with', read, { Effect: 'Allow', Action: 'kms:Decrypt', Resource: shared }),
    );
    expect(await failure(without.getObject({ Bucket, Key: 'k' }))).toMatchObject({
      name: 'AccessDenied',
      status: 403,
      message: expect.stringContaining('kms:Decrypt'),
    });
    expect(await textOf(withKey.getObject({ Bucket, Key: 'k' }))).toBe('shared');
  });

  test("the AWS managed key is its own account's alone (R-KMS-5)", async () => {
    const Bucket = await encryptedBucket('managed-key', undefined, false);
    const put = await s3.putObject({ Bucket, Key: 'k', Body: 'x' });
    expect(put.SSEKMSKeyId).toBe(`arn:aws:kms:us-east-1:${OWNER}:alias/aws/s3`);
    await s3.putBucketPolicy({
      Bucket,
      Policy: policy({
        Effect: 'Allow',
        Principal: { AWS: OTHER },
        Action: 's3:GetObject',
        Resource: `arn:aws:s3:::${Bucket}/*`,
      }),
    });
    const all = { Effect: 'Allow', Action: ['s3:*', 'kms:*'], Resource: '*' };
    const other = s3For(emulator, await makeUser(emulator, OTHER, 'managed', all));
    expect(await failure(other.getObject({ Bucket, Key: 'k' }))).toMatchObject({ name: 'AccessDenied', status: 403 });
    expect(await textOf(s3.getObject({ Bucket, Key: 'k' }))).toBe('x');
  });
});

describe('SSE-C', () => {
  const secret = randomBytes(32);
  const customer = {
    SSECustomerAlgorithm: 'AES256',
    SSECustomerKey: secret.toString('base64'),
    SSECustomerKeyMD5: createHash('md5').update(secret).digest('base64'),
  };
  const another = randomBytes(32);
  const wrong = {
    SSECustomerAlgorithm: 'AES256',
    SSECustomerKey: another.toString('base64'),
    SSECustomerKeyMD5: createHash('md5').update(another).digest('base64'),
  };

  test('an object comes back to the key that it was put with', async () => {
    const put = await secure.putObject({ Bucket, Key: 'c', Body: 'secret', ...customer });
    expect(put).toMatchObject({ SSECustomerAlgorithm: 'AES256', SSECustomerKeyMD5: customer.SSECustomerKeyMD5 });
    expect(put.ServerSideEncryption).toBeUndefined();
    expect(await textOf(secure.getObject({ Bucket, Key: 'c', ...customer }))).toBe('secret');
    expect(await failure(secure.getObject({ Bucket, Key: 'c' }))).toMatchObject({
      name: 'InvalidRequest',
      status: 400,
    });
    expect(await failure(secure.headObject({ Bucket, Key: 'c' }))).toMatchObject({ status: 400 });
    expect(await failure(secure.getObject({ Bucket, Key: 'c', ...wrong }))).toMatchObject({
      name: 'AccessDenied',
      status: 403,
    });
  });

  test('is not for objects without it', async () => {
    await secure.putObject({ Bucket, Key: 'plain', Body: 'x' });
    expect(await failure(secure.getObject({ Bucket, Key: 'plain', ...customer }))).toMatchObject({
      name: 'InvalidRequest',
    });
  });

  test('goes on through parts and copies', async () => {
    const { UploadId } = await secure.createMultipartUpload({ Bucket, Key: 'c-parts', ...customer });
    const part = { Bucket, Key: 'c-parts', UploadId, PartNumber: 1, Body: 'secret' };
    expect(await failure(secure.uploadPart(part))).toMatchObject({ name: 'InvalidRequest' });
    const { ETag } = await secure.uploadPart({ ...part, ...customer });
    const MultipartUpload = { Parts: [{ PartNumber: 1, ETag }] };
    await secure.completeMultipartUpload({ Bucket, Key: 'c-parts', UploadId, MultipartUpload });
    expect(await textOf(secure.getObject({ Bucket, Key: 'c-parts', ...customer }))).toBe('secret');
    const CopySource = `${Bucket}/c-parts`;
    expect(await failure(secure.copyObject({ Bucket, Key: 'c-copy', CopySource }))).toMatchObject({
      name: 'InvalidRequest',
    });
    await secure.copyObject({
      Bucket,
      Key: 'c-copy',
      CopySource,
      CopySourceSSECustomerAlgorithm: customer.SSECustomerAlgorithm,
      CopySourceSSECustomerKey: customer.SSECustomerKey,
      CopySourceSSECustomerKeyMD5: customer.SSECustomerKeyMD5,
    });
    expect(await textOf(secure.getObject({ Bucket, Key: 'c-copy' }))).toBe('secret');
  });

  test('is refused over http, before anything is kept', async () => {
    expect(await failure(s3.putObject({ Bucket, Key: 'c-http', Body: 'x', ...customer }))).toMatchObject({
      name: 'InvalidRequest',
      status: 400,
      message: expect.stringContaining('must be made over a secure connection'),
    });
    expect(await failure(s3.headObject({ Bucket, Key: 'c-http' }))).toMatchObject({ status: 404 });
  });

  test.each([
    ['InvalidEncryptionAlgorithmError', { SSECustomerAlgorithm: 'AES128' }],
    ['InvalidArgument', { ServerSideEncryption: 'AES256' }],
  ] as const)('%s: %j', async (name, more) => {
    expect(await failure(secure.putObject({ Bucket, Key: 'x', Body: 'x', ...customer, ...more }))).toMatchObject({
      name,
      status: 400,
    });
  });
});
