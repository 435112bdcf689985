import { describe, expect, test } from '@jest/globals';
import type { Call } from '../../../access/call';
import type { Caller, FederatedUserCaller } from '../../../access/caller';
import { decide } from '../../../access/decide/decide';
import { gatherPolicies } from '../../../access/decide/gather';
import type { PolicyDocument } from '../../../access/policy/document';
import { createAccessPoint } from '../../../access/world/access-points';
import { createBucket } from '../../../access/world/buckets';
import { createWorld, ensureAccount } from '../../../access/world/create';
import type { KeyGrant } from '../../../access/world/key';
import { createKey } from '../../../access/world/keys';
import { sessionOf, userCaller } from '../../../access/world/lookup';
import { createManagedPolicy } from '../../../access/world/managed-policies';
import { createRole } from '../../../access/world/roles';
import { createUser } from '../../../access/world/users';

const OWNER = '111111111111';
const MEMBER = '222222222222';
const region = 'eu-west-1';

/** A document that is like no other with another name. */
const about = (name: string): PolicyDocument => ({
  Version: '2012-10-17',
  Statement: { Sid: name, Effect: 'Allow', Action: 's3:*', Resource: '*' },
});

/** A user and a role of one account, and a bucket, a key and a role of another's. */
function setting() {
  const world = createWorld();
  const account = ensureAccount(world, MEMBER);
  const owner = ensureAccount(world, OWNER);
  const user = createUser(world, { account: MEMBER, name: 'ann', path: '/app/' });
  user.inlinePolicies.set('own', about('own'));
  const role = createRole(world, { account: MEMBER, name: 'reader', trustPolicy: about('trust') });
  const bucket = createBucket(world, { name: 'lake', account: OWNER, region });
  const key = createKey(world, { account: OWNER, region, policy: about('key') });
  const target = createRole(world, { account: OWNER, name: 'target', path: '/team/', trustPolicy: about('target') });
  const ann = userCaller(account, user);
  const fred: FederatedUserCaller = { kind: 'federated-user', account: MEMBER, name: 'fred', byUser: user };
  const reader = sessionOf(world, `arn:aws:iam::${MEMBER}:role/reader`, { sessionName: 's' });
  const ask = (caller: Caller, more: Partial<Call> = {}) => {
    const common = { action: 's3:GetObject', resource: 'arn:aws:s3:::lake/x', resourceAccount: OWNER, context: {} };
    return { caller, ...common, ...more };
  };
  const gather = (caller: Caller, more?: Partial<Call>) => gatherPolicies(world, ask(caller, more));
  return { world, account, owner, user, role, bucket, key, target, ann, fred, reader, ask, gather };
}

const own = { name: 'own', arn: undefined, document: about('own') };

