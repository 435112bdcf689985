import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startEmulator, type StartedEmulator } from '../../../emulator/index';
import { startGateway, type StartedGateway } from '../../../emulator/gateway/index';
import { snapshot } from '../../../access/world/snapshot';
import type { World } from '../../../access/world/world';
import { assume, failure, makeRole, makeUser, may, policy, rootOf, trust, type AnyCredentials } from '../clients';
import { s3For, textOf } from '../s3/s3-client';
import { behindGateway, type BehindGateway } from './behind-gateway';

const OWNER = '111111111111';
const READER = '222222222222';
const Bucket = 'there-before';

let backend: StartedEmulator;
let behind: BehindGateway;
let keyOfBackend: AnyCredentials;

beforeAll(async () => {
  backend = await startEmulator();
  keyOfBackend = await makeUser(backend, READER, 'old', may('sts:AssumeRole'));
  const reader = await makeRole(backend, READER, 'reader', trust({ AWS: READER }), may('s3:*'), may('kms:*'));
  const { iam } = rootOf(backend, READER);
  const boundary = await iam.createPolicy({ PolicyName: 'edge', Path: '/p/', PolicyDocument: policy(may('s3:Get*')) });
  await iam.createPolicyVersion({
    PolicyArn: boundary.Policy!.Arn!,
    PolicyDocument: policy(may(['s3:Get*', 'kms:*'])),
    SetAsDefault: true,
  });
  await iam.putRolePermissionsBoundary({ RoleName: 'reader', PermissionsBoundary: boundary.Policy!.Arn! });
  await iam.attachRolePolicy({ RoleName: 'reader', PolicyArn: boundary.Policy!.Arn! });
  await iam.tagRole({ RoleName: 'reader', Tags: [{ Key: 'team', Value: 'b c' }] });
  await iam.createInstanceProfile({ InstanceProfileName: 'profile' });
  await iam.addRoleToInstanceProfile({ InstanceProfileName: 'profile', RoleName: 'reader' });

  const { kms } = rootOf(backend, OWNER);
  const ofKey = policy(
    { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${OWNER}:root` }, Action: 'kms:*', Resource: '*' },
    { Effect: 'Allow', Principal: { AWS: reader }, Action: 'kms:Decrypt', Resource: '*' },
  );
  const key = await kms.createKey({ Policy: ofKey, Tags: [{ TagKey: 'k', TagValue: 'v' }] });
  const { Arn, KeyId } = key.KeyMetadata!;
  await kms.createAlias({ AliasName: 'alias/lake', TargetKeyId: KeyId });
  await kms.enableKeyRotation({ KeyId });

  const s3 = s3For(backend, backend.rootCredentials(OWNER));
  await s3.createBucket({ Bucket: 'there-before-logs' });
  await s3.createBucket({ Bucket });
  await s3.putBucketEncryption({
    Bucket,
    ServerSideEncryptionConfiguration: {
      Rules: [
        {
          ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: Arn },
          BucketKeyEnabled: true,
        },
      ],
    },
  });
  await s3.putBucketVersioning({ Bucket, VersioningConfiguration: { Status: 'Enabled' } });
  await s3.putBucketTagging({ Bucket, Tagging: { TagSet: [{ Key: 'data', Value: 'lake' }] } });
  await s3.putBucketLogging({
    Bucket,
    BucketLoggingStatus: { LoggingEnabled: { TargetBucket: 'there-before-logs', TargetPrefix: 'l/' } },
  });
  await s3.putBucketLifecycleConfiguration({
    Bucket,
    LifecycleConfiguration: {
      Rules: [{ ID: 'end', Status: 'Enabled', Filter: { Prefix: 'tmp/' }, Expiration: { Days: 3 } }],
    },
  });
  await s3.putBucketPolicy({
    Bucket,
    Policy: policy({
      Effect: 'Allow',
      Principal: { AWS: reader },
      Action: 's3:GetObject',
      Resource: `arn:aws:s3:::${Bucket}/*`,
    }),
  });
  await s3.putObject({ Bucket, Key: 'k', Body: 'from before' });
  behind = await behindGateway(backend, { accounts: [OWNER] });
});
afterAll(() => behind.stop());

/** The seconds of times are all that the services' answers keep. */
function comparable(world: World): unknown {
  return JSON.parse(
    JSON.stringify({ ...world, organizations: undefined }, (_, value: unknown) => {
      if (value instanceof Map) return [...value].sort(([a], [b]) => (a < b ? -1 : 1));
      if (value instanceof Set) return [...value].sort();
      return typeof value === 'string' ? value.replace(/(T[\d:]{8})\.\d{3}Z/, '$1Z') : value;
    }),
  );
}

test('the world is that of the backend, with the accounts that policies name, and nothing was wrong with it', () => {
  expect(comparable(behind.gateway.state.world)).toEqual(comparable(backend.state.world));
  expect(behind.problems).toEqual([]);
});

test('what was there is decided as if it had been made through the gateway', async () => {
  const { gateway } = behind;
  const user = await makeUser(gateway, READER, 'new', may('sts:AssumeRole'));
  const session = await assume(gateway, user, `arn:aws:iam::${READER}:role/reader`);
  expect(await textOf(s3For(gateway, session).getObject({ Bucket, Key: 'k' }))).toBe('from before');
  expect((await failure(s3For(gateway, session).putObject({ Bucket, Key: 'k', Body: 'c' }))).name).toBe('AccessDenied');
});

test('a key that the backend made is refused with a sentence that says why', async () => {
  const { name, message } = await failure(s3For(behind.gateway, keyOfBackend).listBuckets({}));
  expect(name).toBe('InvalidAccessKeyId');
  expect(message).toMatch(/was made by the backend before the gateway knew it.*CreateAccessKey/);
});

test('and is taken away in the backend by DeleteAccessKey', async () => {
  const { iam } = rootOf(behind.gateway, READER);
  await iam.deleteAccessKey({ UserName: 'old', AccessKeyId: keyOfBackend.AccessKeyId });
  expect((await rootOf(backend, READER).iam.listAccessKeys({ UserName: 'old' })).AccessKeyMetadata).toEqual([]);
});

describe('an account that was not named', () => {
  test('is read when it is met', async () => {
    await makeRole(backend, '333333333333', 'later', trust({ AWS: '333333333333' }));
    const { iam } = rootOf(behind.gateway, '333333333333');
    expect((await iam.listRoles({})).Roles?.map(({ RoleName }) => RoleName)).toEqual(['later']);
  });
});

describe('a policy that AWS would not have saved', () => {
  let wrong: StartedEmulator;
  let gateway: StartedGateway;
  const problems: string[] = [];
  beforeAll(async () => {
    wrong = await startEmulator();
    await s3For(wrong, wrong.rootCredentials(OWNER)).createBucket({ Bucket: 'odd' });
    // A backend that checks nothing keeps anything.
    const bucket = wrong.state.world.buckets.get('odd')!;
    bucket.policy = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:*' }] } as never;
    gateway = await startGateway({
      upstream: wrong.endpoint,
      upstreamCa: wrong.ca,
      upstreamCredentials: (account) => wrong.rootCredentials(account),
      accounts: [OWNER],
      onProblem: (problem) => void problems.push(problem),
    });
  });
  afterAll(async () => {
    await gateway.stop();
    await wrong.stop();
  });

  test('closes its bucket and is told', async () => {
    const s3 = s3For(gateway, gateway.rootCredentials(OWNER));
    expect((await failure(s3.listObjectsV2({ Bucket: 'odd' }))).name).toBe('AccessDenied');
    expect(problems).toEqual([expect.stringContaining('the policy of bucket odd is none that AWS would have saved')]);
    expect(snapshot(gateway.state.world)).toBeDefined();
  });
});

describe('a gateway does not start', () => {
  test.each([
    ['for what is no URL', 'localhost:4566', /no URL of a backend/],
    ['before a backend that does not answer', 'http://127.0.0.1:1', /does not answer/],
  ])('%s', async (_, upstream, message) => {
    await expect(startGateway({ upstream })).rejects.toThrow(message);
  });
});
