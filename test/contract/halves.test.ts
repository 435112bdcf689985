import { beforeEach, describe, expect, test } from '@jest/globals';
import { join } from 'node:path';
import { authorize } from '../../access/services/authorize';
import { createBucket } from '../../access/world/buckets';
import { createWorld, ensureAccount } from '../../access/world/create';
import { createKey } from '../../access/world/keys';
import { sessionOf } from '../../access/world/lookup';
import { createRole } from '../../access/world/roles';
import type { World } from '../../access/world/world';
import { addFixtures, entryOf } from '../../contract/fixtures';
import { otherRole, thirdAccount } from '../../contract/fixture-names';
import { leaveOrganization, openBucket, openConsumer, openProducer } from '../../contract/halves';
import { loadPairs } from '../../contract/load';

const [pair] = loadPairs([join(__dirname, '..', '..', 'pairs', 'lake-to-analytics.yaml')]);
const lake = pair!;
const deny = { Version: '2012-10-17', Statement: [{ Effect: 'Deny', Action: '*', Resource: '*' }] } as const;
const reader = lake.grants[0]!.role;

let world: World;
beforeEach(() => {
  world = createWorld();
  ensureAccount(world, '222222222222').organization = { id: lake.organization!, path: ['r-root'] };
  createBucket(world, { name: lake.producer.bucket, account: '111111111111', region: 'eu-west-1' });
  createKey(world, { account: '111111111111', region: 'eu-west-1', policy: { Statement: [] } });
  createRole(world, { account: '222222222222', name: reader.name, trustPolicy: deny }).inlinePolicies.set('deny', deny);
  addFixtures(world, lake);
});

const connection = {
  secure: true,
  tlsVersion: '1.3',
  sourceIp: '127.0.0.1',
  time: '2026-01-01T00:00:00Z',
  region: 'eu-west-1',
};
const mayRead = (roleArn: string, secure = true): boolean =>
  authorize(world, {
    service: 's3',
    operation: 'GetObject',
    bucket: lake.producer.bucket,
    key: 'anything',
    query: {},
    headers: {},
    caller: sessionOf(world, roleArn, { sessionName: 's' }),
    connection: { ...connection, secure },
  }).effect === 'allow';

describe('a half that is thrown open', () => {
  test('of the consumer: everybody there may do everything, as far as the producer lets them', () => {
    openConsumer(world, lake);
    expect(mayRead(reader.arn)).toBe(false);
    world.buckets.get(lake.producer.bucket)!.policy = {
      Statement: [
        {
          Effect: 'Allow',
          Principal: { AWS: '222222222222' },
          Action: 's3:*',
          Resource: 'arn:aws:s3:::acme-lake-exports/*',
        },
      ],
    };
    expect(mayRead(reader.arn)).toBe(true);
  });

  test('of the producer: everybody of the consumer may come in, without TLS too, as far as their own policies let them', () => {
    openProducer(world, lake);
    expect(mayRead(otherRole(lake, '222222222222').arn, false)).toBe(true);
    expect(mayRead(reader.arn)).toBe(false);
    expect(mayRead(otherRole(lake, thirdAccount(lake)).arn)).toBe(false);
  });

  test('of the producer: its roles trust the whole consumer account', () => {
    const { name } = createRole(world, { account: '111111111111', name: 'closed', trustPolicy: deny });
    const mayAssume = () =>
      authorize(world, {
        service: 'sts',
        operation: 'AssumeRole',
        roleArn: `arn:aws:iam::111111111111:role/${name}`,
        tags: { probe: '1' },
        caller: sessionOf(world, otherRole(lake, '222222222222').arn, { sessionName: 's' }),
        connection,
      }).effect === 'allow';
    expect(mayAssume()).toBe(false);
    openProducer(world, lake);
    expect(mayAssume()).toBe(true);
  });

  test('never is open to everybody: public access block would refuse that', () => {
    openProducer(world, lake);
    openBucket(world, lake);
    const policies = [
      ...[...world.buckets.values()].map(({ policy }) => policy),
      ...[...world.accounts.values()].flatMap(({ keys, roles }) => [
        ...[...keys.values()].map(({ policy }) => policy),
        ...[...roles.values()].map(({ trustPolicy }) => trustPolicy),
      ]),
    ];
    expect(JSON.stringify(policies)).not.toMatch(/"Principal":("\*"|\{"AWS":"\*"\})/);
  });

  test('of the bucket alone: its policy lets all accounts in', () => {
    openBucket(world, lake);
    expect(mayRead(otherRole(lake, thirdAccount(lake)).arn)).toBe(true);
  });

  test('of the organization: the consumer is in one with a similar id', () => {
    leaveOrganization(world, lake);
    expect(world.accounts.get('222222222222')!.organization!.id).toBe('o-a1b2c3d4e5x');
  });
});

describe('the fixtures of a pair', () => {
  test('leave what is there as it is', () => {
    expect(world.accounts.get('222222222222')!.roles.get(reader.name)!.inlinePolicies.get('deny')).toEqual(deny);
    const before = [...world.accounts.get('222222222222')!.roles.values()];
    addFixtures(world, lake);
    expect([...world.accounts.get('222222222222')!.roles.values()]).toEqual(before);
  });

  test('tell how each role is entered', () => {
    expect(entryOf(lake, reader.arn)).toEqual({ kind: 'service', service: 'ec2.amazonaws.com' });
    expect(entryOf(lake, 'arn:aws:iam::222222222222:role/ci')).toEqual({
      kind: 'user',
      arn: 'arn:aws:iam::222222222222:user/crossbucket-other',
    });
    const [partner] = loadPairs([join(__dirname, '..', '..', 'pairs', 'orders-with-partner.yaml')]);
    expect(entryOf(partner!, partner!.grants[0]!.role.arn)).toEqual({
      kind: 'role',
      arn: 'arn:aws:iam::333333333333:role/scheduler',
    });
  });
});
