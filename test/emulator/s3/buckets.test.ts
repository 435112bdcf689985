import type { S3 } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startEmulator, type StartedEmulator } from '../../../emulator/index';
import { failure, makeUser } from '../clients';
import { send, sign } from '../wire';
import { s3For } from './s3-client';

const OWNER = '111111111111';
const OTHER = '222222222222';
let emulator: StartedEmulator;
let s3: S3;
let other: S3;
let ireland: S3;

beforeAll(async () => {
  emulator = await startEmulator();
  s3 = s3For(emulator, emulator.rootCredentials(OWNER));
  other = s3For(emulator, emulator.rootCredentials(OTHER));
  ireland = s3For(emulator, emulator.rootCredentials(OWNER), { region: 'eu-west-1' });
});
afterAll(() => emulator.stop());

const inIreland = { CreateBucketConfiguration: { LocationConstraint: 'eu-west-1' } } as const;

describe('creating a bucket', () => {
  test('answers with its location, and it is there', async () => {
    expect(await s3.createBucket({ Bucket: 'made-here' })).toMatchObject({ Location: '/made-here' });
    expect(await s3.headBucket({ Bucket: 'made-here' })).toMatchObject({ BucketRegion: 'us-east-1' });
  });

  test('a name is taken for every account', async () => {
    await s3.createBucket({ Bucket: 'taken-name' });
    expect(await failure(other.createBucket({ Bucket: 'taken-name' }))).toMatchObject({
      name: 'BucketAlreadyExists',
      status: 409,
    });
  });

  test('its owner may create it again in us-east-1 and nowhere else', async () => {
    await s3.createBucket({ Bucket: 'twice-here' });
    await s3.createBucket({ Bucket: 'twice-here' });
    await ireland.createBucket({ Bucket: 'twice-in-ireland', ...inIreland });
    expect(await failure(ireland.createBucket({ Bucket: 'twice-in-ireland', ...inIreland }))).toMatchObject({
      name: 'BucketAlreadyOwnedByYou',
      status: 409,
    });
  });

  test.each(['UPPER', 'ab', 'under_score', '192.168.5.4', 'two..dots', 'xn--bucket', 'bucket-s3alias', '-dash'])(
    'the name %s is refused',
    async (name) => {
      const wire = await sign(emulator.httpEndpoint, emulator.rootCredentials(OWNER), {
        method: 'PUT',
        url: `/${name}`,
      });
      expect(await send(emulator.httpEndpoint, wire)).toMatchObject({ status: 400, code: 'InvalidBucketName' });
    },
  );

  test('the location has to be that of the endpoint', async () => {
    const root = emulator.rootCredentials(OWNER);
    const bare = await sign(emulator.httpEndpoint, root, { method: 'PUT', url: '/bare' }, { region: 'eu-west-1' });
    expect(await send(emulator.httpEndpoint, bare)).toMatchObject({
      code: 'IllegalLocationConstraintException',
      status: 400,
    });
    const paris = { CreateBucketConfiguration: { LocationConstraint: 'eu-west-3' } } as const;
    expect(await failure(ireland.createBucket({ Bucket: 'other-region', ...paris }))).toMatchObject({
      name: 'IllegalLocationConstraintException',
    });
  });

  test('tags and ownership can be given at once', async () => {
    await ireland.createBucket({
      Bucket: 'made-with-tags',
      ObjectOwnership: 'ObjectWriter',
      CreateBucketConfiguration: { LocationConstraint: 'eu-west-1', Tags: [{ Key: 'team', Value: 'lake' }] },
    });
    expect((await ireland.getBucketTagging({ Bucket: 'made-with-tags' })).TagSet).toEqual([
      { Key: 'team', Value: 'lake' },
    ]);
    expect((await ireland.getBucketOwnershipControls({ Bucket: 'made-with-tags' })).OwnershipControls?.Rules).toEqual([
      { ObjectOwnership: 'ObjectWriter' },
    ]);
  });

  test('object lock is not implemented, and nothing is made', async () => {
    expect(await failure(s3.createBucket({ Bucket: 'locked', ObjectLockEnabledForBucket: true }))).toMatchObject({
      name: 'NotImplemented',
      status: 501,
    });
    expect(await failure(s3.headBucket({ Bucket: 'locked' }))).toMatchObject({ status: 404 });
  });

  test('it needs permission, and so do its headers', async () => {
    const may = { Effect: 'Allow', Action: 's3:CreateBucket', Resource: '*' };
    const user = s3For(emulator, await makeUser(emulator, OWNER, 'creator', may));
    const nobody = s3For(emulator, undefined);
    await user.createBucket({ Bucket: 'made-by-user' });
    expect(
      await failure(user.createBucket({ Bucket: 'owned-by-user', ObjectOwnership: 'ObjectWriter' })),
    ).toMatchObject({
      name: 'AccessDenied',
      message: expect.stringContaining('s3:PutBucketOwnershipControls'),
    });
    expect(await failure(nobody.createBucket({ Bucket: 'made-by-nobody' }))).toMatchObject({ name: 'AccessDenied' });
  });
});

