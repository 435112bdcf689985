import { describe, expect, test } from '@jest/globals';
import type { PolicyDocument } from '../../../access/policy/document';
import { createBucket } from '../../../access/world/buckets';
import { cloneWorld } from '../../../access/world/clone';
import { createWorld, ensureAccount } from '../../../access/world/create';
import { createAlias, createKey } from '../../../access/world/keys';
import { sessionOf, tryFindKey, tryFindRole, tryFindUser } from '../../../access/world/lookup';
import { bindPrincipals, showPrincipals } from '../../../access/world/principal-ids';
import { createRole } from '../../../access/world/roles';
import { restore, snapshot } from '../../../access/world/snapshot';
import { createUser } from '../../../access/world/users';
import type { World } from '../../../access/world/world';

const account = '222222222222';
const roleArn = `arn:aws:iam::${account}:role/team/reader`;
const nothing: PolicyDocument = { Version: '2012-10-17', Statement: [] };
const naming = (AWS: string | string[]): PolicyDocument => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { AWS }, Action: 's3:GetObject', Resource: 'arn:aws:s3:::b/*' }],
});

function populated(): World {
  const world = createWorld();
  createRole(world, { account, path: '/team/', name: 'reader', trustPolicy: nothing, tags: { team: 'a' } });
  createUser(world, { account, name: 'ann' });
  createBucket(world, { name: 'lake', account: '111111111111', region: 'eu-west-1' });
  const key = createKey(world, { account: '111111111111', region: 'eu-west-1', policy: nothing });
  createAlias(world, { name: 'alias/lake', targetKeyArn: key.arn });
  return world;
}

describe('look-ups', () => {
  test('find a role only by its whole ARN, path included', () => {
    const world = populated();
    expect(tryFindRole(world, roleArn)?.name).toBe('reader');
    expect(tryFindRole(world, `arn:aws:iam::${account}:role/reader`)).toBeUndefined();
    expect(tryFindRole(world, roleArn.replace('aws:', 'aws-cn:'))).toBeUndefined();
    expect(tryFindUser(world, `arn:aws:iam::${account}:user/ann`)?.name).toBe('ann');
    expect(tryFindRole(world, `arn:aws:iam::${account}:user/ann`)).toBeUndefined();
  });

  test('find a key by ARN, id, alias and alias ARN; ids and alias names only in their own account and region', () => {
    const world = populated();
    const here = { account: '111111111111', region: 'eu-west-1' };
    const { arn, id } = [...world.accounts.get('111111111111')!.keys.values()][0]!;
    for (const reference of [arn, id, 'alias/lake', 'arn:aws:kms:eu-west-1:111111111111:alias/lake']) {
      expect(tryFindKey(world, reference, here)?.arn).toBe(arn);
    }
    for (const elsewhere of [
      { ...here, region: 'us-east-1' },
      { ...here, account },
    ]) {
      expect(tryFindKey(world, id, elsewhere)).toBeUndefined();
      expect(tryFindKey(world, 'alias/lake', elsewhere)).toBeUndefined();
      expect(tryFindKey(world, arn, elsewhere)?.arn).toBe(arn);
    }
  });

  test("give a session its role's tags, unless the session has its own", () => {
    const world = populated();
    expect(sessionOf(world, roleArn, { sessionName: 's' }).sessionTags).toEqual({ team: 'a' });
    expect(sessionOf(world, roleArn, { sessionName: 's', sessionTags: { Team: 'b' } }).sessionTags).toEqual({
      Team: 'b',
    });
    expect(() => sessionOf(world, `${roleArn}x`, { sessionName: 's' })).toThrow(`there is no role ${roleArn}x`);
  });
});

describe('principals of saved policies (R-PR-ID)', () => {
  test('become unique ids and are shown as ARNs while the role lives', () => {
    const world = populated();
    const bound = bindPrincipals(world, naming([roleArn, account]), 'bucket');
    const id = tryFindRole(world, roleArn)!.uniqueId;
    expect(bound).toEqual(naming([id, account]));
    expect(showPrincipals(world, bound)).toEqual(naming([roleArn, account]));
  });

  test('stay dead ids when the role is deleted, also when one of the same name is made', () => {
    const world = populated();
    const bound = bindPrincipals(world, naming(roleArn), 'bucket');
    const id = tryFindRole(world, roleArn)!.uniqueId;
    ensureAccount(world, account).roles.delete('reader');
    createRole(world, { account, path: '/team/', name: 'reader', trustPolicy: nothing, uniqueId: 'AROAANOTHER' });
    expect(showPrincipals(world, bound)).toEqual(naming(id));
    expect(() => bindPrincipals(world, naming(id), 'bucket')).toThrow('Invalid principal in policy');
  });

  test.each([
    ['a role that does not exist', `arn:aws:iam::${account}:role/gone`],
    ['a role under another path', `arn:aws:iam::${account}:role/reader`],
    ['a session of a role that does not exist', `arn:aws:sts::${account}:assumed-role/gone/s`],
  ])('refuse %s', (_what, arn) => {
    expect(() => bindPrincipals(populated(), naming(arn), 'bucket')).toThrow('Invalid principal in policy');
  });

  test.each(['*', account, `arn:aws:iam::${account}:root`, `arn:aws:sts::${account}:assumed-role/reader/any`])(
    'leave %s as it is',
    (name) => expect(bindPrincipals(populated(), naming(name), 'bucket')).toEqual(naming(name)),
  );
});

describe('copies', () => {
  test('a clone changes without its original, and shares the documents', () => {
    const world = populated();
    const copy = cloneWorld(world);
    expect(copy).toEqual(world);
    copy.buckets.get('lake')!.policy = nothing;
    copy.accounts.get(account)!.roles.get('reader')!.inlinePolicies.set('p', nothing);
    copy.accounts.get(account)!.roles.delete('reader');
    expect(world.buckets.get('lake')!.policy).toBeUndefined();
    expect(world.accounts.get(account)!.roles.get('reader')!.inlinePolicies.size).toBe(0);
    expect(cloneWorld(world).accounts.get(account)!.roles.get('reader')!.trustPolicy).toBe(nothing);
  });

  test('a snapshot survives JSON', () => {
    const world = populated();
    expect(restore(JSON.parse(JSON.stringify(snapshot(world))))).toEqual(world);
    expect(() => restore({ accounts: {} })).toThrow('this is no snapshot of a world');
  });
});
