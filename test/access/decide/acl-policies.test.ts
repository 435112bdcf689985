import { expect, test } from '@jest/globals';
import type { Call, CallObject } from '../../../access/call';
import type { Caller } from '../../../access/caller';
import { decide } from '../../../access/decide/decide';
import { ALL_USERS } from '../../../access/world/acl';
import type { AclGrant } from '../../../access/world/bucket';
import { createBucket } from '../../../access/world/buckets';
import { canonicalIdOf, createWorld } from '../../../access/world/create';

const owner = '111111111111';
const other = '222222222222';
const third = '333333333333';
const otherRoot: Caller = { kind: 'root', account: other };

function setting() {
  const world = createWorld();
  const bucket = createBucket(world, { name: 'acme', account: owner, region: 'eu-west-1' });
  bucket.ownership = 'ObjectWriter';
  delete bucket.publicAccessBlock;
  return { world, bucket };
}

const to = (account: string, permission: AclGrant['permission']): AclGrant => ({
  grantee: { canonicalId: canonicalIdOf(account) },
  permission,
});
const everyone: AclGrant = { grantee: { uri: ALL_USERS }, permission: 'READ' };
const on = (action: string, object?: CallObject, caller: Caller = otherRoot): Call => ({
  caller,
  action,
  resource: action === 's3:ListBucket' ? 'arn:aws:s3:::acme' : 'arn:aws:s3:::acme/reports/a',
  resourceAccount: owner,
  context: {},
  ...(object && { object }),
});

test('one grant of WRITE is for new objects and for those of the grantee, not for those of others (R-ACL)', () => {
  const { world, bucket } = setting();
  bucket.acl = [to(other, 'WRITE')];
  const replaced = (account: string): CallObject => ({ owner: account, acl: [], replaced: true });
  const effects = [
    on('s3:PutObject'),
    on('s3:DeleteObject', replaced(owner)),
    on('s3:DeleteObject', replaced(other)),
    on('s3:PutObject', replaced(owner)),
    on('s3:PutObject'),
  ].map((call) => decide(world, call).effect);
  expect(effects).toEqual(['allow', 'implicitDeny', 'allow', 'implicitDeny', 'allow']);
});

test('IgnorePublicAcls counts from when it is switched on, for buckets and objects (R-BPA-3)', () => {
  const { world, bucket } = setting();
  bucket.acl = [everyone];
  const anonymous: Caller = { kind: 'anonymous' };
  const calls = [
    on('s3:ListBucket', undefined, anonymous),
    on('s3:GetObject', { owner, acl: [everyone] }, anonymous),
    on('s3:GetObject', { owner: third, acl: [everyone] }, anonymous),
  ];
  expect(calls.map((call) => decide(world, call).effect)).toEqual(['allow', 'allow', 'allow']);
  bucket.publicAccessBlock = {
    blockPublicAcls: false,
    ignorePublicAcls: true,
    blockPublicPolicy: false,
    restrictPublicBuckets: false,
  };
  expect(calls.map((call) => decide(world, call).effect)).toEqual(['implicitDeny', 'implicitDeny', 'implicitDeny']);
});

test("of an object of the bucket's owner the bucket policy may allow, beside its ACL", () => {
  const { world, bucket } = setting();
  const Statement = { Effect: 'Allow', Principal: { AWS: other }, Action: 's3:*', Resource: 'arn:aws:s3:::acme/*' };
  bucket.policy = { Statement } as const as typeof bucket.policy;
  const { effect, reasons } = decide(world, on('s3:GetObject', { owner, acl: [] }));
  expect(effect).toBe('allow');
  expect(reasons).toStrictEqual([
    {
      gate: 'resource',
      side: 'resource',
      account: owner,
      rule: 'R-STRENGTH',
      verdict: 'allow',
      policy: 'bucket policy of acme',
      statement: '#0',
      text: 'statement #0 of bucket policy of acme allows it',
    },
  ]);
});

test("a Deny of the bucket policy is cited for another owner's object, whatever its ACL grants (R-OWN-3)", () => {
  const { world, bucket } = setting();
  const all = { Principal: '*', Action: 's3:*', Resource: 'arn:aws:s3:::acme/*' } as const;
  bucket.policy = {
    Statement: [
      { Effect: 'Allow', ...all },
      { Sid: 'Closed', Effect: 'Deny', ...all },
    ],
  };
  const { effect, reasons } = decide(world, on('s3:GetObject', { owner: third, acl: [to(other, 'READ')] }));
  expect(effect).toBe('explicitDeny');
  expect(reasons.map(({ verdict, policy, statement }) => [verdict, policy, statement])).toEqual([
    ['explicitDeny', 'bucket policy of acme', 'Closed'],
    ['allow', 'ACL of object reports/a', 'READ'],
  ]);
});

test('what a grant cannot do to an object is no near miss', () => {
  const { world } = setting();
  const acl = [to(other, 'WRITE'), to(other, 'READ_ACP')];
  const { effect, reasons } = decide(world, on('s3:GetObject', { owner, acl }));
  const place = { policy: 'ACL of object reports/a', statement: 'READ_ACP' };
  expect(effect).toBe('implicitDeny');
  expect(reasons).toStrictEqual([
    {
      gate: 'resource',
      side: 'resource',
      account: owner,
      rule: 'R-STRENGTH',
      verdict: 'implicitDeny',
      policy: 'ACL of object reports/a',
      text: 'the ACL of object reports/a does not allow it',
      nearMisses: [
        {
          ...place,
          element: 'Action',
          wanted: ['s3:GetObjectAcl', 's3:GetObjectVersionAcl'],
          got: 's3:GetObject',
          text: 'the action is s3:GetObject, statement READ_ACP of ACL of object reports/a has s3:GetObjectAcl, s3:GetObjectVersionAcl',
        },
      ],
    },
  ]);
});

test('where there is no ACL to ask, its silence is no reason', () => {
  const { world } = setting();
  const caller: Caller = { kind: 'user', account: owner, path: '/', name: 'ann', uniqueId: 'AIDAANN' };
  const { reasons } = decide(world, on('s3:DeleteObject', { owner, acl: [], replaced: true }, caller));
  expect(reasons.map(({ gate, text }) => [gate, text])).toEqual([
    ['identity', `user arn:aws:iam::${owner}:user/ann has no identity-based policy`],
  ]);
});
