import type { LifecycleRule, S3 } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startEmulator, type StartedEmulator } from '../../../emulator/index';
import { failure } from '../clients';
import { send, sign } from '../wire';
import { s3For } from './s3-client';

const OWNER = '111111111111';
const Bucket = 'settings';
let emulator: StartedEmulator;
let s3: S3;

beforeAll(async () => {
  emulator = await startEmulator();
  s3 = s3For(emulator, emulator.rootCredentials(OWNER));
  await s3.createBucket({ Bucket });
});
afterAll(() => emulator.stop());

/** Sends XML that the SDK would not write. */
async function put(subResource: string, body: string) {
  const root = emulator.rootCredentials(OWNER);
  const wire = await sign(emulator.httpEndpoint, root, { method: 'PUT', url: `/${Bucket}?${subResource}`, body });
  return send(emulator.httpEndpoint, wire);
}

describe('a new bucket', () => {
  test('has what AWS gives every new bucket', async () => {
    expect((await s3.getPublicAccessBlock({ Bucket })).PublicAccessBlockConfiguration).toEqual({
      BlockPublicAcls: true,
      BlockPublicPolicy: true,
      IgnorePublicAcls: true,
      RestrictPublicBuckets: true,
    });
    expect((await s3.getBucketOwnershipControls({ Bucket })).OwnershipControls?.Rules).toEqual([
      { ObjectOwnership: 'BucketOwnerEnforced' },
    ]);
    expect((await s3.getBucketEncryption({ Bucket })).ServerSideEncryptionConfiguration?.Rules).toEqual([
      { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' }, BucketKeyEnabled: false },
    ]);
    expect((await s3.getBucketVersioning({ Bucket })).Status).toBeUndefined();
    expect((await s3.getBucketLogging({ Bucket })).LoggingEnabled).toBeUndefined();
    expect((await s3.getBucketAccelerateConfiguration({ Bucket })).Status).toBeUndefined();
    expect((await s3.getBucketRequestPayment({ Bucket })).Payer).toBe('BucketOwner');
    expect((await s3.getBucketNotificationConfiguration({ Bucket })).TopicConfigurations).toBeUndefined();
    expect(await s3.getBucketAcl({ Bucket })).toMatchObject({
      Owner: { ID: expect.stringMatching(/^[0-9a-f]{64}$/) },
      Grants: [{ Permission: 'FULL_CONTROL', Grantee: { Type: 'CanonicalUser' } }],
    });
  });

  test.each([
    ['NoSuchCORSConfiguration', () => s3.getBucketCors({ Bucket })],
    ['NoSuchWebsiteConfiguration', () => s3.getBucketWebsite({ Bucket })],
    ['NoSuchLifecycleConfiguration', () => s3.getBucketLifecycleConfiguration({ Bucket })],
    ['ReplicationConfigurationNotFoundError', () => s3.getBucketReplication({ Bucket })],
    ['ObjectLockConfigurationNotFoundError', () => s3.getObjectLockConfiguration({ Bucket })],
    ['NoSuchTagSet', () => s3.getBucketTagging({ Bucket })],
    ['NoSuchBucketPolicy', () => s3.getBucketPolicy({ Bucket })],
    ['NoSuchBucketPolicy', () => s3.getBucketPolicyStatus({ Bucket })],
  ])('has no more: %s', async (name, call) => {
    expect(await failure(call())).toMatchObject({ name, status: 404 });
  });
});

test('a configuration of more than 1 MiB is not read', async () => {
  expect(await put('tagging', `<Tagging>${' '.repeat(1024 * 1024)}</Tagging>`)).toMatchObject({
    status: 400,
    code: 'MaxMessageLengthExceeded',
  });
});

describe('versioning', () => {
  test('is turned on and suspended, never off', async () => {
    await s3.putBucketVersioning({ Bucket, VersioningConfiguration: { Status: 'Enabled' } });
    expect((await s3.getBucketVersioning({ Bucket })).Status).toBe('Enabled');
    await s3.putBucketVersioning({ Bucket, VersioningConfiguration: { Status: 'Suspended' } });
    expect((await s3.getBucketVersioning({ Bucket })).Status).toBe('Suspended');
    expect(await failure(s3.putBucketVersioning({ Bucket, VersioningConfiguration: {} }))).toMatchObject({
      name: 'IllegalVersioningConfigurationException',
      status: 400,
    });
    expect(
      await put('versioning', '<VersioningConfiguration><Status>Off</Status></VersioningConfiguration>'),
    ).toMatchObject({
      code: 'MalformedXML',
      status: 400,
    });
  });
});

describe('tags', () => {
  test('are set as a whole and deleted', async () => {
    const TagSet = [
      { Key: 'team', Value: 'lake + sea' },
      { Key: 'empty', Value: '' },
    ];
    await s3.putBucketTagging({ Bucket, Tagging: { TagSet } });
    expect((await s3.getBucketTagging({ Bucket })).TagSet).toEqual(TagSet);
    await s3.deleteBucketTagging({ Bucket });
    expect(await failure(s3.getBucketTagging({ Bucket }))).toMatchObject({ name: 'NoSuchTagSet' });
  });

  test.each([
    [
      'InvalidTag',
      [
        { Key: 'a', Value: '1' },
        { Key: 'a', Value: '2' },
      ],
    ],
    ['InvalidTag', [{ Key: 'aws:a', Value: '1' }]],
    ['InvalidTag', [{ Key: 'a', Value: '<' }]],
    ['InvalidTag', [{ Key: 'k'.repeat(129), Value: '1' }]],
    ['BadRequest', Array.from({ length: 51 }, (_, i) => ({ Key: `k${i}`, Value: '' }))],
  ])('are refused with %s when they are wrong', async (name, TagSet) => {
    expect(await failure(s3.putBucketTagging({ Bucket, Tagging: { TagSet } }))).toMatchObject({ name, status: 400 });
  });
});

describe('encryption', () => {
  const byDefault = (SSEAlgorithm: 'AES256' | 'aws:kms' | 'aws:kms:dsse', more = {}, BucketKeyEnabled?: boolean) => ({
    Bucket,
    ServerSideEncryptionConfiguration: {
      Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm, ...more }, BucketKeyEnabled }],
    },
  });

  test('is kept as written and goes back to SSE-S3', async () => {
    const key = 'arn:aws:kms:us-east-1:111111111111:key/11111111-2222-3333-4444-555555555555';
    await s3.putBucketEncryption(byDefault('aws:kms', { KMSMasterKeyID: key }, true));
    expect((await s3.getBucketEncryption({ Bucket })).ServerSideEncryptionConfiguration?.Rules).toEqual([
      { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: key }, BucketKeyEnabled: true },
    ]);
    await s3.deleteBucketEncryption({ Bucket });
    const { ServerSideEncryptionConfiguration: after } = await s3.getBucketEncryption({ Bucket });
    expect(after?.Rules?.[0]?.ApplyServerSideEncryptionByDefault).toEqual({ SSEAlgorithm: 'AES256' });
  });

  test('is refused where it contradicts itself', async () => {
    expect(await failure(s3.putBucketEncryption(byDefault('AES256', { KMSMasterKeyID: 'alias/x' })))).toMatchObject({
      name: 'InvalidArgument',
    });
    expect(await failure(s3.putBucketEncryption(byDefault('aws:kms:dsse', {}, true)))).toMatchObject({
      name: 'InvalidArgument',
    });
    expect(await put('encryption', '<ServerSideEncryptionConfiguration/>')).toMatchObject({ code: 'MalformedXML' });
    expect(await put('encryption', '<Other/>')).toMatchObject({ code: 'MalformedXML' });
    expect(await put('encryption', 'no xml')).toMatchObject({ code: 'MalformedXML' });
  });
});

