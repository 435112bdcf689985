import { describe, expect, test } from '@jest/globals';
import type { PolicyDocument } from '../../../access/policy/document';
import { createWorld, EPOCH } from '../../../access/world/create';
import { createInstanceProfile } from '../../../access/world/instance-profiles';
import { createAlias, createKey } from '../../../access/world/keys';
import { createManagedPolicy } from '../../../access/world/managed-policies';
import { createRole } from '../../../access/world/roles';
import { createUser } from '../../../access/world/users';

const account = '222222222222';
const document: PolicyDocument = { Version: '2012-10-17', Statement: [] };
const createdAt = '2026-02-03T04:05:06.000Z';
const tags = { team: 'a' };
const principal = { path: '/', inlinePolicies: new Map(), attachedPolicies: new Set(), tags: new Map() };

describe('what is made without more than its name', () => {
  const role = (name: string, of = account) => createRole(createWorld(), { account: of, name, trustPolicy: document });
  const user = (name: string, of = account) => createUser(createWorld(), { account: of, name });
  const profile = (name: string, of = account) => createInstanceProfile(createWorld(), { account: of, name });
  const policy = (name: string, of = account) => createManagedPolicy(createWorld(), { account: of, name, document });

  test('is a role for an hour without permissions', () => {
    expect(role('reader')).toStrictEqual({
      ...principal,
      name: 'reader',
      uniqueId: expect.stringMatching(/^AROA[A-Z2-7]{17}$/),
      createdAt: EPOCH,
      trustPolicy: document,
      description: '',
      maxSessionDuration: 3600,
    });
  });

  test('is a user without permissions and access keys', () => {
    expect(user('ann')).toStrictEqual({
      ...principal,
      name: 'ann',
      uniqueId: expect.stringMatching(/^AIDA[A-Z2-7]{17}$/),
      createdAt: EPOCH,
      accessKeys: new Map(),
    });
  });

  test('is an instance profile without a role', () => {
    expect(profile('web')).toStrictEqual({
      name: 'web',
      path: '/',
      uniqueId: expect.stringMatching(/^AIPA[A-Z2-7]{17}$/),
      createdAt: EPOCH,
      tags: new Map(),
    });
  });

  test('is a managed policy in its first version', () => {
    expect(policy('read')).toStrictEqual({
      arn: `arn:aws:iam::${account}:policy/read`,
      name: 'read',
      path: '/',
      policyId: expect.stringMatching(/^ANPA[A-Z2-7]{17}$/),
      createdAt: EPOCH,
      description: '',
      versions: new Map([['v1', { document, createdAt: EPOCH }]]),
      defaultVersion: 'v1',
      tags: new Map(),
    });
  });

  test.each([
    ['a role', (name: string, of?: string) => role(name, of).uniqueId],
    ['a user', (name: string, of?: string) => user(name, of).uniqueId],
    ['an instance profile', (name: string, of?: string) => profile(name, of).uniqueId],
    ['a managed policy', (name: string, of?: string) => policy(name, of).policyId],
  ])('has, if it is %s, an id that follows from account and name', (_, idOf) => {
    expect(idOf('a')).toBe(idOf('a'));
    expect(idOf('b')).not.toBe(idOf('a'));
    expect(idOf('a', '333333333333')).not.toBe(idOf('a'));
  });
});

describe('what is made with everything has it', () => {
  const named = { account, name: 'x', path: '/team/', tags, createdAt };
  const had = { name: 'x', path: '/team/', tags: new Map([['team', 'a']]), createdAt };

  test('as a role', () => {
    const more = { description: 'reads', maxSessionDuration: 7200, uniqueId: 'AROAX' };
    const made = createRole(createWorld(), { ...named, ...more, trustPolicy: document });
    expect(made).toMatchObject({ ...had, ...more });
  });

  test('as a user', () => {
    expect(createUser(createWorld(), { ...named, uniqueId: 'AIDAX' })).toMatchObject({ ...had, uniqueId: 'AIDAX' });
  });

  test('as an instance profile', () => {
    const more = { role: 'reader', uniqueId: 'AIPAX' };
    expect(createInstanceProfile(createWorld(), { ...named, ...more })).toStrictEqual({ ...had, ...more });
  });

  test('as a managed policy', () => {
    const more = { description: 'reads', policyId: 'ANPAX' };
    expect(createManagedPolicy(createWorld(), { ...named, ...more, document })).toMatchObject({
      ...had,
      ...more,
      arn: `arn:aws:iam::${account}:policy/team/x`,
      versions: new Map([['v1', { document, createdAt }]]),
    });
  });
});

describe('keys', () => {
  const region = 'eu-west-1';

  test('are enabled, without rotation, grants and tags', () => {
    const made = createKey(createWorld(), { account, region, policy: document });
    expect(made).toStrictEqual({
      arn: `arn:aws:kms:${region}:${account}:key/${made.id}`,
      id: expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
      account,
      region,
      createdAt: EPOCH,
      description: '',
      policy: document,
      state: 'Enabled',
      rotationEnabled: false,
      rotationPeriodInDays: 365,
      grants: new Map(),
      tags: new Map(),
    });
  });

  test('have what they are made with', () => {
    const more = { id: 'mine', description: 'data', createdAt };
    const made = createKey(createWorld(), { account, region: 'cn-north-1', policy: document, tags, ...more });
    expect(made).toMatchObject({
      ...more,
      arn: `arn:aws-cn:kms:cn-north-1:${account}:key/mine`,
      tags: new Map([['team', 'a']]),
    });
  });

  test('have ids that follow from account, region and how many there are', () => {
    const world = createWorld();
    const ids = [
      createKey(world, { account, region, policy: document }),
      createKey(world, { account, region, policy: document }),
      createKey(createWorld(), { account, region: 'us-east-1', policy: document }),
      createKey(createWorld(), { account: '333333333333', region, policy: document }),
    ].map(({ id }) => id);
    expect(new Set(ids).size).toBe(4);
    expect(createKey(createWorld(), { account, region, policy: document }).id).toBe(ids[0]);
  });

  test('have aliases in their own account and region', () => {
    const world = createWorld();
    const targetKeyArn = `arn:aws:kms:${region}:${account}:key/1`;
    const made = createAlias(world, { name: 'alias/lake', targetKeyArn });
    const arn = `arn:aws:kms:${region}:${account}:alias/lake`;
    expect(made).toEqual({ name: 'alias/lake', arn, region, targetKeyArn, createdAt: EPOCH });
    expect(world.accounts.get(account)!.aliases.get(arn)).toBe(made);
    expect(createAlias(world, { name: 'alias/lake', targetKeyArn, createdAt }).createdAt).toBe(createdAt);
  });

  test('are named by aliases in full', () => {
    expect(() => createAlias(createWorld(), { name: 'alias/lake', targetKeyArn: '1' })).toThrow(
      new Error('1 is no key ARN'),
    );
  });
});
