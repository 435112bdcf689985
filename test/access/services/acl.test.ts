import { describe, expect, test } from '@jest/globals';
import type { Caller } from '../../../access/caller';
import { missingStatements } from '../../../access/explain/missing-statements';
import type { Statement } from '../../../access/policy/document';
import { authorize, type Authorization } from '../../../access/services/authorize';
import type { ObjectState } from '../../../access/services/s3/object-state';
import { cannedAcl } from '../../../access/world/acl';
import type { AclGrant, ObjectOwnership, PublicAccessBlock } from '../../../access/world/bucket';
import { canonicalIdOf, ensureAccount } from '../../../access/world/create';
import { sessionOf } from '../../../access/world/lookup';
import { createRole } from '../../../access/world/roles';
import type { World } from '../../../access/world/world';
import buckets from '../../vectors/acl/buckets.json';
import objects from '../../vectors/acl/objects.json';
import { callerOf, caseWorld, CONNECTION, CONSUMER, NOTHING, PRODUCER } from './world';

/** `111111111111 READ`: an account or a group, and what it is granted. */
type Grant = string;

interface ObjectCase {
  readonly owner: string;
  /** @default none */
  readonly grants?: readonly Grant[];
}

interface AclCase {
  readonly id: string;
  readonly name: string;
  readonly source: string;
  /** The grants of bucket `acme`, which the producer owns. @default none */
  readonly bucket?: readonly Grant[];
  /** @default ObjectWriter */
  readonly ownership?: ObjectOwnership | 'none';
  /** Settings of Block Public Access that are on. @default none */
  readonly block?: readonly (keyof PublicAccessBlock)[];
  readonly accountBlock?: readonly (keyof PublicAccessBlock)[];
  readonly policy?: readonly Statement[];
  /** Whether the roles of the callers may do anything on S3 or nothing. @default anything */
  readonly identity?: 'none';
  /** @default a session of the consumer's role `reader`; `owner` is one of a role of the producer's */
  readonly caller?: string;
  readonly object?: ObjectCase;
  /** The source of a copy. */
  readonly copied?: ObjectCase;
  readonly version?: string;
  readonly request: string;
  /** `allow`, or how and at which of its calls the request is refused. */
  readonly expect: string;
}

function grantOf(text: Grant): AclGrant {
  const [who, permission] = text.split(' ') as [string, AclGrant['permission']];
  if (/^\d+$/.test(who)) return { grantee: { canonicalId: canonicalIdOf(who) }, permission };
  const folder = who === 'LogDelivery' ? 's3' : 'global';
  return { grantee: { uri: `http://acs.amazonaws.com/groups/${folder}/${who}` }, permission };
}

function blockOf(settings: readonly (keyof PublicAccessBlock)[]): PublicAccessBlock {
  const off = {
    blockPublicAcls: false,
    ignorePublicAcls: false,
    blockPublicPolicy: false,
    restrictPublicBuckets: false,
  };
  return { ...off, ...Object.fromEntries(settings.map((setting) => [setting, true])) };
}

function stateOf(one: ObjectCase | undefined): ObjectState | undefined {
  return one && { exists: true, ownerAccount: one.owner, acl: (one.grants ?? []).map(grantOf) };
}

function worldOf({
  bucket: grants,
  ownership = 'ObjectWriter',
  block,
  accountBlock,
  policy,
  identity,
}: AclCase): World {
  const world = caseWorld();
  const bucket = world.buckets.get('acme')!;
  bucket.acl = (grants ?? []).map(grantOf);
  if (ownership === 'none') delete bucket.ownership;
  else bucket.ownership = ownership;
  bucket.publicAccessBlock = blockOf(block ?? []);
  if (accountBlock) ensureAccount(world, PRODUCER).publicAccessBlock = blockOf(accountBlock);
  if (policy) bucket.policy = { Version: '2012-10-17', Statement: policy };
  for (const account of [PRODUCER, CONSUMER]) {
    const role = createRole(world, { account, name: 'reader', trustPolicy: NOTHING });
    if (identity === 'none') continue;
    const Statement = [{ Effect: 'Allow', Action: 's3:*', Resource: '*' } as const];
    role.inlinePolicies.set('s3', { Version: '2012-10-17', Statement });
  }
  return world;
}

function callerIn(world: World, name = 'reader'): Caller {
  if (name === 'owner-root') return { kind: 'root', account: PRODUCER };
  if (name !== 'reader' && name !== 'owner') return callerOf(name);
  const account = name === 'owner' ? PRODUCER : CONSUMER;
  return sessionOf(world, `arn:aws:iam::${account}:role/reader`, { sessionName: 's' });
}

function authorizationOf(one: AclCase): Authorization {
  const world = worldOf(one);
  return authorize(
    world,
    {
      service: 's3',
      operation: one.request,
      bucket: 'acme',
      key: 'reports/a',
      query: one.version === undefined ? {} : { versionid: one.version },
      headers: one.copied ? { 'x-amz-copy-source': 'acme/reports/source' } : {},
      caller: callerIn(world, one.caller),
      connection: CONNECTION,
    },
    stateOf(one.object) ?? { exists: false },
    stateOf(one.copied),
  );
}