describe('listing buckets', () => {
  test('shows those of the caller, by name, and their region to clients that page', async () => {
    const account = '333333333333';
    const own = s3For(emulator, emulator.rootCredentials(account));
    for (const Bucket of ['list-c', 'list-a', 'list-b', 'other-a']) await own.createBucket({ Bucket });
    const all = await own.listBuckets({});
    expect(all.Buckets?.map(({ Name }) => Name)).toEqual(['list-a', 'list-b', 'list-c', 'other-a']);
    expect(all.Buckets?.[0]).toEqual({ Name: 'list-a', CreationDate: expect.any(Date) });
    const first = await own.listBuckets({ MaxBuckets: 2, Prefix: 'list-' });
    expect(first.Buckets?.map(({ Name, BucketRegion }) => [Name, BucketRegion])).toEqual([
      ['list-a', 'us-east-1'],
      ['list-b', 'us-east-1'],
    ]);
    const rest = await own.listBuckets({ ContinuationToken: first.ContinuationToken, Prefix: 'list-' });
    expect(rest.Buckets?.map(({ Name }) => Name)).toEqual(['list-c']);
    expect(rest.ContinuationToken).toBeUndefined();
    expect((await own.listBuckets({ BucketRegion: 'eu-west-1' })).Buckets ?? []).toEqual([]);
  });
});

describe('a bucket of another region', () => {
  beforeAll(() => ireland.createBucket({ Bucket: 'in-ireland', ...inIreland }));

  test('redirects, and tells where it is', async () => {
    const error = await s3.listObjectsV2({ Bucket: 'in-ireland' }).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: 'PermanentRedirect', $metadata: { httpStatusCode: 301 } });
    expect((error as { $response: { headers: object } }).$response.headers).toMatchObject({
      'x-amz-bucket-region': 'eu-west-1',
    });
  });

  test('is reached by a client that follows', async () => {
    const following = s3For(emulator, emulator.rootCredentials(OWNER));
    following.config.followRegionRedirects = true;
    expect((await following.listObjectsV2({ Bucket: 'in-ireland' })).KeyCount).toBe(0);
  });

  test('tells its location anywhere', async () => {
    expect((await s3.getBucketLocation({ Bucket: 'in-ireland' })).LocationConstraint).toBe('eu-west-1');
    expect((await ireland.getBucketLocation({ Bucket: 'in-ireland' })).LocationConstraint).toBe('eu-west-1');
    await s3.createBucket({ Bucket: 'in-virginia' });
    expect((await s3.getBucketLocation({ Bucket: 'in-virginia' })).LocationConstraint).toBeUndefined();
  });

  test('tells its region by HEAD to those who may not see it, too', async () => {
    const answer = await send(emulator.httpEndpoint, { method: 'HEAD', url: '/in-ireland', headers: {}, body: '' });
    expect(answer).toMatchObject({ status: 403, headers: { 'x-amz-bucket-region': 'eu-west-1' } });
  });
});

