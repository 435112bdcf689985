import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { AuthorizationDetails } from '../../access/explain/authorization-details';
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

/** Drives all earlier requests out of memory. */
async function others(of = emulator): Promise<void> {
  const get = { method: 'GET', url: '/lake/x', headers: {}, body: '' };
  for (let sent = 0; sent < 1100; sent += 50) {
    await Promise.all(Array.from({ length: 50 }, () => send(of.httpEndpoint, get)));
  }
}

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

  test('the same when there were many others since', async () => {
    const ids = [
      await idOf(read(kin, 'a/x')),
      await idOf(read(guest, 'b/x')),
      await idOf(s3For(emulator, undefined).createMultipartUpload({ Bucket: 'lake', Key: 'x' })),
    ];
    const known = () => Promise.all(ids.map(async (id) => ask(id, root(id === ids[1] ? GUEST : KIN))));
    const before = await known();
    expect(before.map(({ status }) => status)).toEqual([200, 200, 403]);
    await others();
    expect(await known()).toEqual(before);
  });

  test('for 24 hours', async () => {
    const id = await idOf(read(guest, 'a/x'));
    now += 24 * HOUR - 1000;
    expect((await ask(id, root(GUEST))).status).toBe(200);
    now += 2000;
    expect(await ask(id, root(GUEST))).toMatchObject({ status: 404, error: 'ResourceNotFoundException' });
  });

  test('of an embedded AWS that was stopped in between, with a data directory', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'crossbucket-test-'));
    const ids: string[] = [];
    const kept = async (during: (aws: StartedEmulator) => Promise<void>): Promise<void> => {
      await using aws = await startEmulator({ dataDir });
      await during(aws);
    };
    await kept(async (aws) => {
      await s3For(aws, aws.rootCredentials(OWNER)).createBucket({ Bucket: 'lake' });
      ids.push(await idOf(read(aws.rootCredentials(GUEST), 'x', aws)));
      await others(aws);
      ids.push(await idOf(read(aws.rootCredentials(GUEST), 'y', aws)));
    });
    await kept(async (aws) => {
      for (const [index, id] of ids.entries()) {
        const { evaluations } = await ask(id, aws.rootCredentials(GUEST), { of: aws });
        expect(evaluations[0]?.resource).toBe(`arn:aws:s3:::lake/${'xy'[index]}`);
      }
    });
    await rm(dataDir, { recursive: true });
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
