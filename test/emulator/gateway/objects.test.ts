import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { GetObjectCommand } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { createHash, randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { failure, makeUser, may, rootOf } from '../clients';
import { beginUpload } from '../s3/upload';
import { s3For, textOf } from '../s3/s3-client';
import { send, sha256, sign } from '../wire';
import { behindGateway, type BehindGateway } from './behind-gateway';

const ACCOUNT = '111111111111';
const Bucket = 'gateway-objects';
const MIB = 1024 * 1024;

let behind: BehindGateway;
beforeAll(async () => {
  behind = await behindGateway();
  await owner().createBucket({ Bucket });
});
afterAll(() => behind.stop());

const owner = () => s3For(behind.gateway, behind.gateway.rootCredentials(ACCOUNT));

/** Content in pieces, each made when it is wanted. */
async function* content(seed: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let sent = 0; sent < size; sent += seed.length) yield seed;
}

describe('a large object', () => {
  test('streams in both directions without being held', async () => {
    const size = 192 * MIB;
    const seed = randomBytes(256 * 1024);
    const before = process.memoryUsage().arrayBuffers;
    let most = 0;
    const watched = async function* (pieces: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
      for await (const piece of pieces) {
        most = Math.max(most, process.memoryUsage().arrayBuffers - before);
        yield piece;
      }
    };
    const Body = Readable.from(watched(content(seed, size)), { objectMode: false });
    await owner().putObject({ Bucket, Key: 'large', Body, ContentLength: size });
    const got = await owner().getObject({ Bucket, Key: 'large' });
    const [hash, expected] = [createHash('sha256'), createHash('sha256')];
    for await (const piece of watched(got.Body as Readable)) hash.update(piece);
    for await (const piece of content(seed, size)) expected.update(piece);
    expect(hash.digest('hex')).toBe(expected.digest('hex'));
    // Client and backend are in this process too, and what they no longer need goes when the runtime sees fit.
    expect(most).toBeLessThan(size / 2);
  });

  test('whose content is not what was signed is not there afterwards', async () => {
    const { httpEndpoint } = behind.gateway;
    const body = randomBytes(MIB);
    const wire = await sign(httpEndpoint, behind.gateway.rootCredentials(ACCOUNT), {
      method: 'PUT',
      url: `/${Bucket}/tampered`,
      headers: { 'x-amz-content-sha256': sha256('another content'), 'content-length': String(body.length) },
      body,
    });
    const answer = await send(httpEndpoint, wire);
    expect(answer).toMatchObject({ status: 400, code: 'XAmzContentSHA256Mismatch' });
    expect((await failure(owner().headObject({ Bucket, Key: 'tampered' }))).status).toBe(404);
  });

  test('keeps the checksum that its client sent behind the content', async () => {
    const body = Readable.from(content(randomBytes(MIB), 3 * MIB), { objectMode: false });
    const s3 = s3For(behind.gateway, behind.gateway.rootCredentials(ACCOUNT), { secure: true });
    const put = await s3.putObject({
      Bucket,
      Key: 'trailing',
      Body: body,
      ContentLength: 3 * MIB,
      ChecksumAlgorithm: 'SHA256',
    });
    const { ChecksumSHA256 } = await s3.headObject({ Bucket, Key: 'trailing', ChecksumMode: 'ENABLED' });
    expect(ChecksumSHA256).toMatch(/=$/);
    expect(put.ChecksumSHA256).toBe(ChecksumSHA256);
  });
});

describe('an upload in parts', () => {
  test('comes out whole, and names the gateway as its place', async () => {
    const { upload, part, complete } = await beginUpload(owner(), Bucket, 'parts', { ChecksumAlgorithm: 'CRC32' });
    const [one, two] = [randomBytes(5 * MIB), randomBytes(1000)];
    const parts = [await part(1, one), await part(2, two)];
    expect((await owner().listParts(upload)).Parts?.map(({ Size }) => Size)).toEqual([5 * MIB, 1000]);
    const { Location } = await complete(parts);
    expect(Location).toBe(`${behind.gateway.httpEndpoint}/${Bucket}/parts`);
    const bytes = await (await owner().getObject({ Bucket, Key: 'parts' })).Body!.transformToByteArray();
    expect(sha256(Buffer.from(bytes))).toBe(sha256(Buffer.concat([one, two])));
  });

  test('asks for the key that it was begun with at each of its parts', async () => {
    const { kms } = rootOf(behind.gateway, ACCOUNT);
    const { Arn } = (await kms.createKey({})).KeyMetadata!;
    const sealed = { ServerSideEncryption: 'aws:kms', SSEKMSKeyId: Arn } as const;
    const { upload } = await beginUpload(owner(), Bucket, 'sealed-parts', sealed);
    const user = await makeUser(behind.gateway, ACCOUNT, 'keyless', may('s3:*'));
    const refused = await failure(s3For(behind.gateway, user).uploadPart({ ...upload, PartNumber: 1, Body: 'x' }));
    expect(refused.message).toContain('kms:');
    await owner().abortMultipartUpload(upload);
  });

  test('that the gateway has not seen begin can be aborted and nothing else', async () => {
    const inBackend = s3For(behind.backend, behind.backend.rootCredentials(ACCOUNT));
    const { upload } = await beginUpload(inBackend, Bucket, 'unseen');
    const { name, message } = await failure(owner().uploadPart({ ...upload, PartNumber: 1, Body: 'x' }));
    expect(name).toBe('NoSuchUpload');
    expect(message).toContain('can only be aborted');
    await owner().abortMultipartUpload(upload);
    expect((await inBackend.listMultipartUploads({ Bucket })).Uploads).toBeUndefined();
  });
});