describe('a bucket that is not there', () => {
  test('is 404 to everyone', async () => {
    for (const client of [s3, s3For(emulator, undefined)]) {
      expect(await failure(client.listObjectsV2({ Bucket: 'no-such-bucket' }))).toMatchObject({
        name: 'NoSuchBucket',
        status: 404,
      });
      expect(await failure(client.headBucket({ Bucket: 'no-such-bucket' }))).toMatchObject({ status: 404 });
    }
  });
});

describe('an expected owner', () => {
  beforeAll(() => s3.createBucket({ Bucket: 'owned' }));

  test('lets pass when it is the owner', async () => {
    await s3.headBucket({ Bucket: 'owned', ExpectedBucketOwner: OWNER });
  });
  test('refuses when it is not', async () => {
    expect(await failure(s3.listObjectsV2({ Bucket: 'owned', ExpectedBucketOwner: OTHER }))).toMatchObject({
      name: 'AccessDenied',
      status: 403,
    });
  });
  test('has to be an account id', async () => {
    expect(await failure(s3.listObjectsV2({ Bucket: 'owned', ExpectedBucketOwner: 'me' }))).toMatchObject({
      name: 'InvalidBucketOwnerAWSAccountID',
      status: 400,
    });
  });
});

describe('deleting a bucket', () => {
  test('wants it empty of versions and delete markers; uploads go with it', async () => {
    const Bucket = 'to-delete';
    await s3.createBucket({ Bucket });
    await s3.putBucketVersioning({ Bucket, VersioningConfiguration: { Status: 'Enabled' } });
    await s3.createMultipartUpload({ Bucket, Key: 'big' });
    const { VersionId } = await s3.putObject({ Bucket, Key: 'a', Body: 'a' });
    const marker = await s3.deleteObject({ Bucket, Key: 'a' });
    expect(await failure(s3.deleteBucket({ Bucket }))).toMatchObject({ name: 'BucketNotEmpty', status: 409 });
    await s3.deleteObject({ Bucket, Key: 'a', VersionId });
    expect(await failure(s3.deleteBucket({ Bucket }))).toMatchObject({ name: 'BucketNotEmpty', status: 409 });
    await s3.deleteObject({ Bucket, Key: 'a', VersionId: marker.VersionId });
    await s3.deleteBucket({ Bucket });
    expect(await failure(s3.deleteBucket({ Bucket }))).toMatchObject({ name: 'NoSuchBucket', status: 404 });
    await s3.createBucket({ Bucket });
    expect((await s3.listMultipartUploads({ Bucket })).Uploads).toBeUndefined();
  });
});

describe('what is not implemented is said, and never passes for something else', () => {
  beforeAll(() => s3.createBucket({ Bucket: 'plain-bucket' }));
  const root = () => emulator.rootCredentials(OWNER);
  const ask = async (method: string, url: string, headers: Record<string, string> = {}) =>
    send(emulator.httpEndpoint, await sign(emulator.httpEndpoint, root(), { method, url, headers }));

  test.each([
    ['PUT', '/plain-bucket?cors'],
    ['PUT', '/plain-bucket?website'],
    ['GET', '/plain-bucket?inventory'],
    ['PUT', '/plain-bucket?no-such-thing'],
    ['GET', '/plain-bucket?list-type=3'],
    ['GET', '/plain-bucket/key?torrent'],
    ['POST', '/plain-bucket/key?restore'],
    ['POST', '/plain-bucket/key'],
    ['OPTIONS', '/plain-bucket/key'],
  ])('%s %s', async (method, url) => {
    expect(await ask(method, url)).toMatchObject({ status: 501, code: 'NotImplemented' });
  });

  test('uploads by a form in a browser', async () => {
    const headers = { 'content-type': 'multipart/form-data; boundary=x' };
    expect(await ask('POST', '/plain-bucket', headers)).toMatchObject({ status: 501, code: 'NotImplemented' });
  });

  test.each([
    ['POST', '/'],
    ['DELETE', '/'],
    ['PATCH', '/plain-bucket/key'],
  ])('%s %s is no method of S3', async (method, url) => {
    expect(await ask(method, url)).toMatchObject({ status: 405, code: 'MethodNotAllowed' });
  });
});
