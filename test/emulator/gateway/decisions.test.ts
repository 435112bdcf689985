import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { assume, clientsFor, failure, makeRole, makeUser, may, policy, rootOf, trust } from '../clients';
import { s3For, textOf } from '../s3/s3-client';
import { behindGateway, type BehindGateway } from './behind-gateway';

const OWNER = '111111111111';
const READER = '222222222222';
const Bucket = 'gateway-lake';

let behind: BehindGateway;
beforeAll(async () => {
  behind = await behindGateway();
  const { gateway } = behind;
  const owner = s3For(gateway, gateway.rootCredentials(OWNER));
  await owner.createBucket({ Bucket });
  await owner.putObject({ Bucket, Key: 'reports/2026.csv', Body: 'a,b\n' });
});
afterAll(() => behind.stop());

describe('a call across accounts', () => {
  test('is refused while only the identity policy allows it, although the backend would let its root', async () => {
    const { gateway } = behind;
    const user = await makeUser(gateway, READER, 'one-sided', may('s3:GetObject', `arn:aws:s3:::${Bucket}/*`));
    const { name, status } = await failure(s3For(gateway, user).getObject({ Bucket, Key: 'reports/2026.csv' }));
    expect({ name, status }).toEqual({ name: 'AccessDenied', status: 403 });
  });

  test('is allowed once the bucket policy allows it too, and refused for any other prefix', async () => {
    const { gateway } = behind;
    const arn = await makeRole(gateway, READER, 'reader', trust({ AWS: READER }), may('s3:*'));
    const user = await makeUser(gateway, READER, 'assuming', may('sts:AssumeRole'));
    const session = await assume(gateway, user, arn);
    const statement = {
      Effect: 'Allow',
      Principal: { AWS: arn },
      Action: 's3:GetObject',
      Resource: `arn:aws:s3:::${Bucket}/reports/*`,
    };
    const owner = s3For(gateway, gateway.rootCredentials(OWNER));
    await owner.putBucketPolicy({ Bucket, Policy: policy(statement) });
    const reader = s3For(gateway, session);
    expect(await textOf(reader.getObject({ Bucket, Key: 'reports/2026.csv' }))).toBe('a,b\n');
    expect((await failure(reader.getObject({ Bucket, Key: 'other/2026.csv' }))).name).toBe('AccessDenied');
    expect((await failure(reader.putObject({ Bucket, Key: 'reports/2026.csv', Body: 'c' }))).name).toBe('AccessDenied');
  });
});

test('a denial inside one account says which policy lacks what, in the words of AWS', async () => {
  const { gateway } = behind;
  const user = await makeUser(gateway, OWNER, 'nobody', may('s3:ListBucket'));
  expect((await failure(s3For(gateway, user).getObject({ Bucket, Key: 'reports/2026.csv' }))).message).toBe(
    `User: arn:aws:iam::${OWNER}:user/nobody is not authorized to perform: s3:GetObject on resource: ` +
      `"arn:aws:s3:::${Bucket}/reports/2026.csv" because no identity-based policy allows the s3:GetObject action`,
  );
});

describe('an object that is not there', () => {
  test.each([
    ['NoSuchKey to who may list', ['s3:GetObject', 's3:ListBucket'], 'NoSuchKey'],
    ['AccessDenied to who may not', ['s3:GetObject'], 'AccessDenied'],
  ])('is %s', async (_, actions, expected) => {
    const { gateway } = behind;
    const user = await makeUser(gateway, OWNER, `missing-${expected}`, may(actions));
    expect((await failure(s3For(gateway, user).getObject({ Bucket, Key: 'nothing' }))).name).toBe(expected);
  });
});

