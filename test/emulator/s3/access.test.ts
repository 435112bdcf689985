import type { S3 } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { DeleteUserCommand, DeleteUserPolicyCommand, DeleteAccessKeyCommand } from '@aws-sdk/client-iam';
import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startEmulator, type StartedEmulator } from '../../../emulator/index';
import { checksumOf } from '../../../emulator/store/checksum';
import { clientsFor, failure, makeUser, policy, type AnyCredentials } from '../clients';
import { send } from '../wire';
import { s3For, textOf } from './s3-client';

const OWNER = '111111111111';
const OTHER = '222222222222';
const Bucket = 'shared';
const arn = `arn:aws:s3:::${Bucket}`;
let emulator: StartedEmulator;
let owner: S3;
let readerKeys: AnyCredentials;
let reader: S3;
let nobody: S3;

beforeAll(async () => {
  emulator = await startEmulator();
  owner = s3For(emulator, emulator.rootCredentials(OWNER));
  nobody = s3For(emulator, undefined);
  await owner.createBucket({ Bucket });
  for (const Key of ['open/a', 'closed/a']) await owner.putObject({ Bucket, Key, Body: Key });
  readerKeys = await makeUser(emulator, OTHER, 'reader', { Effect: 'Allow', Action: 's3:*', Resource: '*' });
  reader = s3For(emulator, readerKeys);
});
afterAll(() => emulator.stop());

const allow = (Action: string | string[], Resource: string | string[], more: object = {}) => ({
  Effect: 'Allow',
  Principal: { AWS: `arn:aws:iam::${OTHER}:user/reader` },
  Action,
  Resource,
  ...more,
});
const setPolicy = (...statements: object[]) => owner.putBucketPolicy({ Bucket, Policy: policy(...statements) });
const denied = { name: 'AccessDenied', status: 403 };

describe('another account', () => {
  test("reads nothing that the bucket's owner did not open, whatever its own policies say", async () => {
    await owner.deleteBucketPolicy({ Bucket });
    expect(await failure(reader.getObject({ Bucket, Key: 'open/a' }))).toMatchObject({
      ...denied,
      message: 'Access Denied',
    });
    expect(await failure(reader.listObjectsV2({ Bucket }))).toMatchObject(denied);
    expect(await failure(reader.deleteBucket({ Bucket }))).toMatchObject(denied);
    expect(await failure(reader.headObject({ Bucket, Key: 'open/a' }))).toMatchObject({ status: 403 });
  });

  test('reads what was opened, and nothing beside it', async () => {
    await setPolicy(allow('s3:GetObject', `${arn}/open/*`));
    expect(await textOf(reader.getObject({ Bucket, Key: 'open/a' }))).toBe('open/a');
    expect(await failure(reader.getObject({ Bucket, Key: 'closed/a' }))).toMatchObject(denied);
    expect(await failure(reader.putObject({ Bucket, Key: 'open/b', Body: 'x' }))).toMatchObject(denied);
    expect(await failure(reader.getObjectTagging({ Bucket, Key: 'open/a' }))).toMatchObject(denied);
    expect(await failure(reader.getObject({ Bucket, Key: 'open/a', VersionId: 'null' }))).toMatchObject(denied);
  });

  test('lists under the prefix that was opened', async () => {
    const Condition = { StringLike: { 's3:prefix': 'open/*' } };
    await setPolicy(allow('s3:ListBucket', arn, { Condition }));
    expect((await reader.listObjectsV2({ Bucket, Prefix: 'open/' })).KeyCount).toBe(1);
    expect(await failure(reader.listObjectsV2({ Bucket, Prefix: 'closed/' }))).toMatchObject(denied);
    expect(await failure(reader.listObjectsV2({ Bucket }))).toMatchObject(denied);
    expect(await failure(reader.listObjectVersions({ Bucket, Prefix: 'open/' }))).toMatchObject(denied);
  });

  test('owns nothing that it puts under BucketOwnerEnforced (R-OWN-1)', async () => {
    await setPolicy(allow('s3:PutObject', `${arn}/*`));
    await reader
      .putObject({ Bucket, Key: 'open/put', Body: 'x', ACL: 'bucket-owner-full-control' })
      .catch(() => undefined);
    await reader.putObject({ Bucket, Key: 'open/put', Body: 'theirs' });
    expect(await textOf(owner.getObject({ Bucket, Key: 'open/put' }))).toBe('theirs');
    expect(await failure(reader.getObject({ Bucket, Key: 'open/put' }))).toMatchObject(denied);
  });

  test('of a batch deletes what it may, and is told of the rest', async () => {
    await owner.putObject({ Bucket, Key: 'open/delete', Body: 'x' });
    await setPolicy(allow('s3:DeleteObject', `${arn}/open/*`));
    const { Deleted, Errors } = await reader.deleteObjects({
      Bucket,
      Delete: { Objects: [{ Key: 'open/delete' }, { Key: 'closed/a' }, { Key: 'open/a', VersionId: 'null' }] },
    });
    expect(Deleted).toEqual([{ Key: 'open/delete' }]);
    expect(Errors).toMatchObject([
      { Key: 'closed/a', Code: 'AccessDenied' },
      { Key: 'open/a', VersionId: 'null', Code: 'AccessDenied' },
    ]);
    expect(await textOf(owner.getObject({ Bucket, Key: 'closed/a' }))).toBe('closed/a');
  });
});

