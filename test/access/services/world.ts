import type { Caller } from '../../../access/caller';
import type { Connection } from '../../../access/services/request';
import type { PolicyDocument } from '../../../access/policy/document';
import { createAccessPoint } from '../../../access/world/access-points';
import { createBucket } from '../../../access/world/buckets';
import { createWorld, ensureAccount } from '../../../access/world/create';
import { createInstanceProfile } from '../../../access/world/instance-profiles';
import { createAlias, createKey } from '../../../access/world/keys';
import { createManagedPolicy } from '../../../access/world/managed-policies';
import { createRole } from '../../../access/world/roles';
import { createUser } from '../../../access/world/users';
import type { World } from '../../../access/world/world';

export const PRODUCER = '111111111111';
export const CONSUMER = '222222222222';
const ORGANIZED = '333333333333';
const CHINA = '444444444444';
export const REGION = 'eu-west-1';

export const NOTHING: PolicyDocument = { Version: '2012-10-17', Statement: [] };

/** The role's session that makes the cases' requests unless they name another caller. */
export const READER: Caller = {
  kind: 'role-session',
  account: CONSUMER,
  role: { path: '/', name: 'reader', uniqueId: 'AROAREADER' },
  sessionName: 's',
};

/** The callers that cases name. */
export function callerOf(name = 'reader'): Caller {
  if (name === 'reader') return READER;
  if (name === 'anonymous') return { kind: 'anonymous' };
  if (name === 'root') return { kind: 'root', account: CONSUMER };
  if (name === 'china') return { kind: 'root', account: CHINA, partition: 'aws-cn' };
  return { kind: 'service', service: name };
}

export const CONNECTION: Connection = {
  secure: true,
  tlsVersion: '1.3',
  sourceIp: '203.0.113.7',
  userAgent: 'test',
  time: '2026-11-24T12:00:00.000Z',
  region: REGION,
  authType: 'REST-HEADER',
};

/** Bucket `acme` and a key of the producer, bucket `other` and a key of the consumer, and a few more. */
export function caseWorld(): World {
  const world = createWorld();
  ensureAccount(world, CHINA, 'aws-cn');
  ensureAccount(world, ORGANIZED).organization = { id: 'o-a1b2c3d4e5', path: ['r-ab12', 'ou-ab12-1'] };
  createBucket(world, { name: 'acme', account: PRODUCER, region: REGION });
  createBucket(world, { name: 'other', account: CONSUMER, region: REGION });
  createBucket(world, { name: 'organized', account: ORGANIZED, region: REGION });
  createBucket(world, { name: 'acme-cn', account: CHINA, region: 'cn-north-1' });
  const id = (digit: string) =>
    `${digit.repeat(8)}-${digit.repeat(4)}-4${digit.repeat(3)}-8${digit.repeat(3)}-${digit.repeat(12)}`;
  const common = { region: REGION, policy: NOTHING };
  const lake = createKey(world, { ...common, account: PRODUCER, id: id('1'), tags: { Team: 'lake' } });
  const mine = createKey(world, { ...common, account: CONSUMER, id: id('2') });
  createAlias(world, { name: 'alias/lake', targetKeyArn: lake.arn });
  const logs = createKey(world, { ...common, account: PRODUCER, id: id('5') });
  createAlias(world, { name: 'alias/logs', targetKeyArn: logs.arn });
  createAlias(world, { name: 'alias/mine', targetKeyArn: mine.arn });
  createKey(world, { ...common, account: PRODUCER, id: id('6') });
  createRole(world, { account: PRODUCER, name: 'lake', path: '/team/', trustPolicy: NOTHING, tags: { Team: 'lake' } });
  createUser(world, { account: PRODUCER, name: 'ann', path: '/team/', tags: { Team: 'people' } });
  const entity = { account: PRODUCER, tags: { Team: 'web' } };
  createManagedPolicy(world, { ...entity, name: 'read', document: NOTHING });
  createInstanceProfile(world, { ...entity, name: 'web', path: '/team/' });
  const point = { account: PRODUCER, region: REGION, bucket: 'acme' };
  createAccessPoint(world, { ...point, name: 'data' });
  createAccessPoint(world, { ...point, name: 'inside', networkOrigin: 'VPC' });
  return world;
}
