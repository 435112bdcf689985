import { describe, expect, test } from '@jest/globals';
import { missingStatements } from '../../../access/explain/missing-statements';
import type { Statement } from '../../../access/policy/document';
import { authorize, type Authorization } from '../../../access/services/authorize';
import { callsOf } from '../../../access/services/calls';
import { simulate, type SimulationCase } from '../../../access/simulate/simulate';
import type { AccessPoint } from '../../../access/world/access-point';
import { createAccessPoint } from '../../../access/world/access-points';
import type { PublicAccessBlock } from '../../../access/world/bucket';
import { sessionOf } from '../../../access/world/lookup';
import { createRole } from '../../../access/world/roles';
import cases from '../../vectors/access-points/requests.json';
import { callerOf, caseWorld, CONNECTION, CONSUMER, NOTHING, PRODUCER, REGION } from './world';

interface PointCase {
  readonly id: string;
  readonly name: string;
  readonly source: string;
  readonly request: string;
  /** `owner` is a role of the producer's. @default the consumer's role `reader` */
  readonly caller?: 'owner';
  /** Of the caller's role. */
  readonly identity: readonly Statement[];
  /** Of access point `reports`. @default none */
  readonly point?: readonly Statement[];
  /** Of bucket `acme`, which is the producer's. @default none */
  readonly policy?: readonly Statement[];
  /** @default the producer's */
  readonly pointAccount?: string;
  /** @default acme */
  readonly pointBucket?: string;
  readonly networkOrigin?: AccessPoint['networkOrigin'];
  readonly pointBlock?: readonly (keyof PublicAccessBlock)[];
  readonly vpcEndpoint?: string;
  /** `allow`, or how, and at which call on what, the request is refused. */
  readonly expect: string;
}

const documentOf = (statements: readonly Statement[]) => ({ Version: '2012-10-17', Statement: statements }) as const;

function authorizationOf(one: PointCase): Authorization {
  const world = caseWorld();
  const bucket = world.buckets.get('acme')!;
  delete bucket.publicAccessBlock;
  if (one.policy) bucket.policy = documentOf(one.policy);
  const account = one.caller === 'owner' ? PRODUCER : CONSUMER;
  const role = createRole(world, { account, name: 'reader', trustPolicy: NOTHING });
  if (one.identity.length > 0) role.inlinePolicies.set('s3', documentOf(one.identity));
  const off = {
    blockPublicAcls: false,
    ignorePublicAcls: false,
    blockPublicPolicy: false,
    restrictPublicBuckets: false,
  };
  const { arn } = createAccessPoint(world, {
    name: 'reports',
    account: one.pointAccount ?? PRODUCER,
    region: REGION,
    bucket: one.pointBucket ?? 'acme',
    networkOrigin: one.networkOrigin ?? 'Internet',
    publicAccessBlock: { ...off, ...Object.fromEntries((one.pointBlock ?? []).map((setting) => [setting, true])) },
    ...(one.point && { policy: documentOf(one.point) }),
  });
  return authorize(world, {
    service: 's3',
    operation: one.request,
    bucket: 'acme',
    accessPoint: arn,
    ...(one.request === 'GetObject' && { key: 'reports/a' }),
    query: {},
    headers: {},
    caller: sessionOf(world, `arn:aws:iam::${account}:role/reader`, { sessionName: 's' }),
    connection: { ...CONNECTION, ...(one.vpcEndpoint !== undefined && { vpcEndpoint: one.vpcEndpoint }) },
  });
}

describe('a request through an access point (R-AP)', () => {
  test.each((cases as unknown as PointCase[]).map((one) => [one.id, one.name, one] as const))(
    '%s %s',
    (_id, _name, one) => {
      const { effect, refusal } = authorizationOf(one);
      expect(refusal ? `${effect} ${refusal.call.action} ${refusal.call.resource}` : effect).toBe(one.expect);
    },
  );

  test('is refused by the policy that is named', () => {
    const [, , , withoutBucket] = cases as unknown as PointCase[];
    const reasons = authorizationOf({ ...withoutBucket!, policy: [] }).refusal!.reasons;
    expect(reasons[0]).toMatchObject({ side: 'resource', text: 'the bucket policy of acme does not allow it' });
    const { refusal } = authorizationOf({ ...withoutBucket!, point: [] });
    expect(refusal!.reasons[0]!.text).toBe('the policy of access point reports does not allow it');
    const denied = (cases as unknown as PointCase[]).filter((one) => one.expect.startsWith('explicitDeny'));
    expect(denied.map((one) => authorizationOf(one).refusal!.reasons[0]!.text)).toEqual([
      'statement #2 of policy of access point reports denies it',
      'statement #1 of bucket policy of acme denies it',
      expect.stringContaining('because the policy of access point reports is public'),
      expect.stringContaining('because the bucket policy of acme is public'),
      expect.stringContaining('because the policy of access point reports is public'),
    ]);
  });
});