describe('an object that is not there (R-S3-404)', () => {
  test('is 403 to those who may not list, and 404 to those who may', async () => {
    await setPolicy(allow('s3:GetObject', `${arn}/*`));
    expect(await failure(reader.getObject({ Bucket, Key: 'open/never' }))).toMatchObject(denied);
    expect(await failure(reader.headObject({ Bucket, Key: 'open/never' }))).toMatchObject({ status: 403 });
    const Condition = { StringLike: { 's3:prefix': 'open/*' } };
    await setPolicy(allow('s3:GetObject', `${arn}/*`), allow('s3:ListBucket', arn, { Condition }));
    expect(await failure(reader.getObject({ Bucket, Key: 'open/never' }))).toMatchObject({
      name: 'NoSuchKey',
      status: 404,
    });
    expect(await failure(reader.headObject({ Bucket, Key: 'open/never' }))).toMatchObject({ status: 404 });
    expect(await failure(reader.getObject({ Bucket, Key: 'closed/never' }))).toMatchObject(denied);
  });
});

describe('an object that a delete marker hides', () => {
  test('is not there either', async () => {
    const Bucket = 'hidden-objects';
    await owner.createBucket({ Bucket });
    await owner.putBucketVersioning({ Bucket, VersioningConfiguration: { Status: 'Enabled' } });
    await owner.putObject({ Bucket, Key: 'k', Body: 'x' });
    await owner.deleteObject({ Bucket, Key: 'k' });
    const read = allow('s3:GetObject', `arn:aws:s3:::${Bucket}/*`);
    await owner.putBucketPolicy({ Bucket, Policy: policy(read) });
    expect(await failure(reader.getObject({ Bucket, Key: 'k' }))).toMatchObject(denied);
    await owner.putBucketPolicy({ Bucket, Policy: policy(read, allow('s3:ListBucket', `arn:aws:s3:::${Bucket}`)) });
    expect(await failure(reader.getObject({ Bucket, Key: 'k' }))).toMatchObject({ name: 'NoSuchKey', status: 404 });
  });
});

describe('the same account', () => {
  test('is told why: action, resource, and which policy is missing', async () => {
    const user = s3For(emulator, await makeUser(emulator, OWNER, 'nothing'));
    expect(await failure(user.getObject({ Bucket, Key: 'open/a' }))).toMatchObject({
      ...denied,
      message:
        `User: arn:aws:iam::${OWNER}:user/nothing is not authorized to perform: s3:GetObject on resource: "${arn}/open/a" ` +
        'because no identity-based policy allows the s3:GetObject action',
    });
  });
});