test('a presigned URL is decided by its signer, and its checksum and version parameters do not disturb the backend', async () => {
  await owner().putObject({ Bucket, Key: 'signed/a b+c', Body: 'presigned' });
  const user = await makeUser(
    behind.gateway,
    ACCOUNT,
    'signer',
    may('s3:GetObject', `arn:aws:s3:::${Bucket}/signed/*`),
  );
  const s3 = s3For(behind.gateway, user);
  const url = (Key: string) => getSignedUrl(s3, new GetObjectCommand({ Bucket, Key }), { expiresIn: 60 });
  const answer = await fetch(await url('signed/a b+c'));
  expect([answer.status, await answer.text()]).toEqual([200, 'presigned']);
  expect((await fetch(await url('large'))).status).toBe(403);
});

test('ranges, conditions and HEAD are answered as the backend answers them', async () => {
  await owner().putObject({ Bucket, Key: 'alphabet', Body: 'abcdefghij', Metadata: { note: 'größe' } });
  const part = await owner().getObject({ Bucket, Key: 'alphabet', Range: 'bytes=2-4' });
  expect([part.ContentRange, await part.Body!.transformToString()]).toEqual(['bytes 2-4/10', 'cde']);
  const head = await owner().headObject({ Bucket, Key: 'alphabet' });
  expect(head.ContentLength).toBe(10);
  const inBackend = s3For(behind.backend, behind.backend.rootCredentials(ACCOUNT));
  expect(head.Metadata).toEqual((await inBackend.headObject({ Bucket, Key: 'alphabet' })).Metadata);
  const unchanged = failure(owner().getObject({ Bucket, Key: 'alphabet', IfNoneMatch: head.ETag! }));
  expect((await unchanged).status).toBe(304);
  expect((await failure(owner().getObject({ Bucket, Key: 'alphabet', Range: 'bytes=20-' }))).status).toBe(416);
});

test('a copy is decided on its source and its target', async () => {
  await owner().putObject({ Bucket, Key: 'source', Body: 'copied' });
  const user = await makeUser(behind.gateway, ACCOUNT, 'copier', may('s3:PutObject'));
  const copy = { Bucket, Key: 'copies/1', CopySource: `${Bucket}/source` };
  expect((await failure(s3For(behind.gateway, user).copyObject(copy))).name).toBe('AccessDenied');
  await owner().copyObject(copy);
  expect(await textOf(owner().getObject({ Bucket, Key: 'copies/1' }))).toBe('copied');
});

test('tags, attributes and ACLs of objects and lists come from the backend', async () => {
  await owner().putObject({ Bucket, Key: 'described', Body: 'four' });
  await owner().putObjectTagging({ Bucket, Key: 'described', Tagging: { TagSet: [{ Key: 'a', Value: 'b' }] } });
  expect((await owner().getObjectTagging({ Bucket, Key: 'described' })).TagSet).toEqual([{ Key: 'a', Value: 'b' }]);
  const attributes = await owner().getObjectAttributes({ Bucket, Key: 'described', ObjectAttributes: ['ObjectSize'] });
  expect(attributes.ObjectSize).toBe(4);
  expect((await owner().getObjectAcl({ Bucket, Key: 'described' })).Grants).toHaveLength(1);
  const { Contents } = await owner().listObjectsV2({ Bucket, Prefix: 'descr' });
  expect(Contents?.map(({ Key }) => Key)).toEqual(['described']);
});

test('an object that another account owns stays closed to the owner of its bucket (R-OWN-3)', async () => {
  const s3 = owner();
  await s3.createBucket({ Bucket: 'drop-box', ObjectOwnership: 'ObjectWriter' });
  await s3.deletePublicAccessBlock({ Bucket: 'drop-box' });
  const user = await makeUser(behind.gateway, '222222222222', 'dropper', may('s3:*'));
  const statement = {
    Effect: 'Allow',
    Principal: { AWS: '222222222222' },
    Action: ['s3:PutObject', 's3:GetObject'],
    Resource: 'arn:aws:s3:::drop-box/*',
  };
  await s3.putBucketPolicy({
    Bucket: 'drop-box',
    Policy: JSON.stringify({ Version: '2012-10-17', Statement: [statement] }),
  });
  await s3For(behind.gateway, user).putObject({ Bucket: 'drop-box', Key: 'theirs', Body: 'x' });
  expect(await textOf(s3For(behind.gateway, user).getObject({ Bucket: 'drop-box', Key: 'theirs' }))).toBe('x');
  expect((await failure(s3.getObject({ Bucket: 'drop-box', Key: 'theirs' }))).name).toBe('AccessDenied');
  await s3.putObject({ Bucket: 'drop-box', Key: 'theirs', Body: 'mine' });
  expect(await textOf(s3.getObject({ Bucket: 'drop-box', Key: 'theirs' }))).toBe('mine');
});
