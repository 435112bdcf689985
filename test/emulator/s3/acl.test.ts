import type {
  BucketCannedACL,
  GetBucketAclCommandOutput,
  GetObjectAclCommandOutput,
  ObjectCannedACL,
  S3,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { canonicalIdOf } from '../../../access/world/create';
import { startEmulator, type StartedEmulator } from '../../../emulator/index';
import { failure, makeUser, policy } from '../clients';
import { s3For, textOf } from './s3-client';

const OWNER = '111111111111';
const OTHER = '222222222222';
const Bucket = 'with-acls';
const [ownerId, otherId] = [canonicalIdOf(OWNER), canonicalIdOf(OTHER)];
const ALL_USERS = 'http://acs.amazonaws.com/groups/global/AllUsers';
const denied = { name: 'AccessDenied', status: 403 };
let emulator: StartedEmulator;
let owner: S3;
let other: S3;
let user: S3;
let nobody: S3;

beforeAll(async () => {
  emulator = await startEmulator();
  owner = s3For(emulator, emulator.rootCredentials(OWNER));
  other = s3For(emulator, emulator.rootCredentials(OTHER));
  user = s3For(
    emulator,
    await makeUser(emulator, OTHER, 'user', { Effect: 'Allow', Action: 's3:Get*', Resource: '*' }),
  );
  nobody = s3For(emulator, undefined);
  await owner.createBucket({ Bucket });
});
afterAll(() => emulator.stop());
beforeEach(async () => {
  await own('ObjectWriter');
  await owner.putBucketAcl({ Bucket, ACL: 'private' });
  await owner.deletePublicAccessBlock({ Bucket });
  await owner.deleteBucketPolicy({ Bucket });
});

const own = (ObjectOwnership: 'ObjectWriter' | 'BucketOwnerPreferred' | 'BucketOwnerEnforced') =>
  owner.putBucketOwnershipControls({ Bucket, OwnershipControls: { Rules: [{ ObjectOwnership }] } });
const openFor = (...Action: string[]) =>
  owner.putBucketPolicy({
    Bucket,
    Policy: policy({ Effect: 'Allow', Principal: { AWS: OTHER }, Action, Resource: `arn:aws:s3:::${Bucket}/*` }),
  });
const block = (setting: 'BlockPublicAcls' | 'IgnorePublicAcls') =>
  owner.putPublicAccessBlock({ Bucket, PublicAccessBlockConfiguration: { [setting]: true } });

/** The grants of an ACL in short: whom, and what. */
function inShort(answer: GetObjectAclCommandOutput | GetBucketAclCommandOutput): string[] {
  const named = (id: string | undefined) => (id === ownerId ? 'owner' : id === otherId ? 'other' : id);
  return (answer.Grants ?? []).map(
    ({ Grantee, Permission }) => `${named(Grantee?.ID) ?? Grantee?.URI?.split('/').at(-1)} ${Permission}`,
  );
}
const bucketAcl = async () => inShort(await owner.getBucketAcl({ Bucket }));
const objectAcl = async (Key: string, by = owner) => inShort(await by.getObjectAcl({ Bucket, Key }));

describe('PutBucketAcl', () => {
  test.each<[BucketCannedACL, string[]]>([
    ['private', []],
    ['public-read', ['AllUsers READ']],
    ['public-read-write', ['AllUsers READ', 'AllUsers WRITE']],
    ['authenticated-read', ['AuthenticatedUsers READ']],
    ['log-delivery-write' as BucketCannedACL, ['LogDelivery WRITE', 'LogDelivery READ_ACP']],
    ['bucket-owner-full-control' as BucketCannedACL, []],
  ])('takes the canned ACL %s', async (ACL, grants) => {
    await owner.putBucketAcl({ Bucket, ACL });
    expect(await bucketAcl()).toEqual(['owner FULL_CONTROL', ...grants]);
  });

  test('takes grants in headers', async () => {
    await owner.putBucketAcl({
      Bucket,
      GrantRead: `id="${otherId}", uri="${ALL_USERS}"`,
      GrantWriteACP: `id=${otherId}`,
      GrantFullControl: `id=${ownerId}`,
    });
    expect(await bucketAcl()).toEqual(['owner FULL_CONTROL', 'other READ', 'AllUsers READ', 'other WRITE_ACP']);
  });

  test('takes grants in a document', async () => {
    await owner.putBucketAcl({
      Bucket,
      AccessControlPolicy: {
        Owner: { ID: ownerId },
        Grants: [
          { Grantee: { Type: 'CanonicalUser', ID: ownerId }, Permission: 'FULL_CONTROL' },
          { Grantee: { Type: 'CanonicalUser', ID: otherId }, Permission: 'READ' },
          { Grantee: { Type: 'Group', URI: ALL_USERS }, Permission: 'READ_ACP' },
        ],
      },
    });
    expect(await bucketAcl()).toEqual(['owner FULL_CONTROL', 'other READ', 'AllUsers READ_ACP']);
  });

  test.each<[string, Partial<Parameters<S3['putBucketAcl']>[0]>, string]>([
    ['no ACL at all', {}, 'MissingSecurityHeader'],
    ['a canned ACL that is none', { ACL: 'all' as 'private' }, 'InvalidArgument'],
    ['a canned ACL and grants', { ACL: 'private', GrantRead: `id=${otherId}` }, 'InvalidRequest'],
    ['an id that is none', { GrantRead: 'id=somebody' }, 'InvalidArgument'],
    ['a group that is none', { GrantRead: 'uri=http://acs.amazonaws.com/groups/global/Friends' }, 'InvalidArgument'],
    ['what is no grant', { GrantRead: otherId }, 'InvalidArgument'],
    ['an e-mail address', { GrantRead: 'emailAddress=a@example.com' }, 'UnresolvableGrantByEmailAddress'],
    ['a grant to nobody', { AccessControlPolicy: { Grants: [{ Permission: 'READ' }] } }, 'MalformedACLError'],
    [
      'more than 100 grants',
      {
        AccessControlPolicy: {
          Grants: Array.from({ length: 101 }, () => ({
            Grantee: { Type: 'CanonicalUser', ID: otherId },
            Permission: 'READ',
          })),
        },
      },
      'MalformedACLError',
    ],
  ])('refuses %s', async (_what, acl, name) => {
    expect(await failure(owner.putBucketAcl({ Bucket, ...acl }))).toMatchObject({ name, status: 400 });
    expect(await bucketAcl()).toEqual(['owner FULL_CONTROL']);
  });

  test('of a public ACL is refused under BlockPublicAcls, in AWS’s words (R-BPA-3)', async () => {
    await block('BlockPublicAcls');
    for (const acl of [{ ACL: 'public-read' }, { GrantRead: `uri=${ALL_USERS}` }] as const) {
      expect(await failure(owner.putBucketAcl({ Bucket, ...acl }))).toMatchObject({
        ...denied,
        message:
          `User: arn:aws:iam::${OWNER}:root is not authorized to perform: s3:PutBucketAcl on resource: ` +
          `"arn:aws:s3:::${Bucket}" because public access control lists (ACLs) are blocked by the BlockPublicAcls ` +
          'block public access setting.',
      });
    }
    await owner.putBucketAcl({ Bucket, GrantRead: `id=${otherId}` });
  });
});

describe('a grant on a bucket', () => {
  test('lets another account list it, and nothing else', async () => {
    expect(await failure(other.listObjectsV2({ Bucket }))).toMatchObject(denied);
    await owner.putBucketAcl({ Bucket, GrantRead: `id=${otherId}` });
    expect((await other.listObjectsV2({ Bucket })).Name).toBe(Bucket);
    expect(await failure(other.getBucketAcl({ Bucket }))).toMatchObject(denied);
    expect(await failure(other.putObject({ Bucket, Key: 'x', Body: 'x' }))).toMatchObject(denied);
    expect(await failure(user.listObjectsV2({ Bucket }))).toMatchObject(denied);
  });

  test('to AllUsers opens it to anonymous callers, until IgnorePublicAcls', async () => {
    await owner.putBucketAcl({ Bucket, ACL: 'public-read' });
    expect((await nobody.listObjectsV2({ Bucket })).Name).toBe(Bucket);
    await block('IgnorePublicAcls');
    expect(await failure(nobody.listObjectsV2({ Bucket }))).toMatchObject(denied);
    expect(await bucketAcl()).toContain('AllUsers READ');
  });

  test('lets no bucket become one without ACLs (R-OWN-1)', async () => {
    await owner.putBucketAcl({ Bucket, GrantRead: `id=${otherId}` });
    expect(await failure(own('BucketOwnerEnforced'))).toMatchObject({
      name: 'InvalidBucketAclWithObjectOwnership',
      status: 400,
    });
    await owner.putBucketAcl({ Bucket, ACL: 'private' });
    await own('BucketOwnerEnforced');
  });
});

describe('CreateBucket', () => {
  const create = (Bucket: string, more: Partial<Parameters<S3['createBucket']>[0]>) =>
    owner.createBucket({ Bucket, ObjectOwnership: 'ObjectWriter', ...more });

  test('takes grants where ACLs are on', async () => {
    await create('granted', { GrantRead: `id=${otherId}` });
    expect(inShort(await owner.getBucketAcl({ Bucket: 'granted' }))).toEqual(['owner FULL_CONTROL', 'other READ']);
  });

  test('refuses a public ACL, as every new bucket blocks them (R-BPA-3)', async () => {
    expect(await failure(create('public', { ACL: 'public-read' }))).toMatchObject({
      name: 'InvalidBucketAclWithBlockPublicAccessError',
      status: 400,
      message: 'Bucket cannot have public ACLs set with BlockPublicAccess enabled',
    });
  });
});

describe('an object put by another account', () => {
  beforeEach(() => openFor('s3:PutObject', 's3:PutObjectAcl', 's3:GetObject'));

  test('is its own, and closed to the owner of the bucket, who can delete it (R-OWN-3)', async () => {
    await other.putObject({ Bucket, Key: 'theirs', Body: 'theirs' });
    expect(await textOf(other.getObject({ Bucket, Key: 'theirs' }))).toBe('theirs');
    expect(await failure(owner.getObject({ Bucket, Key: 'theirs' }))).toMatchObject(denied);
    expect(await failure(owner.getObjectAcl({ Bucket, Key: 'theirs' }))).toMatchObject(denied);
    await owner.deleteObject({ Bucket, Key: 'theirs' });
    expect(await failure(owner.getObject({ Bucket, Key: 'theirs' }))).toMatchObject({ name: 'NoSuchKey' });
  });

  test('opens to the bucket’s owner by bucket-owner-full-control, and stays its own', async () => {
    await other.putObject({ Bucket, Key: 'shared', Body: 'x', ACL: 'bucket-owner-full-control' });
    const acl = await owner.getObjectAcl({ Bucket, Key: 'shared' });
    expect(acl.Owner?.ID).toBe(otherId);
    expect(inShort(acl)).toEqual(['other FULL_CONTROL', 'owner FULL_CONTROL']);
    expect(await textOf(owner.getObject({ Bucket, Key: 'shared' }))).toBe('x');
  });

  test('becomes the bucket owner’s by it under BucketOwnerPreferred, and by nothing else (R-OWN-2)', async () => {
    await own('BucketOwnerPreferred');
    await other.putObject({ Bucket, Key: 'given', Body: 'x', ACL: 'bucket-owner-full-control' });
    const acl = await owner.getObjectAcl({ Bucket, Key: 'given' });
    expect([acl.Owner?.ID, ...inShort(acl)]).toEqual([ownerId, 'owner FULL_CONTROL']);
    await other.putObject({ Bucket, Key: 'kept', Body: 'x', ACL: 'bucket-owner-read' });
    expect(await textOf(owner.getObject({ Bucket, Key: 'kept' }))).toBe('x');
    expect(await failure(owner.getObjectAcl({ Bucket, Key: 'kept' }))).toMatchObject(denied);
    expect(await objectAcl('kept', other)).toEqual(['other FULL_CONTROL', 'owner READ']);
  });

  test('is the bucket owner’s once ACLs are off (R-OWN-1)', async () => {
    await other.putObject({ Bucket, Key: 'before', Body: 'x', ACL: 'bucket-owner-read' });
    await own('BucketOwnerEnforced');
    expect(await objectAcl('before')).toEqual(['owner FULL_CONTROL']);
    expect(await textOf(owner.getObject({ Bucket, Key: 'before' }))).toBe('x');
  });
});

describe('an object’s ACL', () => {
  const Key = 'mine';
  beforeEach(() => owner.putObject({ Bucket, Key, Body: 'mine' }));

  test('is put with PutObjectAcl, and opens what it says', async () => {
    expect(await failure(nobody.getObject({ Bucket, Key }))).toMatchObject(denied);
    await owner.putObjectAcl({ Bucket, Key, ACL: 'public-read' });
    expect(await textOf(nobody.getObject({ Bucket, Key }))).toBe('mine');
    expect(await failure(nobody.getObjectAcl({ Bucket, Key }))).toMatchObject(denied);
    await owner.putObjectAcl({ Bucket, Key, GrantReadACP: `id="${otherId}"` });
    expect(await failure(nobody.getObject({ Bucket, Key }))).toMatchObject(denied);
    expect(await objectAcl(Key, other)).toEqual(['owner FULL_CONTROL', 'other READ_ACP']);
    expect(await failure(other.getObject({ Bucket, Key }))).toMatchObject(denied);
  });

  test('can be changed by whom it lets, with the ACL’s words', async () => {
    await owner.putObjectAcl({ Bucket, Key, GrantWriteACP: `id="${otherId}"` });
    await other.putObjectAcl({ Bucket, Key, GrantRead: `id="${otherId}"` });
    expect(await textOf(other.getObject({ Bucket, Key }))).toBe('mine');
    expect(await textOf(user.getObject({ Bucket, Key }))).toBe('mine');
    expect(await failure(other.putObjectAcl({ Bucket, Key, ACL: 'private' }))).toMatchObject(denied);
  });

  test.each<[string, () => Promise<unknown>]>([
    ['PutObject', () => owner.putObject({ Bucket, Key: 'made', Body: 'x', ACL: 'authenticated-read' })],
    [
      'CopyObject, which copies none',
      async () => {
        await owner.putObjectAcl({ Bucket, Key, ACL: 'public-read' });
        await owner.copyObject({ Bucket, Key: 'made', CopySource: `${Bucket}/${Key}`, ACL: 'authenticated-read' });
      },
    ],
    [
      'CreateMultipartUpload',
      async () => {
        const upload = { Bucket, Key: 'made' };
        const { UploadId } = await owner.createMultipartUpload({ ...upload, ACL: 'authenticated-read' });
        const { ETag } = await owner.uploadPart({ ...upload, UploadId, PartNumber: 1, Body: 'x' });
        const MultipartUpload = { Parts: [{ PartNumber: 1, ETag }] };
        await owner.completeMultipartUpload({ ...upload, UploadId, MultipartUpload });
      },
    ],
  ])('comes with %s', async (_what, make) => {
    await make();
    expect(await objectAcl('made')).toEqual(['owner FULL_CONTROL', 'AuthenticatedUsers READ']);
    expect(await failure(nobody.getObject({ Bucket, Key: 'made' }))).toMatchObject(denied);
    expect(await textOf(user.getObject({ Bucket, Key: 'made' }))).not.toBe('');
    await owner.putObject({ Bucket, Key: 'made', Body: 'y' });
    expect(await objectAcl('made')).toEqual(['owner FULL_CONTROL']);
  });

  test.each<ObjectCannedACL>(['public-read', 'public-read-write', 'authenticated-read'])(
    '%s is refused under BlockPublicAcls (R-BPA-3)',
    async (ACL) => {
      await block('BlockPublicAcls');
      for (const refused of [
        () => owner.putObject({ Bucket, Key, Body: 'x', ACL }),
        () => owner.putObjectAcl({ Bucket, Key, ACL }),
        () => owner.copyObject({ Bucket, Key: 'copy', CopySource: `${Bucket}/${Key}`, ACL }),
        () => owner.createMultipartUpload({ Bucket, Key: 'upload', ACL }),
      ]) {
        expect(await failure(refused())).toMatchObject({
          ...denied,
          message: expect.stringContaining('because public access control lists (ACLs) are blocked by the'),
        });
      }
    },
  );

  test('is not a bucket’s: log-delivery-write is refused', async () => {
    const ACL = 'log-delivery-write' as ObjectCannedACL;
    expect(await failure(owner.putObjectAcl({ Bucket, Key, ACL }))).toMatchObject({ name: 'InvalidArgument' });
  });

  test('is of its version', async () => {
    await owner.putBucketVersioning({ Bucket, VersioningConfiguration: { Status: 'Enabled' } });
    const { VersionId } = await owner.putObject({ Bucket, Key: 'v', Body: '1', ACL: 'public-read' });
    await owner.putObject({ Bucket, Key: 'v', Body: '2' });
    expect(inShort(await owner.getObjectAcl({ Bucket, Key: 'v', VersionId }))).toContain('AllUsers READ');
    expect(await objectAcl('v')).toEqual(['owner FULL_CONTROL']);
    expect(await textOf(nobody.getObject({ Bucket, Key: 'v', VersionId }))).toBe('1');
    expect(await failure(nobody.getObject({ Bucket, Key: 'v' }))).toMatchObject(denied);
    await owner.putBucketVersioning({ Bucket, VersioningConfiguration: { Status: 'Suspended' } });
  });
});

test('what anonymous callers put is theirs, and the owner of the bucket can but delete it', async () => {
  await owner.putBucketAcl({ Bucket, ACL: 'public-read-write' });
  await nobody.putObject({ Bucket, Key: 'nobodys', Body: 'x' });
  expect(await textOf(nobody.getObject({ Bucket, Key: 'nobodys' }))).toBe('x');
  expect(await failure(owner.getObject({ Bucket, Key: 'nobodys' }))).toMatchObject(denied);
  await owner.deleteObject({ Bucket, Key: 'nobodys' });
});

test('WRITE on a bucket is for new objects and for one’s own (R-ACL)', async () => {
  await owner.putBucketAcl({ Bucket, GrantWrite: `id=${otherId}` });
  await owner.putObject({ Bucket, Key: 'owned', Body: 'x' });
  await other.putObject({ Bucket, Key: 'new', Body: '1' });
  await other.putObject({ Bucket, Key: 'new', Body: '2' });
  expect(await failure(other.putObject({ Bucket, Key: 'owned', Body: 'y' }))).toMatchObject(denied);
  expect(await failure(other.deleteObject({ Bucket, Key: 'owned' }))).toMatchObject(denied);
  await other.deleteObject({ Bucket, Key: 'new' });
});
