import { describe, expect, test } from '@jest/globals';
import type { AclGrant } from '../../../access/world/bucket';
import { ALL_USERS, AUTHENTICATED_USERS, cannedAcl, isPublicAcl, LOG_DELIVERY } from '../../../access/world/acl';

const owner = 'a'.repeat(64);
const bucketOwner = 'b'.repeat(64);
const bucket = { on: 'bucket', owner: bucketOwner, bucketOwner } as const;
const object = { on: 'object', owner, bucketOwner } as const;
const toGroup = (uri: string, permission: AclGrant['permission']): AclGrant => ({ grantee: { uri }, permission });

// https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html#canned-acl
describe('the canned ACL', () => {
  test.each([
    ['private', bucket, []],
    ['public-read', bucket, [toGroup(ALL_USERS, 'READ')]],
    ['public-read-write', bucket, [toGroup(ALL_USERS, 'READ'), toGroup(ALL_USERS, 'WRITE')]],
    ['authenticated-read', object, [toGroup(AUTHENTICATED_USERS, 'READ')]],
    [
      'aws-exec-read',
      object,
      [
        {
          grantee: { canonicalId: '6aa5a366c34c1cbe25dc49211496e913e0351eb0e8c37aa3477e40942ec6b97c' },
          permission: 'READ',
        },
      ],
    ],
    ['bucket-owner-read', object, [{ grantee: { canonicalId: bucketOwner }, permission: 'READ' }]],
    ['bucket-owner-full-control', object, [{ grantee: { canonicalId: bucketOwner }, permission: 'FULL_CONTROL' }]],
    ['bucket-owner-full-control', bucket, []],
    ['log-delivery-write', bucket, [toGroup(LOG_DELIVERY, 'WRITE'), toGroup(LOG_DELIVERY, 'READ_ACP')]],
    ['log-delivery-write', object, undefined],
    ['toString', bucket, undefined],
  ] as const)('%s of %j has the grants %j', (name, target, grants) => {
    expect(cannedAcl(name, target)).toEqual(grants);
  });
});

describe('an ACL is public (R-BPA-3)', () => {
  const toAccount: AclGrant = { grantee: { canonicalId: owner }, permission: 'FULL_CONTROL' };
  test.each([
    ['not without grants', [], false],
    ['not by a grant to an account', [toAccount], false],
    ['not by a grant to the group of log delivery', [toGroup(LOG_DELIVERY, 'WRITE')], false],
    ['by a grant to everyone among others', [toAccount, toGroup(ALL_USERS, 'READ_ACP')], true],
    ['by a grant to everyone with an account', [toGroup(AUTHENTICATED_USERS, 'READ')], true],
  ] as const)('%s', (_, grants, isPublic) => {
    expect(isPublicAcl(grants)).toBe(isPublic);
  });
});