describe('the policies of the caller', () => {
  test('are the inline ones of the user and the managed ones that are attached, each in its default version', () => {
    const { world, user, ann, gather } = setting();
    const policy = createManagedPolicy(world, { account: MEMBER, name: 'read', document: about('v1') });
    policy.versions.set('v2', { document: about('v2'), createdAt: '' });
    user.attachedPolicies.add(`arn:aws:iam::${MEMBER}:policy/gone`).add(policy.arn);
    const { arn } = policy;
    expect(gather(ann).identity).toEqual([own, { name: 'read', arn, document: about('v1') }]);
    policy.defaultVersion = 'v2';
    expect(gather(ann).identity).toEqual([own, { name: 'read', arn, document: about('v2') }]);
    policy.versions.delete('v2');
    expect(gather(ann).identity).toEqual([own]);
  });

  test('are those of the role for its session, and of the user for a federated user', () => {
    const { role, fred, reader, gather } = setting();
    expect(gather(fred).identity).toEqual([own]);
    expect(gather(reader).identity).toEqual([]);
    role.inlinePolicies.set('own', about('own'));
    expect(gather(reader).identity).toEqual([own]);
  });

  test.each<[what: string, caller: Caller]>([
    ['root', { kind: 'root', account: MEMBER }],
    ['a service', { kind: 'service', service: 'logging.s3.amazonaws.com' }],
    ['an anonymous caller', { kind: 'anonymous' }],
    ['who is of an account that nobody knows', { kind: 'root', account: '999999999999' }],
  ])('are none for %s', (_who, caller) => {
    const { identity, boundary, session, scps } = setting().gather(caller);
    expect({ identity, boundary, session, scps }).toEqual({ identity: [] });
  });

  test('end with the user or the role, even if another takes the name', () => {
    const { world, account, ann, fred, reader, gather } = setting();
    account.users.delete('ann');
    account.roles.delete('reader');
    expect([ann, fred, reader].map((caller) => gather(caller).identity)).toEqual([[], [], []]);
    createUser(world, { account: MEMBER, name: 'ann', uniqueId: 'AIDAOTHER' }).inlinePolicies.set('own', about('own'));
    const role = createRole(world, { account: MEMBER, name: 'reader', trustPolicy: about('x'), uniqueId: 'AROAOTHER' });
    role.inlinePolicies.set('own', about('own'));
    expect([ann, fred, reader].map((caller) => gather(caller).identity)).toEqual([[], [], []]);
  });

  test('have a boundary where the user or role has one', () => {
    const { world, user, ann, fred, reader, gather } = setting();
    const { arn } = createManagedPolicy(world, { account: MEMBER, name: 'limit', document: about('limit') });
    user.boundary = arn;
    const boundary = { name: 'limit', arn, document: about('limit') };
    expect([ann, fred, reader].map((caller) => gather(caller).boundary)).toEqual([boundary, boundary, undefined]);
  });

  test('have a boundary that allows nothing where the policy is gone', () => {
    const { world, bucket, user, ann, ask } = setting();
    bucket.policy = {
      Version: '2012-10-17',
      Statement: { ...about('x').Statement, Principal: { AWS: MEMBER } } as never,
    };
    expect(decide(world, ask(ann)).effect).toBe('allow');
    user.boundary = `arn:aws:iam::${MEMBER}:policy/gone`;
    const { effect, reasons } = decide(world, ask(ann));
    expect([effect, reasons[0]!.gate, reasons[0]!.policy, reasons[0]!.text]).toEqual([
      'implicitDeny',
      'boundary',
      user.boundary,
      `the permissions boundary of user arn:aws:iam::${MEMBER}:user/app/ann does not allow it`,
    ]);
  });

  test('have what was passed when the session was made', () => {
    const { ann, fred, reader, gather } = setting();
    const sessionPolicies = [about('first'), about('second')];
    const session = [
      { name: 'session policy 1', document: about('first') },
      { name: 'session policy 2', document: about('second') },
    ];
    expect(gather({ ...fred, sessionPolicies }).session).toEqual(session);
    expect(gather({ ...reader, sessionPolicies }).session).toEqual(session);
    expect(gather({ ...reader, sessionPolicies: [] }).session).toEqual([]);
    expect([ann, fred, reader].map((caller) => gather(caller).session)).toEqual([undefined, undefined, undefined]);
  });
});