describe('public access block and ownership', () => {
  test('public access block: settings left out are off; deleted it is gone', async () => {
    await s3.putPublicAccessBlock({ Bucket, PublicAccessBlockConfiguration: { BlockPublicAcls: true } });
    expect((await s3.getPublicAccessBlock({ Bucket })).PublicAccessBlockConfiguration).toEqual({
      BlockPublicAcls: true,
      BlockPublicPolicy: false,
      IgnorePublicAcls: false,
      RestrictPublicBuckets: false,
    });
    await s3.deletePublicAccessBlock({ Bucket });
    expect(await failure(s3.getPublicAccessBlock({ Bucket }))).toMatchObject({
      name: 'NoSuchPublicAccessBlockConfiguration',
      status: 404,
    });
  });

  test('ownership controls', async () => {
    const own = (ObjectOwnership: 'BucketOwnerPreferred' | 'BucketOwnerEnforced') =>
      s3.putBucketOwnershipControls({ Bucket, OwnershipControls: { Rules: [{ ObjectOwnership }] } });
    await own('BucketOwnerPreferred');
    expect((await s3.getBucketOwnershipControls({ Bucket })).OwnershipControls?.Rules).toEqual([
      { ObjectOwnership: 'BucketOwnerPreferred' },
    ]);
    await s3.deleteBucketOwnershipControls({ Bucket });
    expect(await failure(s3.getBucketOwnershipControls({ Bucket }))).toMatchObject({
      name: 'OwnershipControlsNotFoundError',
      status: 404,
    });
    await own('BucketOwnerEnforced');
  });

  test('an ACL is refused under BucketOwnerEnforced, as in AWS (R-OWN-1)', async () => {
    for (const ACL of ['private', 'public-read'] as const) {
      expect(await failure(s3.putBucketAcl({ Bucket, ACL }))).toMatchObject({
        name: 'AccessControlListNotSupported',
        status: 400,
        message: 'The bucket does not allow ACLs',
      });
    }
    expect(await failure(s3.createBucket({ Bucket: 'with-acl', ACL: 'public-read' }))).toMatchObject({
      name: 'InvalidBucketAclWithObjectOwnership',
      status: 400,
    });
  });
});