describe('without a signature', () => {
  test('nothing is open, and R-ANON-MPU', async () => {
    await owner.deleteBucketPolicy({ Bucket });
    expect(await failure(nobody.getObject({ Bucket, Key: 'open/a' }))).toMatchObject({
      ...denied,
      message: 'Access Denied',
    });
    expect(await failure(nobody.listBuckets({}))).toMatchObject(denied);
  });

  test('what a public policy opens is, but for uploads in parts (R-ANON-MPU)', async () => {
    await owner.deletePublicAccessBlock({ Bucket });
    await setPolicy({
      Effect: 'Allow',
      Principal: '*',
      Action: ['s3:GetObject', 's3:PutObject'],
      Resource: `${arn}/open/*`,
    });
    expect(await textOf(nobody.getObject({ Bucket, Key: 'open/a' }))).toBe('open/a');
    await nobody.putObject({ Bucket, Key: 'open/anonymous', Body: 'x' });
    expect(await failure(nobody.createMultipartUpload({ Bucket, Key: 'open/parts' }))).toMatchObject({
      ...denied,
      message: 'Anonymous users cannot initiate multipart uploads.  Please authenticate.',
    });
  });

  test('and no longer, where RestrictPublicBuckets is on (R-BPA-4)', async () => {
    await owner.putPublicAccessBlock({ Bucket, PublicAccessBlockConfiguration: { RestrictPublicBuckets: true } });
    expect(await failure(nobody.getObject({ Bucket, Key: 'open/a' }))).toMatchObject(denied);
    await owner.deleteBucketPolicy({ Bucket });
  });
});

describe('a policy is checked when it is saved', () => {
  test('a public one is refused under BlockPublicPolicy (R-BPA-2)', async () => {
    await owner.putPublicAccessBlock({ Bucket, PublicAccessBlockConfiguration: { BlockPublicPolicy: true } });
    const open = { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: `${arn}/*` };
    expect(await failure(setPolicy(open))).toMatchObject({
      ...denied,
      message: expect.stringContaining('public policies are prevented by the BlockPublicPolicy setting'),
    });
    await owner.deletePublicAccessBlock({ Bucket });
    await setPolicy(open);
    expect((await owner.getBucketPolicyStatus({ Bucket })).PolicyStatus?.IsPublic).toBe(true);
    await setPolicy(allow('s3:GetObject', `${arn}/*`));
    expect((await owner.getBucketPolicyStatus({ Bucket })).PolicyStatus?.IsPublic).toBe(false);
  });

  test.each<[string, object]>([
    [
      'Invalid principal in policy',
      { ...allow('s3:GetObject', `${arn}/*`), Principal: { AWS: `arn:aws:iam::${OTHER}:role/never` } },
    ],
    ['Policy has invalid resource', allow('s3:GetObject', 'arn:aws:s3:::other/*')],
    ['Action does not apply to any resource(s) in statement', allow('s3:GetObject', arn)],
    ['Action does not apply to any resource(s) in statement', allow('s3:ListBucket', `${arn}/*`)],
  ])('%s', async (message, statement) => {
    expect(await failure(setPolicy(statement))).toMatchObject({ name: 'MalformedPolicy', status: 400, message });
  });

  test('what is no JSON is refused', async () => {
    expect(await failure(owner.putBucketPolicy({ Bucket, Policy: '{' }))).toMatchObject({
      name: 'MalformedPolicy',
      status: 400,
    });
  });

  test('it means this user, and not one made again with the name (R-PR-ID)', async () => {
    const { iam } = clientsFor(emulator, emulator.rootCredentials(OTHER));
    const UserName = 'twice';
    const statement = { Effect: 'Allow', Action: 's3:*', Resource: '*' };
    const keys = await makeUser(emulator, OTHER, UserName, statement);
    await setPolicy({
      ...allow('s3:GetObject', `${arn}/*`),
      Principal: { AWS: `arn:aws:iam::${OTHER}:user/${UserName}` },
    });
    expect(await textOf(s3For(emulator, keys).getObject({ Bucket, Key: 'open/a' }))).toBe('open/a');
    expect((await owner.getBucketPolicy({ Bucket })).Policy).toContain(`arn:aws:iam::${OTHER}:user/${UserName}`);
    await iam.send(new DeleteAccessKeyCommand({ UserName, AccessKeyId: keys.AccessKeyId }));
    await iam.send(new DeleteUserPolicyCommand({ UserName, PolicyName: 'inline' }));
    await iam.send(new DeleteUserCommand({ UserName }));
    expect((await owner.getBucketPolicy({ Bucket })).Policy).toMatch(/"AWS":"AIDA[A-Z0-9]+"/);
    const again = s3For(emulator, await makeUser(emulator, OTHER, UserName, statement));
    expect(await failure(again.getObject({ Bucket, Key: 'open/a' }))).toMatchObject(denied);
  });
});