describe('the policy of the resource', () => {
  const bucketPolicy = { name: 'bucket policy of lake', arn: undefined, document: about('lake') };

  test.each(['arn:aws:s3:::lake', 'arn:aws:s3:::lake/x', 'arn:aws:s3:::lake/a:b/c:d', 'arn:aws:s3:::lake/'])(
    'is the bucket’s for %s',
    (resource) => {
      const { bucket, ann, gather } = setting();
      expect(gather(ann, { resource }).resource).toBeUndefined();
      bucket.policy = about('lake');
      expect(gather(ann, { resource })).toMatchObject({ resourceKind: 'bucket', resource: bucketPolicy });
    },
  );

  test.each(['arn:aws:s3:::other', 'arn:aws:s3:::lakes/x', 'arn:aws:s3:::x/lake', '*'])('is not for %s', (resource) => {
    const { bucket, ann, gather } = setting();
    bucket.policy = about('lake');
    expect(gather(ann, { resource }).resource).toBeUndefined();
  });

  test('is the access point’s for the call about it, whatever a bucket is called', () => {
    const { world, bucket, ann, gather } = setting();
    bucket.policy = about('lake');
    createBucket(world, { name: 'accesspoint', account: OWNER, region }).policy = about('accesspoint');
    const point = createAccessPoint(world, { name: 'reports', account: OWNER, region, bucket: 'lake' });
    const through = { resource: `${point.arn}/object/x`, callerResource: `${point.arn}/object/x` };
    expect(gather(ann, through).resource).toBeUndefined();
    point.policy = about('point');
    const ofPoint = { name: 'policy of access point reports', arn: undefined, document: about('point') };
    expect(gather(ann, through).resource).toEqual(ofPoint);
    expect(gather(ann, { callerResource: through.callerResource }).resource).toEqual(bucketPolicy);
  });

  test('is the key’s, or for aws/s3 the one that AWS manages', () => {
    const { key, ann, gather } = setting();
    const action = 'kms:Decrypt';
    expect(gather(ann, { action, resource: key.arn })).toMatchObject({
      resourceKind: 'key',
      resource: { name: `key policy of ${key.arn}`, document: about('key') },
      restrictPublicBuckets: false,
    });
    const managed = `arn:aws:kms:${region}:${OWNER}:alias/aws/s3`;
    expect(gather(ann, { action, resource: managed }).resource?.name).toBe(`key policy of aws/s3 in account ${OWNER}`);
    expect(gather(ann, { action, resource: `${key.arn}0` }).resource).toBeUndefined();
    expect(gather(ann, { action, resource: key.arn, resourceAccount: '999999999999' }).resource).toBeUndefined();
  });

  test('is the trust policy of the role that is assumed, of no role that is looked at', () => {
    const { ann, gather } = setting();
    const resource = `arn:aws:iam::${OWNER}:role/team/target`;
    expect(gather(ann, { action: 'sts:AssumeRole', resource })).toMatchObject({
      resourceKind: 'trust',
      resource: { name: 'trust policy of role target', document: about('target') },
    });
    expect(gather(ann, { action: 'sts:AssumeRole', resource: resource.replace('/team', '') }).resource).toBeUndefined();
    expect(gather(ann, { action: 'iam:GetRole', resource })).toMatchObject({
      resourceKind: 'other',
      resource: undefined,
    });
  });

  test('goes with the grants of the key', () => {
    const { key, ann, gather } = setting();
    const asked = { action: 'kms:Decrypt', resource: key.arn };
    expect(gather(ann, asked).keyGrants ?? []).toEqual([]);
    const grant: KeyGrant = { id: 'g', granteePrincipal: ann.uniqueId, operations: ['Decrypt'], createdAt: '' };
    key.grants.set('g', grant);
    expect(gather(ann, asked).keyGrants).toEqual([grant]);
    expect(gather(ann).keyGrants).toBeUndefined();
  });
});

test('organization policies are the SCPs above the caller and the RCPs above the resource (R-SCP-X)', () => {
  const { world, account, owner, ann, gather } = setting();
  const [scp, rcp] = [
    { name: 'scp', document: about('scp') },
    { name: 'rcp', document: about('rcp') },
  ];
  account.organization = { id: 'o-a1b2c3d4e5', path: ['r-ab12'] };
  owner.organization = { id: 'o-z1y2x3w4v5', path: ['r-zy12'] };
  const attached = (node: string) => ({ policies: new Map([[node, { scps: [scp], rcps: [rcp] }]]) });
  world.organizations.set('o-a1b2c3d4e5', { id: 'o-a1b2c3d4e5', ...attached(MEMBER) });
  world.organizations.set('o-z1y2x3w4v5', { id: 'o-z1y2x3w4v5', ...attached('r-zy12') });
  const { scps, rcps } = gather(ann);
  expect(scps).toEqual([[expect.objectContaining({ name: 'FullAWSAccess' })], [scp]]);
  expect(rcps).toEqual([[rcp], []]);
});

test('the caller’s account goes by its canonical id, and a service by none', () => {
  const { account, ann, gather } = setting();
  expect(gather(ann).callerCanonicalId).toBe(account.canonicalId);
  expect(gather({ kind: 'service', service: 'logging.s3.amazonaws.com' }).callerCanonicalId).toBeUndefined();
});
