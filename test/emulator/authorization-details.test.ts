import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { AuthorizationDetails } from '../../access/explain/authorization-details';
import { createWorld } from '../../access/world/create';
import { simulate } from '../../access/simulate/simulate';
import { AuthorizationLog } from '../../emulator/authorization-log';
import type { Credentials } from '../../emulator/credentials/secrets';
import { startEmulator, type StartedEmulator } from '../../emulator/index';
import { clientsFor, failure, makeUser, may, policy, rootOf, type AnyCredentials } from './clients';
import { s3For } from './s3/s3-client';
import { send, sign } from './wire';

const OWNER = '111111111111';
const GUEST = '222222222222';
const KIN = '333333333333';
const HOUR = 60 * 60 * 1000;

let now = Date.now();
let emulator: StartedEmulator;
let guest: AnyCredentials;
let kin: AnyCredentials;
beforeAll(async () => {
  emulator = await startEmulator({ clock: () => new Date(now) });
  await s3For(emulator, emulator.rootCredentials(OWNER)).createBucket({ Bucket: 'lake' });
  guest = await makeUser(emulator, GUEST, 'guest', may('s3:GetObject', 'arn:aws:s3:::lake/a/*'));
  kin = await makeUser(emulator, KIN, 'kin', may('s3:*'));
  const { accounts, organizations } = emulator.state.world;
  organizations.set('o-family1234', { id: 'o-family1234', policies: new Map() });
  for (const id of [OWNER, KIN]) accounts.get(id)!.organization = { id: 'o-family1234', path: ['r-ab12'] };
});
afterAll(() => emulator.stop());
beforeEach(() => void (now = Date.now()));

/** GetRequestAuthorizationDetails as a caller sends it. */
async function ask(id: string, who: AnyCredentials, { of = emulator, method = 'GET' } = {}) {
  const url = id.includes('/') ? id : `/authorization-details/${id}`;
  const credentials = {
    accessKeyId: (who.accessKeyId ?? who.AccessKeyId)!,
    secretAccessKey: (who.secretAccessKey ?? who.SecretAccessKey)!,
  };
  const wire = await sign(of.httpEndpoint, credentials, { method, url }, { service: 'iam', date: new Date(now) });
  const { status, headers, body } = await send(of.httpEndpoint, wire);
  const answer = (body === '' ? {} : JSON.parse(body)) as AuthorizationDetails & {
    message: string;
    nextToken?: string;
  };
  return { status, type: headers['content-type'], error: headers['x-amzn-errortype'], ...answer };
}
const root = (account: string): Credentials => emulator.rootCredentials(account);

/** The id of the request that a call makes, whether it is refused or not. */
async function idOf(call: Promise<{ $metadata: { requestId?: string } }>): Promise<string> {
  const { $metadata } = await call.catch((error: { $metadata: { requestId?: string } }) => error);
  return $metadata.requestId!;
}
const read = (who: AnyCredentials, Key: string, of = emulator) => s3For(of, who).getObject({ Bucket: 'lake', Key });