describe('logging', () => {
  const logTo = (TargetBucket: string, TargetPrefix = 'logs/') =>
    s3.putBucketLogging({ Bucket, BucketLoggingStatus: { LoggingEnabled: { TargetBucket, TargetPrefix } } });

  test('is turned on and, by an empty status, off', async () => {
    await logTo(Bucket);
    expect((await s3.getBucketLogging({ Bucket })).LoggingEnabled).toEqual({
      TargetBucket: Bucket,
      TargetPrefix: 'logs/',
    });
    await s3.putBucketLogging({ Bucket, BucketLoggingStatus: {} });
    expect((await s3.getBucketLogging({ Bucket })).LoggingEnabled).toBeUndefined();
  });

  test('goes to a bucket of the same account and region', async () => {
    const other = s3For(emulator, emulator.rootCredentials('222222222222'));
    const ireland = s3For(emulator, emulator.rootCredentials(OWNER), { region: 'eu-west-1' });
    await other.createBucket({ Bucket: 'foreign-logs' });
    await ireland.createBucket({
      Bucket: 'irish-logs',
      CreateBucketConfiguration: { LocationConstraint: 'eu-west-1' },
    });
    expect(await failure(logTo('foreign-logs'))).toMatchObject({ name: 'InvalidTargetBucketForLogging', status: 400 });
    expect(await failure(logTo('no-such-logs'))).toMatchObject({ name: 'InvalidTargetBucketForLogging', status: 400 });
    expect(await failure(logTo('irish-logs'))).toMatchObject({ name: 'CrossLocationLoggingProhibitted', status: 403 });
  });
});