describe('a role', () => {
  test('is assumed with its external id and by nobody without', async () => {
    const { gateway } = behind;
    const condition = { StringEquals: { 'sts:ExternalId': 'orders-7' } };
    const arn = await makeRole(
      gateway,
      OWNER,
      'partner',
      trust({ AWS: READER }, condition),
      may('s3:ListAllMyBuckets'),
    );
    const user = await makeUser(gateway, READER, 'partner', may('sts:AssumeRole'));
    expect((await failure(assume(gateway, user, arn))).name).toBe('AccessDenied');
    expect((await failure(assume(gateway, user, arn, { ExternalId: 'orders-8' }))).name).toBe('AccessDenied');
    const session = await assume(gateway, user, arn, { ExternalId: 'orders-7' });
    const { Buckets } = await s3For(gateway, session).listBuckets({});
    expect(Buckets?.map(({ Name }) => Name)).toEqual([Bucket]);
  });

  test('is assumed by a service that its trust policy names, in process', async () => {
    const { gateway } = behind;
    const arn = await makeRole(gateway, OWNER, 'instance', trust({ Service: 'ec2.amazonaws.com' }));
    const session = await gateway.assumeRoleAsService('ec2.amazonaws.com', arn, { sessionName: 'i-1' });
    const { Arn } = await clientsFor(gateway, session).sts.getCallerIdentity({});
    expect(Arn).toBe(`arn:aws:sts::${OWNER}:assumed-role/instance/i-1`);
  });
});

test('conditions on tags of an object are decided by the tags that it has in the backend', async () => {
  const { gateway } = behind;
  const owner = s3For(gateway, gateway.rootCredentials(OWNER));
  await owner.putObject({ Bucket, Key: 'tagged/public', Body: 'p', Tagging: 'class=public' });
  await owner.putObject({ Bucket, Key: 'tagged/secret', Body: 's', Tagging: 'class=secret' });
  const condition = { StringEquals: { 's3:ExistingObjectTag/class': 'public' } };
  const user = await makeUser(gateway, OWNER, 'by-tag', may('s3:GetObject', '*', condition));
  expect(await textOf(s3For(gateway, user).getObject({ Bucket, Key: 'tagged/public' }))).toBe('p');
  expect((await failure(s3For(gateway, user).getObject({ Bucket, Key: 'tagged/secret' }))).name).toBe('AccessDenied');
  expect((await failure(s3For(gateway, user).headObject({ Bucket, Key: 'tagged/secret' }))).status).toBe(403);
});

test('DeleteObjects deletes what may be deleted and tells an error for the rest', async () => {
  const { gateway } = behind;
  const owner = s3For(gateway, gateway.rootCredentials(OWNER));
  for (const Key of ['scratch/1', 'kept/1']) await owner.putObject({ Bucket, Key, Body: Key });
  const user = await makeUser(gateway, OWNER, 'deleter', may('s3:DeleteObject', `arn:aws:s3:::${Bucket}/scratch/*`));
  const Objects = [{ Key: 'scratch/1' }, { Key: 'kept/1' }];
  const { Deleted, Errors } = await s3For(gateway, user).deleteObjects({ Bucket, Delete: { Objects } });
  expect(Deleted?.map(({ Key }) => Key)).toEqual(['scratch/1']);
  expect(Errors?.map(({ Key, Code }) => [Key, Code])).toEqual([['kept/1', 'AccessDenied']]);
  expect(await textOf(owner.getObject({ Bucket, Key: 'kept/1' }))).toBe('kept/1');
  expect((await failure(owner.getObject({ Bucket, Key: 'scratch/1' }))).name).toBe('NoSuchKey');
});

describe('SSE-KMS', () => {
  test('needs the key policy for whoever puts and gets, and the key is used in the backend', async () => {
    const { gateway, backend } = behind;
    const { kms } = rootOf(gateway, OWNER);
    const { Arn } = (await kms.createKey({})).KeyMetadata!;
    const owner = s3For(gateway, gateway.rootCredentials(OWNER));
    await owner.putObject({ Bucket, Key: 'sealed', Body: 'x', ServerSideEncryption: 'aws:kms', SSEKMSKeyId: Arn });
    const { SSEKMSKeyId } = await s3For(backend, backend.rootCredentials(OWNER)).headObject({ Bucket, Key: 'sealed' });
    expect(SSEKMSKeyId).toBe(Arn);
    const without = await makeUser(gateway, OWNER, 'without-key', may('s3:*'));
    expect((await failure(s3For(gateway, without).getObject({ Bucket, Key: 'sealed' }))).message).toContain(
      'kms:Decrypt',
    );
    const withKey = await makeUser(gateway, OWNER, 'with-key', may('s3:*'), may('kms:Decrypt', Arn));
    expect(await textOf(s3For(gateway, withKey).getObject({ Bucket, Key: 'sealed' }))).toBe('x');
  });
});