test('a copy’s source is asked for by its own name', () => {
  const { point, caller } = { point: `arn:aws:s3:${REGION}:${PRODUCER}:accesspoint/reports`, caller: callerOf() };
  const headers = { 'x-amz-copy-source': 'acme/reports/source' };
  const request = {
    service: 's3',
    operation: 'CopyObject',
    bucket: 'acme',
    key: 'reports/a',
    query: {},
    headers,
  } as const;
  const calls = callsOf(caseWorld(), { ...request, accessPoint: point, caller, connection: CONNECTION });
  expect(calls.map(({ action, resource, callerResource }) => [action, resource, callerResource])).toEqual([
    ['s3:GetObject', 'arn:aws:s3:::acme/reports/source', undefined],
    ['s3:PutObject', `${point}/object/reports/a`, `${point}/object/reports/a`],
    ['s3:PutObject', 'arn:aws:s3:::acme/reports/a', `${point}/object/reports/a`],
  ]);
});

test('what is missing is told of the point and of the bucket, each in its own words', () => {
  const [, , withoutPoint, withoutBucket] = cases as unknown as PointCase[];
  const missing = (one: PointCase) =>
    missingStatements(authorizationOf(one).refusal!).map(({ where, statement }) => [where, statement.Resource]);
  const point = `arn:aws:s3:${REGION}:${PRODUCER}:accesspoint/reports/object/reports/a`;
  expect(missing(withoutPoint!)).toEqual([['the access point policy', point]]);
  expect(missing(withoutBucket!)).toEqual([['the bucket policy', 'arn:aws:s3:::acme/reports/a']]);
  expect(missing({ ...withoutBucket!, identity: [] })).toEqual([["an identity policy of the caller's", point]]);
});

describe('a case with accessPointPolicy', () => {
  const point = `arn:aws:s3:${REGION}:${PRODUCER}:accesspoint/reports`;
  const allow = (Resource: string, more: object = {}) =>
    documentOf([{ Effect: 'Allow', Action: 's3:GetObject', Resource, ...more }]);
  const question: SimulationCase = {
    id: 'point',
    principal: `arn:aws:iam::${CONSUMER}:role/reader`,
    action: 's3:GetObject',
    resource: 'arn:aws:s3:::acme/reports/a',
    resourceAccount: PRODUCER,
    context: { 's3:DataAccessPointArn': point, 's3:DataAccessPointAccount': PRODUCER },
    identity: [allow(`${point}/object/*`)],
    accessPointPolicy: allow(`${point}/object/*`, { Principal: { AWS: CONSUMER } }),
    resourcePolicy: allow('arn:aws:s3:::acme/*', {
      Principal: '*',
      Condition: { StringEquals: { 's3:DataAccessPointAccount': PRODUCER } },
    }),
  };

  test('is allowed where both policies allow it, and the caller’s', () => {
    expect(simulate(question).effect).toBe('allow');
  });

  test.each<[string, Partial<SimulationCase>, string]>([
    ['the point', { accessPointPolicy: NOTHING }, 'the access point policy does not allow it'],
    ['the bucket', { resourcePolicy: NOTHING }, 'the resource policy does not allow it'],
    ['the caller', { identity: [allow('arn:aws:s3:::acme/*')] }, 'no identity-based policy of role'],
  ])('is refused where the policy of %s does not', (_who, more, text) => {
    const { effect, reasons } = simulate({ ...question, ...more });
    expect([effect, reasons[0]!.text]).toEqual(['implicitDeny', expect.stringContaining(text)]);
  });

  test('needs to know the access point', () => {
    expect(() => simulate({ ...question, context: {} })).toThrow('s3:DataAccessPointArn');
  });
});