describe('lifecycle', () => {
  const rules = (Rules: LifecycleRule[]) =>
    s3.putBucketLifecycleConfiguration({ Bucket, LifecycleConfiguration: { Rules } });
  const all = { Status: 'Enabled', Filter: { Prefix: '' } } as const;

  test('rules are kept as they were written, in their order', async () => {
    const written: LifecycleRule[] = [
      { ID: 'abort', ...all, AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 } },
      {
        ID: 'noncurrent',
        Status: 'Disabled',
        Filter: { Prefix: 'a&b/' },
        NoncurrentVersionExpiration: { NoncurrentDays: 90, NewerNoncurrentVersions: 2 },
      },
      { ID: 'expire', ...all, Expiration: { Days: 365 } },
      { ID: 'markers', ...all, Expiration: { ExpiredObjectDeleteMarker: true } },
    ];
    const put = await rules(written);
    expect(put.TransitionDefaultMinimumObjectSize).toBe('all_storage_classes_128K');
    const got = await s3.getBucketLifecycleConfiguration({ Bucket });
    expect(got.Rules).toEqual(written);
    expect(got.TransitionDefaultMinimumObjectSize).toBe('all_storage_classes_128K');
    await s3.deleteBucketLifecycle({ Bucket });
    expect(await failure(s3.getBucketLifecycleConfiguration({ Bucket }))).toMatchObject({
      name: 'NoSuchLifecycleConfiguration',
    });
  });

  test('a rule without an id gets one', async () => {
    await rules([{ ...all, Expiration: { Days: 1 } }]);
    expect((await s3.getBucketLifecycleConfiguration({ Bucket })).Rules?.[0]?.ID).toMatch(/^[\w-]{48}$/);
  });

  test.each<[string, string, LifecycleRule[]]>([
    ['no rule', 'MalformedXML', []],
    ['no action', 'InvalidRequest', [{ ID: 'a', ...all }]],
    ['no filter', 'MalformedXML', [{ ID: 'a', Status: 'Enabled', Expiration: { Days: 1 } }]],
    [
      'days and delete markers',
      'MalformedXML',
      [{ ID: 'a', ...all, Expiration: { Days: 1, ExpiredObjectDeleteMarker: true } }],
    ],
    ['no day', 'InvalidArgument', [{ ID: 'a', ...all, Expiration: { Days: 0 } }]],
    [
      'an id twice',
      'InvalidArgument',
      [
        { ID: 'a', ...all, Expiration: { Days: 1 } },
        { ID: 'a', ...all, AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 } },
      ],
    ],
    ['an id that is too long', 'InvalidArgument', [{ ID: 'a'.repeat(256), ...all, Expiration: { Days: 1 } }]],
  ])('%s is %s', async (_, name, Rules) => {
    expect(await failure(rules(Rules))).toMatchObject({ name, status: 400 });
  });

  test('another minimum size of transitions is not implemented, as transitions are not', async () => {
    const LifecycleConfiguration = { Rules: [{ ID: 'a', ...all, Expiration: { Days: 1 } }] };
    const TransitionDefaultMinimumObjectSize = 'varies_by_storage_class';
    const call = s3.putBucketLifecycleConfiguration({
      Bucket,
      LifecycleConfiguration,
      TransitionDefaultMinimumObjectSize,
    });
    expect(await failure(call)).toMatchObject({ name: 'NotImplemented', status: 501 });
  });

  test.each<[string, LifecycleRule]>([
    ['transitions', { ...all, Transitions: [{ Days: 30, StorageClass: 'GLACIER' }] }],
    ['dates', { ...all, Expiration: { Date: new Date('2030-01-01') } }],
    ['tags', { Status: 'Enabled', Filter: { Tag: { Key: 'a', Value: 'b' } }, Expiration: { Days: 1 } }],
    ['the old form of a prefix', { Status: 'Enabled', Prefix: 'a', Expiration: { Days: 1 } }],
  ])('%s are not implemented, and said so', async (_, rule) => {
    expect(await failure(rules([rule]))).toMatchObject({ name: 'NotImplemented', status: 501 });
  });
});