describe('answers for each request that needs a permission', () => {
  test('which statements refused it or nearly allowed it, and what is missing', async () => {
    const id = await idOf(read(kin, 'a/x'));
    const { status, type, evaluations, policies, requestContext } = await ask(id, root(KIN));
    expect([status, type]).toEqual([200, 'application/json']);
    expect(requestContext).toMatchObject({
      'aws:PrincipalArn': `arn:aws:iam::${KIN}:user/kin`,
      'aws:sourceip': '127.0.0.1',
    });
    expect(evaluations[0]).toMatchObject({
      action: 's3:GetObject',
      resource: 'arn:aws:s3:::lake/a/x',
      evaluatedEffect: 'IMPLICIT_DENY',
      matchedPolicies: [{ matchedStatements: [{ evaluatedEffect: 'ALLOW', statement: '#0' }] }],
      gates: [
        { gate: 'resource', side: 'resource', verdict: 'implicitDeny' },
        { gate: 'identity', verdict: 'allow' },
      ],
      missing: [{ side: 'resource', account: OWNER, statement: { Effect: 'Allow', Action: 's3:GetObject' } }],
    });
    expect(policies).toMatchObject([
      { type: 'IDENTITY_BASED_POLICY', attachedTo: [{ arn: `arn:aws:iam::${KIN}:user/kin` }] },
    ]);
  });

  test('that is allowed too, with each of the calls that it stands for', async () => {
    const owner = s3For(emulator, root(OWNER));
    await owner.putObject({ Bucket: 'lake', Key: 'x', Body: 'x' });
    const id = await idOf(owner.copyObject({ Bucket: 'lake', Key: 'y', CopySource: 'lake/x' }));
    const { evaluations } = await ask(id, root(OWNER));
    expect(evaluations.map(({ action, evaluatedEffect }) => [action, evaluatedEffect])).toEqual(
      expect.arrayContaining([
        ['s3:GetObject', 'ALLOW'],
        ['s3:PutObject', 'ALLOW'],
      ]),
    );
  });

  test.each([
    [
      'sts',
      () =>
        clientsFor(emulator, guest).sts.assumeRole({
          RoleArn: `arn:aws:iam::${OWNER}:role/r`,
          RoleSessionName: 'session',
        }),
      'sts:AssumeRole',
    ],
    ['iam', () => clientsFor(emulator, guest).iam.createUser({ UserName: 'x' }), 'iam:CreateUser'],
    ['kms', () => clientsFor(emulator, guest).kms.createKey({}), 'kms:CreateKey'],
  ] as const)('of %s', async (_service, call, action) => {
    const { evaluations } = await ask(await idOf(call()), root(GUEST));
    expect(evaluations).toMatchObject([{ action, evaluatedEffect: 'IMPLICIT_DENY' }]);
  });

  test('by its id as AWS writes such ids, without dashes and capitals', async () => {
    const uuid = await idOf(clientsFor(emulator, guest).iam.createUser({ UserName: 'x' }));
    const short = await idOf(read(guest, 'a/x'));
    expect(uuid).toMatch(/-/);
    expect((await ask(uuid.replaceAll('-', ''), root(GUEST))).status).toBe(200);
    expect((await ask(short.toLowerCase(), root(GUEST))).status).toBe(200);
  });

  test('as things were when it was made', async () => {
    const user = await makeUser(emulator, GUEST, 'brief', may('s3:GetObject', 'arn:aws:s3:::lake/b/*'));
    const id = await idOf(read(user, 'a/x'));
    const { iam } = rootOf(emulator, GUEST);
    await iam.putUserPolicy({ UserName: 'brief', PolicyName: 'inline', PolicyDocument: policy(may('s3:*')) });
    const [{ gates }] = (await ask(id, root(GUEST))).evaluations as [AuthorizationDetails['evaluations'][number]];
    expect(gates[0]).toMatchObject({
      gate: 'identity',
      verdict: 'implicitDeny',
      reasons: [{ nearMisses: [{ wanted: ['arn:aws:s3:::lake/b/*'] }] }],
    });
  });

  test('on pages of a hundred calls', async () => {
    const Objects = Array.from({ length: 150 }, (_, index) => ({ Key: `none/${index}` }));
    const id = await idOf(s3For(emulator, root(OWNER)).deleteObjects({ Bucket: 'lake', Delete: { Objects } }));
    const first = await ask(id, root(OWNER));
    expect(first.evaluations).toHaveLength(100);
    const second = await ask(`/authorization-details/${id}?nextToken=${first.nextToken}`, root(OWNER));
    expect(second.evaluations.length).toBeGreaterThanOrEqual(50);
    expect(second.nextToken).toBeUndefined();
    expect(second.evaluations[0]!.resource).not.toBe(first.evaluations[0]!.resource);
    expect(await ask(`/authorization-details/${id}?nextToken=x`, root(OWNER))).toMatchObject({
      status: 400,
      error: 'ValidationException',
    });
  });

  test('for 24 hours', async () => {
    const id = await idOf(read(guest, 'a/x'));
    now += 24 * HOUR - 1000;
    expect((await ask(id, root(GUEST))).status).toBe(200);
    now += 2000;
    expect(await ask(id, root(GUEST))).toMatchObject({ status: 404, error: 'ResourceNotFoundException' });
  });
});

describe('answers those who may know', () => {
  test('the permission is needed', async () => {
    const id = await idOf(read(guest, 'a/x'));
    expect(await ask(id, guest)).toMatchObject({
      status: 403,
      error: 'AccessDeniedException',
      message: expect.stringContaining('not authorized to perform: iam:GetRequestAuthorizationDetails on resource: *'),
    });
  });

  test('and to be of the account, or of the organization that it is in', async () => {
    const ofGuest = await idOf(read(guest, 'a/x'));
    const ofKin = await idOf(read(kin, 'a/x'));
    expect((await ask(ofKin, root(OWNER))).status).toBe(200);
    const stranger = { status: 403, error: 'AccessDeniedException' };
    expect(await ask(ofGuest, root(OWNER))).toMatchObject(stranger);
    expect(await ask(ofKin, root(GUEST))).toMatchObject(stranger);
  });

  test("without the resource's side, where that is of another organization", async () => {
    const { evaluations } = await ask(await idOf(read(guest, 'a/x')), root(GUEST));
    expect(evaluations[0]).toMatchObject({ evaluatedEffect: 'IMPLICIT_DENY', missing: [] });
    for (const { gates } of evaluations) expect(gates.map(({ side }) => side)).not.toContain('resource');
  });
});

