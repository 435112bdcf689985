import { describe, expect, test } from '@jest/globals';
import { authorize } from '../../../../access/services/authorize';
import type { S3Request } from '../../../../access/services/request';
import { s3Calls } from '../../../../access/services/s3/calls';
import type { ObjectState } from '../../../../access/services/s3/object-state';
import type { AclGrant, Bucket } from '../../../../access/world/bucket';
import { canonicalIdOf } from '../../../../access/world/create';
import { callerOf, caseWorld, CONNECTION, CONSUMER, PRODUCER, READER } from '../world';

const grants: readonly AclGrant[] = [{ grantee: { canonicalId: canonicalIdOf(CONSUMER) }, permission: 'WRITE' }];
const writers: Partial<Bucket> = { ownership: 'ObjectWriter' };

/** The one call of a request on an object of bucket `acme`. */
function callOf(operation: string, bucket: Partial<Bucket>, object: ObjectState) {
  const world = caseWorld();
  Object.assign(world.buckets.get('acme')!, bucket);
  const place = { bucket: 'acme', key: 'a', query: {}, headers: {} };
  const request: S3Request = { service: 's3', operation, ...place, caller: READER, connection: CONNECTION };
  return s3Calls(world, request, object)[0]!;
}

// https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html#permissions (R-ACL, R-OWN-3)
describe('a call says which object it is about', () => {
  test.each<[string, string, Partial<Bucket>, ObjectState, object]>([
    [
      'that another account owns',
      'GetObject',
      writers,
      { exists: true, ownerAccount: CONSUMER },
      { owner: CONSUMER, acl: [] },
    ],
    ['that has grants', 'GetObject', writers, { exists: true, acl: grants }, { owner: PRODUCER, acl: grants }],
    [
      'that is overwritten, where the bucket has grants',
      'PutObject',
      { ...writers, acl: grants },
      { exists: true, ownerAccount: CONSUMER },
      { owner: CONSUMER, acl: [], replaced: true },
    ],
    [
      'that a form in a browser overwrites',
      'PostObject',
      { ...writers, acl: grants },
      { exists: true },
      { owner: PRODUCER, acl: [], replaced: true },
    ],
    [
      'that is deleted',
      'DeleteObject',
      { ...writers, acl: grants },
      { exists: true, acl: grants },
      { owner: PRODUCER, acl: grants, replaced: true },
    ],
  ])('%s', (_which, operation, bucket, object, expected) => {
    expect(callOf(operation, bucket, object).object).toStrictEqual(expected);
  });
});

describe('a call says nothing of an object', () => {
  const foreign: ObjectState = { exists: true, ownerAccount: CONSUMER, acl: grants };
  test.each<[string, string, Partial<Bucket>, ObjectState]>([
    ['of the bucket’s owner without grants', 'GetObject', writers, { exists: true }],
    ['that is not there', 'GetObject', writers, { ...foreign, exists: false }],
    ['where ACLs are off', 'GetObject', { ownership: 'BucketOwnerEnforced' }, foreign],
    [
      'that is overwritten, where ACLs are off',
      'PutObject',
      { ownership: 'BucketOwnerEnforced', acl: grants },
      foreign,
    ],
    ['that is overwritten, where the bucket has no grants', 'PutObject', writers, foreign],
  ])('%s', (_which, operation, bucket, object) => {
    expect(callOf(operation, bucket, object)).not.toHaveProperty('object');
  });
});

test.each(['PutObject', 'PostObject'])(
  'WRITE on a bucket lets %s make objects, and overwrite none of another’s',
  (how) => {
    const world = caseWorld();
    Object.assign(world.buckets.get('acme')!, { ...writers, acl: grants, publicAccessBlock: undefined });
    const place = { bucket: 'acme', key: 'a', query: {}, headers: {} };
    const caller = callerOf('root');
    const request: S3Request = { service: 's3', operation: how, ...place, caller, connection: CONNECTION };
    const effect = (object: ObjectState) => authorize(world, request, object).effect;
    expect(effect({ exists: false })).toBe('allow');
    expect(effect({ exists: true, ownerAccount: CONSUMER })).toBe('allow');
    expect(effect({ exists: true })).toBe('implicitDeny');
  },
);
