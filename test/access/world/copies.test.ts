import { describe, expect, test } from '@jest/globals';
import type { PolicyDocument } from '../../../access/policy/document';
import { ALL_USERS } from '../../../access/world/acl';
import { createBucket } from '../../../access/world/buckets';
import { cloneWorld } from '../../../access/world/clone';
import { createWorld, ensureAccount } from '../../../access/world/create';
import { createKey } from '../../../access/world/keys';
import { createRole } from '../../../access/world/roles';
import { restore, snapshot } from '../../../access/world/snapshot';
import type { World } from '../../../access/world/world';

const account = '222222222222';
const document: PolicyDocument = { Version: '2012-10-17', Statement: [] };

function populated(): World {
  const world = createWorld();
  const bucket = createBucket(world, { name: 'lake', account, region: 'eu-west-1' });
  bucket.acl = [{ grantee: { uri: ALL_USERS }, permission: 'READ' }];
  const role = createRole(world, { account, name: 'reader', trustPolicy: document });
  role.inlinePolicies.set('read', document);
  role.attachedPolicies.add('arn:aws:iam::aws:policy/ReadOnlyAccess');
  ensureAccount(world, account).organization = { id: 'o-1', path: ['r-1', 'ou-1'] };
  const scps = [{ name: 'p-1', document }];
  world.organizations.set('o-1', { id: 'o-1', policies: new Map([['r-1', { scps, rcps: [] }]]) });
  return world;
}

const roleIn = (world: World) => world.accounts.get(account)!.roles.get('reader')!;
const scpsIn = (world: World) => world.organizations.get('o-1')!.policies.get('r-1')!.scps;

describe('a clone', () => {
  test('is equal and shares the documents of policies, which are never changed in place', () => {
    const world = populated();
    const clone = cloneWorld(world);
    expect(clone).toEqual(world);
    expect(roleIn(clone).inlinePolicies.get('read')).toBe(document);
    expect(roleIn(clone).trustPolicy).toBe(document);
    expect(scpsIn(clone)[0]!.document).toBe(document);
  });

  test('shares nothing else', () => {
    const world = populated();
    const clone = cloneWorld(world);
    scpsIn(clone).push({ name: 'p-2', document });
    roleIn(clone).inlinePolicies.clear();
    roleIn(clone).attachedPolicies.clear();
    clone.organizations.get('o-1')!.managementAccount = account;
    expect(world).toEqual(populated());
    for (const one of ['acl', 'encryption', 'publicAccessBlock'] as const) {
      expect(clone.buckets.get('lake')![one]).not.toBe(world.buckets.get('lake')![one]);
    }
  });
});

describe('a snapshot', () => {
  const throughJson = (world: World) => restore(JSON.parse(JSON.stringify(snapshot(world))));

  test('keeps maps, sets and lists', () => {
    expect(throughJson(populated())).toEqual(populated());
  });

  test("keeps names of their users' making that look like its own", () => {
    const world = populated();
    const names = { $map: 'a', $set: 'b', $$: 'c', $$map: 'd', cost$: 'e', plain$$: 'f' };
    const key = createKey(world, {
      account,
      region: 'eu-west-1',
      policy: {
        Version: '2012-10-17',
        Statement: { Effect: 'Deny', Principal: '*', Action: 'kms:*', Resource: '*', Condition: { StringLike: names } },
      },
    });
    const granteePrincipal = 'AROAREADER';
    const grant = { id: '1', granteePrincipal, operations: ['Decrypt'], createdAt: key.createdAt };
    key.grants.set('1', { ...grant, encryptionContextEquals: names });
    expect(throughJson(world)).toStrictEqual(world);
  });

  test.each([
    ['null', null],
    ['a text', 'world'],
    ['an object of something else', {}],
    ['a world without buckets', { accounts: { $map: [] }, organizations: { $map: [] } }],
    ['a world with lists', { accounts: [], buckets: [], organizations: [] }],
  ])('is not %s', (_, json) => {
    expect(() => restore(json)).toThrow(
      new Error('this is no snapshot of a world: it has no accounts, buckets and organizations'),
    );
  });
});