describe('refuses in its own format', () => {
  test.each([
    ['an id that is none', '/authorization-details/a_b', 400, 'ValidationException'],
    ['a request that nobody made', '/authorization-details/0123456789abcdef', 404, 'ResourceNotFoundException'],
    ['another path', '/authorization-details/a/b', 404, 'UnknownOperationException'],
    ['GetRequestAuthorizationPolicy', '/authorization-details/a/policy', 501, 'NotImplemented'],
  ])('%s', async (_what, url, status, error) => {
    expect(await ask(url, root(OWNER))).toMatchObject({ status, error, type: 'application/json' });
  });

  test('another method, and a signature that does not hold', async () => {
    expect(await ask('a', root(OWNER), { method: 'POST' })).toMatchObject({ status: 404 });
    const wrong = { ...root(OWNER), secretAccessKey: 'wrong' };
    expect(await ask('a', wrong)).toMatchObject({ status: 403, error: 'SignatureDoesNotMatch' });
  });
});

describe('denials tell why', () => {
  const why = 'because no identity-based policy allows the s3:GetObject action';

  test('inside an account or organization alone', async () => {
    expect(await failure(read(guest, 'b/x'))).toMatchObject({ message: 'Access Denied' });
    expect(await failure(read(kin, 'b/x'))).toMatchObject({
      message: expect.stringContaining('because no resource-based policy allows the s3:GetObject action'),
    });
  });

  test("always with denialDetails: 'always', and whoever has the permission sees all of any request", async () => {
    await using open = await startEmulator({ denialDetails: 'always' });
    await s3For(open, open.rootCredentials(OWNER)).createBucket({ Bucket: 'lake' });
    const stranger = await makeUser(open, GUEST, 'stranger');
    expect(await failure(read(stranger, 'b/x', open))).toMatchObject({ message: expect.stringContaining(why) });
    const key = await rootOf(open, OWNER).kms.createKey({});
    const { kms } = clientsFor(open, stranger);
    expect(await failure(kms.describeKey({ KeyId: key.KeyMetadata!.Arn! }))).toMatchObject({
      message: expect.stringContaining('because no identity-based policy allows the kms:DescribeKey action'),
    });
    const nobody = await idOf(s3For(open, undefined).getObject({ Bucket: 'lake', Key: 'x' }));
    const { evaluations } = await ask(nobody, open.rootCredentials(KIN), { of: open });
    expect(evaluations[0]).toMatchObject({ principal: 'anonymous', gates: [{ side: 'resource' }] });
  });
});

describe('the log', () => {
  const decision = simulate({
    id: 'x',
    principal: `arn:aws:iam::${GUEST}:user/jo`,
    action: 's3:GetObject',
    resource: 'arn:aws:s3:::lake/x',
    resourceAccount: OWNER,
  });
  const world = createWorld();
  const kept = (log: AuthorizationLog, ids: readonly string[], time: number) =>
    ids.filter((id) => log.find(id, time) !== undefined);

  test('forgets the oldest requests beyond its bound, which counts decisions', () => {
    const log = new AuthorizationLog(4);
    log.keep(world, 'A', [decision, decision], 1);
    log.keep(world, 'B', [decision, decision], 2);
    expect(kept(log, ['A', 'B'], 3)).toEqual(['A', 'B']);
    log.keep(world, 'C', [decision], 3);
    expect(kept(log, ['A', 'B', 'C'], 3)).toEqual(['B', 'C']);
    log.keep(world, 'D', [decision], 4);
    expect(kept(log, ['B', 'C', 'D'], 4)).toEqual(['B', 'C', 'D']);
  });

  test('forgets what is older than a day when something comes in', () => {
    const log = new AuthorizationLog();
    log.keep(world, 'A', [decision], 1);
    log.keep(world, 'B', [decision], 24 * HOUR + 1);
    expect(kept(log, ['A', 'B'], 1)).toEqual(['A', 'B']);
    log.keep(world, 'C', [decision], 24 * HOUR + 2);
    expect(kept(log, ['A', 'B'], 1)).toEqual(['B']);
  });

  test('keeps nothing of requests that need no permission', () => {
    const log = new AuthorizationLog(1);
    log.keep(world, 'A', [decision], 1);
    log.keep(world, 'B', [], 2);
    expect(kept(log, ['A', 'B'], 2)).toEqual(['A']);
  });

  test('holds no world', () => {
    const seen = new Set<unknown>();
    const { state } = emulator;
    const reach = (value: unknown): void => {
      if (typeof value !== 'object' || value === null || seen.has(value)) return;
      seen.add(value);
      for (const inner of value instanceof Map ? value.values() : Object.values(value)) reach(inner);
    };
    reach(state.authorizations);
    expect(seen.has(state.world)).toBe(false);
    for (const account of state.world.accounts.values()) expect(seen.has(account)).toBe(false);
  });
});
