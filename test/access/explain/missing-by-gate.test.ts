import { describe, expect, test } from '@jest/globals';
import { missingStatements } from '../../../access/explain/missing-statements';
import type { PolicyDocument } from '../../../access/policy/document';
import { authorize } from '../../../access/services/authorize';
import { simulate, type SimulationCase } from '../../../access/simulate/simulate';
import { callerOf, caseWorld, CONNECTION } from '../services/world';

const PRODUCER = '111111111111';
const CONSUMER = '222222222222';
const ROLE = `arn:aws:iam::${CONSUMER}:role/reader`;
const OBJECT = 'arn:aws:s3:::acme/a';
const KEY = `arn:aws:kms:eu-west-1:${CONSUMER}:key/k`;
const document = (statement: object): PolicyDocument => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: '*', Resource: '*', ...statement }],
});
const open = document({});
const silent = document({ Action: 's3:PutObject' });
const openToAll = document({ Principal: '*' });
const silentToAll = document({ Principal: '*', Action: 's3:PutObject' });
const own: SimulationCase = {
  id: 'x',
  principal: `arn:aws:sts::${CONSUMER}:assumed-role/reader/s`,
  action: 's3:GetObject',
  resource: OBJECT,
  resourceAccount: CONSUMER,
  identity: [open],
};
const ofKey = { action: 'kms:Decrypt', resource: KEY };
const missing = (more: Partial<SimulationCase>) => missingStatements(simulate({ ...own, ...more }));
const read = { Effect: 'Allow', Action: 's3:GetObject', Resource: OBJECT };
const callers = { side: 'caller', account: CONSUMER };

describe('what is missing is one statement', () => {
  test.each<[string, Partial<SimulationCase>, object]>([
    [
      'of an identity policy',
      { identity: [] },
      { gate: 'identity', ...callers, where: "an identity policy of the caller's", statement: read },
    ],
    [
      'of the boundary',
      { boundary: silent },
      { gate: 'boundary', ...callers, where: 'the permissions boundary', statement: read },
    ],
    [
      'of a session policy',
      { session: silent },
      { gate: 'session', ...callers, where: 'a session policy', statement: read },
    ],
    [
      'of service control policies',
      { scps: [[open], [silent]] },
      {
        gate: 'scp',
        ...callers,
        where: 'a service control policy of each level that allows no such thing',
        statement: read,
      },
    ],
    [
      'of the endpoint policy, which names a role by a condition (R-VPCE)',
      { vpce: silentToAll },
      {
        gate: 'vpce',
        ...callers,
        where: 'the VPC endpoint policy',
        statement: { ...read, Principal: '*', Condition: { ArnEquals: { 'aws:PrincipalArn': ROLE } } },
      },
    ],
    [
      'of the endpoint policy for a caller without an ARN',
      { principal: 'anonymous', identity: [], resourcePolicy: openToAll, vpce: silentToAll },
      { gate: 'vpce', side: 'caller', where: 'the VPC endpoint policy', statement: { ...read, Principal: '*' } },
    ],
    [
      'of the bucket policy, for a role of another account',
      { resourceAccount: PRODUCER },
      {
        gate: 'resource',
        side: 'resource',
        account: PRODUCER,
        where: 'the bucket policy',
        statement: { ...read, Principal: { AWS: ROLE } },
      },
    ],
    [
      'of the bucket policy, for root of another account',
      { principal: `arn:aws:iam::${CONSUMER}:root`, resourceAccount: PRODUCER },
      {
        gate: 'resource',
        side: 'resource',
        account: PRODUCER,
        where: 'the bucket policy',
        statement: { ...read, Principal: { AWS: `arn:aws:iam::${CONSUMER}:root` } },
      },
    ],
    [
      'of the bucket policy, for everybody where the caller is nobody',
      { principal: 'anonymous', identity: [] },
      {
        gate: 'resource',
        side: 'resource',
        account: CONSUMER,
        where: 'the bucket policy',
        statement: { ...read, Principal: '*' },
      },
    ],
    [
      'of the bucket policy, for a service',
      { principal: 'logging.s3.amazonaws.com', identity: [] },
      {
        gate: 'resource',
        side: 'resource',
        account: CONSUMER,
        where: 'the bucket policy',
        statement: { ...read, Principal: { Service: 'logging.s3.amazonaws.com' } },
      },
    ],
    [
      'of an identity policy, though the bucket policy of the same account is silent too (R-STRENGTH)',
      { identity: [], resourcePolicy: silentToAll },
      { gate: 'identity', ...callers, where: "an identity policy of the caller's", statement: read },
    ],
    [
      'of the key policy, though the identity policies of the same account are silent too (R-KMS-1)',
      { ...ofKey, identity: [] },
      {
        gate: 'resource',
        side: 'resource',
        account: CONSUMER,
        where: 'the key policy',
        statement: { Effect: 'Allow', Action: 'kms:Decrypt', Resource: '*', Principal: { AWS: ROLE } },
      },
    ],
    [
      'of an identity policy, where the key policy leaves it to those (R-KMS-1)',
      { ...ofKey, identity: [], resourcePolicy: document({ Principal: { AWS: CONSUMER } }) },
      {
        gate: 'identity',
        ...callers,
        where: "an identity policy of the caller's",
        statement: { Effect: 'Allow', Action: 'kms:Decrypt', Resource: KEY },
      },
    ],
    [
      'of the trust policy, which has no Resource',
      { action: 'sts:AssumeRole', resource: ROLE },
      {
        gate: 'resource',
        side: 'resource',
        account: CONSUMER,
        where: 'the trust policy',
        statement: { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: ROLE } },
      },
    ],
  ])('%s', (_where, more, statement) => expect(missing(more)).toStrictEqual([statement]));

  test.each<[string, Partial<SimulationCase>, readonly string[]]>([
    ['both sides, across accounts', { resourceAccount: PRODUCER, identity: [] }, ['identity', 'resource']],
    [
      'the caller’s own, where the key policy leaves it to those',
      { ...ofKey, identity: [], boundary: silent, resourcePolicy: document({ Principal: { AWS: CONSUMER } }) },
      ['identity', 'boundary'],
    ],
    ['the boundary and the key', { ...ofKey, identity: [], boundary: silent }, ['boundary', 'resource']],
    [
      'every gate that is silent',
      {
        resourceAccount: PRODUCER,
        identity: [],
        boundary: silent,
        session: silent,
        vpce: silentToAll,
        scps: [[silent]],
      },
      ['scp', 'vpce', 'identity', 'boundary', 'session', 'resource'],
    ],
  ])('for each of several: %s', (_what, more, gates) => {
    expect(missing(more).map(({ gate }) => gate)).toEqual(gates);
  });
});

describe('no statement is missing', () => {
  test('where the service refuses by itself', () => {
    const point = `arn:aws:s3:eu-west-1:${PRODUCER}:accesspoint/inside`;
    const request = { service: 's3', operation: 'ListObjectsV2', bucket: 'acme', accessPoint: point } as const;
    const world = caseWorld();
    const sent = { ...request, query: {}, headers: {}, caller: callerOf(), connection: CONNECTION };
    const [refusal] = authorize(world, sent).decisions;
    expect(refusal!.effect).toBe('implicitDeny');
    expect(missingStatements(refusal!)).toStrictEqual([]);
  });

  test('for what nobody may do to a key of another account (R-KMS-2)', () => {
    const schedule = { action: 'kms:ScheduleKeyDeletion', resource: KEY, resourceAccount: PRODUCER };
    expect(missing({ ...schedule, identity: [] })).toStrictEqual([]);
  });
});