function outcomeOf(one: AclCase): string {
  const { effect, refusal } = authorizationOf(one);
  return refusal ? `${effect} ${refusal.call.action}` : effect;
}

const rowsOf = (cases: unknown) => (cases as AclCase[]).map((one) => [one.id, one.name, one] as const);

describe('the ACL of a bucket', () => {
  test.each(rowsOf(buckets))('%s %s', (_id, _name, one) => expect(outcomeOf(one)).toBe(one.expect));
});

describe('the ACL of an object', () => {
  test.each(rowsOf(objects))('%s %s', (_id, _name, one) => expect(outcomeOf(one)).toBe(one.expect));
});

describe('why', () => {
  const READS = [`${CONSUMER} READ`];
  const question: AclCase = { id: '', name: '', source: '', request: 'ListObjectsV2', expect: '' };
  const reasonsOf = (one: Partial<AclCase>) => {
    const { decisions } = authorizationOf({ ...question, ...one });
    return decisions[0]!.reasons;
  };

  test('a grant is cited as a statement of the ACL (R-ACL)', () => {
    expect(reasonsOf({ bucket: READS })).toContainEqual(
      expect.objectContaining({
        rule: 'R-ACL',
        verdict: 'allow',
        side: 'resource',
        account: PRODUCER,
        policy: 'ACL of bucket acme',
        statement: 'READ',
        text: 'statement READ of ACL of bucket acme allows it',
      }),
    );
  });

  test("of another owner's object, in that owner's account (R-OWN-3)", () => {
    const owner = '333333333333';
    expect(reasonsOf({ request: 'GetObject', object: { owner, grants: READS } })).toContainEqual(
      expect.objectContaining({ rule: 'R-ACL', account: owner, policy: 'ACL of object reports/a', statement: 'READ' }),
    );
  });

  test("its silence is told, and of the bucket policy's Allow nothing, because it does not count (R-OWN-3)", () => {
    const open = { Effect: 'Allow', Principal: '*', Action: 's3:*' } as const;
    const policy = ['arn:aws:s3:::acme/*', 'arn:aws:s3:::acme/images/*'].map((Resource) => ({ ...open, Resource }));
    const object = { owner: '333333333333' };
    const reasons = reasonsOf({ request: 'GetObject', object, policy });
    expect(reasons[0]).toMatchObject({
      rule: 'R-OWN-3',
      gate: 'resource',
      verdict: 'implicitDeny',
      account: '333333333333',
      policy: 'ACL of object reports/a',
      text: 'account 333333333333 owns the object, not the owner of the bucket, and its ACL does not allow it',
    });
    expect(reasons.filter((reason) => reason.policy === 'bucket policy of acme')).toEqual([]);
    expect(reasons[0]!.nearMisses).toEqual([
      expect.objectContaining({ element: 'Principal', wanted: [canonicalIdOf('333333333333')] }),
    ]);
    const { decisions } = authorizationOf({ ...question, request: 'GetObject', object, policy });
    expect(missingStatements(decisions[0]!)).toEqual([]);
  });

  test('where neither policy nor ACL allows, both are named', () => {
    const policy = [
      { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: 'arn:aws:s3:::acme/*' },
    ] as const;
    expect(reasonsOf({ bucket: READS, policy, request: 'PutBucketAcl' })[0]!.text).toBe(
      'neither bucket policy of acme nor ACL of bucket acme allows it',
    );
  });
});

describe('a canned ACL', () => {
  const [owner, bucketOwner] = ['a'.repeat(64), 'b'.repeat(64)];
  const group = (name: string, permission: string) => ({
    grantee: { uri: `http://acs.amazonaws.com/groups/${name}` },
    permission,
  });

  test.each([
    ['private', 'object', []],
    ['public-read', 'bucket', [group('global/AllUsers', 'READ')]],
    ['public-read-write', 'bucket', [group('global/AllUsers', 'READ'), group('global/AllUsers', 'WRITE')]],
    ['authenticated-read', 'object', [group('global/AuthenticatedUsers', 'READ')]],
    ['log-delivery-write', 'bucket', [group('s3/LogDelivery', 'WRITE'), group('s3/LogDelivery', 'READ_ACP')]],
    ['log-delivery-write', 'object', undefined],
    ['bucket-owner-read', 'object', [{ grantee: { canonicalId: bucketOwner }, permission: 'READ' }]],
    ['bucket-owner-full-control', 'object', [{ grantee: { canonicalId: bucketOwner }, permission: 'FULL_CONTROL' }]],
    ['toString', 'object', undefined],
  ] as const)('%s of an %s', (name, on, grants) => {
    expect(cannedAcl(name, { on, owner, bucketOwner })).toEqual(grants);
  });

  test("for the bucket's owner is nothing where that is the owner anyway", () => {
    for (const name of ['bucket-owner-read', 'bucket-owner-full-control']) {
      expect(cannedAcl(name, { on: 'object', owner, bucketOwner: owner })).toEqual([]);
    }
  });
});