describe("aws:SecureTransport is the connection's own", () => {
  test('a Deny without TLS lets https pass and nothing else', async () => {
    await setPolicy(allow('s3:GetObject', `${arn}/*`), {
      Effect: 'Deny',
      Principal: '*',
      Action: 's3:*',
      Resource: [arn, `${arn}/*`],
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    });
    expect(await failure(reader.getObject({ Bucket, Key: 'open/a' }))).toMatchObject(denied);
    expect(await failure(owner.getObject({ Bucket, Key: 'open/a' }))).toMatchObject({
      ...denied,
      message: expect.stringContaining('with an explicit deny in a resource-based policy'),
    });
    const secure = s3For(emulator, readerKeys, { secure: true });
    expect(await textOf(secure.getObject({ Bucket, Key: 'open/a' }))).toBe('open/a');
    const url = await getSignedUrl(reader, new GetObjectCommand({ Bucket, Key: 'open/a' }));
    const { pathname, search } = new URL(url);
    const forged = { 'x-forwarded-proto': 'https', forwarded: 'proto=https' };
    expect(
      await send(emulator.httpEndpoint, { method: 'GET', url: pathname + search, headers: forged, body: '' }),
    ).toMatchObject({
      status: 403,
    });
    // The policy would refuse its own deletion over http, were it not that root always may.
    await s3For(emulator, emulator.rootCredentials(OWNER), { secure: true }).deleteBucketPolicy({ Bucket });
  });
});

describe('a presigned URL', () => {
  const fetchSigned = (url: string, method = 'GET', body = '') => {
    const { pathname, search } = new URL(url);
    return send(emulator.httpEndpoint, { method, url: pathname + search, headers: {}, body });
  };

  test('does what its signer may do', async () => {
    const put = new PutObjectCommand({
      Bucket,
      Key: 'open/presigned',
      ContentType: 'text/plain',
      ServerSideEncryption: 'AES256',
    });
    const url = await getSignedUrl(owner, put, { signableHeaders: new Set(['content-type']) });
    const { pathname, search } = new URL(url);
    const headers = { 'content-type': 'text/plain', 'x-amz-server-side-encryption': 'AES256' };
    const wire = { method: 'PUT', url: pathname + search, headers, body: 'presigned' };
    expect(await send(emulator.httpEndpoint, wire)).toMatchObject({ status: 200 });
    expect(
      await fetchSigned(await getSignedUrl(owner, new GetObjectCommand({ Bucket, Key: 'open/presigned' }))),
    ).toMatchObject({
      status: 200,
      body: 'presigned',
      headers: { 'content-type': 'text/plain' },
    });
    // A checksum in the URL, which the SDK writes there of an empty content, means nothing.
    expect(url).toContain('x-amz-checksum-crc32=AAAAAA%3D%3D');
    const { ChecksumCRC64NVME } = await owner.headObject({ Bucket, Key: 'open/presigned', ChecksumMode: 'ENABLED' });
    expect(ChecksumCRC64NVME).toBe(checksumOf('crc64nvme', Buffer.from('presigned')));
    expect(
      await fetchSigned(await getSignedUrl(reader, new GetObjectCommand({ Bucket, Key: 'open/presigned' }))),
    ).toMatchObject({
      status: 403,
      code: 'AccessDenied',
    });
  });
});
