import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startEmulator, type StartedEmulator } from '../../../emulator/index';
import {
  assume,
  clientsFor,
  failure,
  makeRole,
  makeUser,
  may,
  policy,
  rootOf,
  trust,
  type AnyCredentials,
} from '../clients';

const ACCOUNT = '222222222222';
const LOCAL = { AWS: `arn:aws:iam::${ACCOUNT}:root` };
const TAGGING = ['sts:AssumeRole', 'sts:TagSession'];
const IDENTIFYING = ['sts:AssumeRole', 'sts:SetSourceIdentity'];

let emulator: StartedEmulator;
let ann: AnyCredentials;
beforeAll(async () => {
  emulator = await startEmulator();
  ann = await makeUser(emulator, ACCOUNT, 'ann', may('sts:*'));
});
afterAll(() => emulator.stop());

/** A role that may do something only as a principal with a tag. */
const tagged = (name: string, key: string, value: string, actions: string | string[] = TAGGING): Promise<string> =>
  makeRole(
    emulator,
    ACCOUNT,
    name,
    trust(LOCAL, undefined, actions),
    may('iam:ListRoles', '*', { StringEquals: { [`aws:PrincipalTag/${key}`]: value } }),
    may(['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity']),
  );
const list = (session: AnyCredentials) => clientsFor(emulator, session).iam.listRoles({});

describe('session tags (R-STS-2)', () => {
  test('are tags of the principal', async () => {
    const arn = await tagged('engineering', 'Department', 'Engineering');
    const Tags = [{ Key: 'department', Value: 'Engineering' }];
    await expect(list(await assume(emulator, ann, arn, { Tags }))).resolves.toBeDefined();
    expect(await failure(list(await assume(emulator, ann, arn)))).toMatchObject({ name: 'AccessDenied' });
  });

  test('need sts:TagSession in the trust policy and of the caller', async () => {
    const Tags = [{ Key: 'a', Value: 'b' }];
    const untrusting = await tagged('untrusting', 'a', 'b', 'sts:AssumeRole');
    expect(await failure(assume(emulator, ann, untrusting, { Tags }))).toMatchObject({
      name: 'AccessDenied',
      message: expect.stringContaining('not authorized to perform: sts:TagSession on resource'),
    });
    const trusting = await tagged('trusting', 'a', 'b');
    const bob = await makeUser(emulator, ACCOUNT, 'bob', may('sts:AssumeRole'));
    await expect(assume(emulator, bob, trusting)).resolves.toBeDefined();
    expect(await failure(assume(emulator, bob, trusting, { Tags }))).toMatchObject({
      name: 'AccessDenied',
      message: expect.stringContaining('because no identity-based policy allows the sts:TagSession action'),
    });
  });

  test('can be limited by the trust policy', async () => {
    const only = {
      StringEquals: { 'aws:RequestTag/team': ['a', 'b'] },
      'ForAllValues:StringEquals': { 'aws:TagKeys': 'team' },
    };
    const arn = await makeRole(emulator, ACCOUNT, 'limited', trust(LOCAL, only, TAGGING));
    await expect(assume(emulator, ann, arn, { Tags: [{ Key: 'team', Value: 'a' }] })).resolves.toBeDefined();
    for (const Tags of [
      [{ Key: 'team', Value: 'c' }],
      [
        { Key: 'team', Value: 'a' },
        { Key: 'cost', Value: '1' },
      ],
      undefined,
    ]) {
      expect(await failure(assume(emulator, ann, arn, { Tags }))).toMatchObject({ name: 'AccessDenied' });
    }
  });

  test("override the role's own, whatever their case", async () => {
    const arn = await tagged('marketing', 'Department', 'Marketing');
    await rootOf(emulator, ACCOUNT).iam.tagRole({
      RoleName: 'marketing',
      Tags: [{ Key: 'Department', Value: 'Marketing' }],
    });
    await expect(list(await assume(emulator, ann, arn))).resolves.toBeDefined();
    const Tags = [{ Key: 'department', Value: 'engineering' }];
    expect(await failure(list(await assume(emulator, ann, arn, { Tags })))).toMatchObject({ name: 'AccessDenied' });
  });

  test.each([
    [
      'a key twice',
      [
        { Key: 'a', Value: '1' },
        { Key: 'A', Value: '2' },
      ],
      'InvalidParameterValue',
      /Duplicate tag keys/,
    ],
    ['a key of AWS', [{ Key: 'aws:team', Value: '1' }], 'InvalidParameterValue', /cannot start with aws:/],
    ['a key of 129 letters', [{ Key: 'a'.repeat(129), Value: '1' }], 'ValidationError', /less than or equal to 128/],
    ['a value of 257 letters', [{ Key: 'a', Value: 'b'.repeat(257) }], 'ValidationError', /less than or equal to 256/],
    ['a character that tags do not have', [{ Key: 'a*', Value: '1' }], 'ValidationError', /regular expression/],
    ['51 of them', Array.from({ length: 51 }, (__, i) => ({ Key: `k${i}`, Value: '' })), 'ValidationError', /50/],
  ])('with %s are refused', async (_, Tags, name, message) => {
    const call = assume(emulator, ann, `arn:aws:iam::${ACCOUNT}:role/engineering`, { Tags });
    expect(await failure(call)).toMatchObject({ name, status: 400, message: expect.stringMatching(message) });
  });
});

describe('transitive tags', () => {
  const Heart = { Key: 'Heart', Value: '1' };
  let first: string;
  let second: string;
  let third: string;
  beforeAll(async () => {
    [first, second, third] = await Promise.all([
      tagged('first', 'Heart', '1'),
      tagged('second', 'Heart', '1'),
      tagged('third', 'Heart', '1'),
    ]);
    await rootOf(emulator, ACCOUNT).iam.tagRole({ RoleName: 'third', Tags: [{ Key: 'Heart', Value: '3' }] });
  });

  test('go with the chain and override the tags of its roles', async () => {
    const one = await assume(emulator, ann, first, { Tags: [Heart], TransitiveTagKeys: ['heart'] });
    const two = await assume(emulator, one, second);
    await expect(list(two)).resolves.toBeDefined();
    await expect(list(await assume(emulator, two, third))).resolves.toBeDefined();
  });

  test('others do not', async () => {
    const one = await assume(emulator, ann, first, { Tags: [Heart] });
    expect(await failure(list(await assume(emulator, one, second)))).toMatchObject({ name: 'AccessDenied' });
  });

  test('cannot be changed on the way', async () => {
    const one = await assume(emulator, ann, first, { Tags: [Heart], TransitiveTagKeys: ['Heart'] });
    expect(await failure(assume(emulator, one, second, { Tags: [{ Key: 'heart', Value: '3' }] }))).toMatchObject({
      name: 'InvalidParameterValue',
      status: 400,
    });
  });

  test('need sts:TagSession of every role they come to', async () => {
    const one = await assume(emulator, ann, first, { Tags: [Heart], TransitiveTagKeys: ['Heart'] });
    const untrusting = await tagged('untrusting-next', 'Heart', '1', 'sts:AssumeRole');
    await expect(assume(emulator, await assume(emulator, ann, first), untrusting)).resolves.toBeDefined();
    expect(await failure(assume(emulator, one, untrusting))).toMatchObject({
      name: 'AccessDenied',
      message: expect.stringContaining('sts:TagSession'),
    });
  });

  test('must be tags of the request', async () => {
    const call = assume(emulator, ann, first, { Tags: [Heart], TransitiveTagKeys: ['Star'] });
    expect(await failure(call)).toMatchObject({ name: 'InvalidParameterValue', status: 400 });
  });
});

describe('a source identity', () => {
  const must = { StringEquals: { 'aws:SourceIdentity': 'ann@example.com' } };
  const identified = (name: string, actions: string | string[] = IDENTIFYING): Promise<string> =>
    makeRole(
      emulator,
      ACCOUNT,
      name,
      trust(LOCAL, undefined, actions),
      may('iam:ListRoles', '*', must),
      may(['sts:AssumeRole', 'sts:SetSourceIdentity']),
    );

  test('is told back, and is a condition key of all that the session does', async () => {
    const RoleArn = await identified('audited');
    const { sts } = clientsFor(emulator, ann);
    const answer = await sts.assumeRole({ RoleArn, RoleSessionName: 'se', SourceIdentity: 'ann@example.com' });
    expect(answer.SourceIdentity).toBe('ann@example.com');
    await expect(list(answer.Credentials!)).resolves.toBeDefined();
    expect(await failure(list(await assume(emulator, ann, RoleArn)))).toMatchObject({ name: 'AccessDenied' });
  });

  test('needs sts:SetSourceIdentity in the trust policy and of the caller', async () => {
    const SourceIdentity = 'ann@example.com';
    const untrusting = await identified('unaudited', 'sts:AssumeRole');
    expect(await failure(assume(emulator, ann, untrusting, { SourceIdentity }))).toMatchObject({
      name: 'AccessDenied',
      message: expect.stringContaining('sts:SetSourceIdentity'),
    });
    const trusting = await identified('audited-too');
    const carl = await makeUser(emulator, ACCOUNT, 'carl', may('sts:AssumeRole'));
    expect(await failure(assume(emulator, carl, trusting, { SourceIdentity }))).toMatchObject({
      name: 'AccessDenied',
      message: expect.stringContaining('because no identity-based policy allows the sts:SetSourceIdentity action'),
    });
  });

  test('goes with the chain and cannot be changed', async () => {
    const [one, two] = [await identified('chain-a'), await identified('chain-b')];
    const first = await assume(emulator, ann, one, { SourceIdentity: 'ann@example.com' });
    await expect(list(await assume(emulator, first, two))).resolves.toBeDefined();
    await expect(assume(emulator, first, two, { SourceIdentity: 'ann@example.com' })).resolves.toBeDefined();
    expect(await failure(assume(emulator, first, two, { SourceIdentity: 'bob@example.com' }))).toMatchObject({
      name: 'AccessDenied',
      status: 403,
    });
    const untrusting = await identified('chain-c', 'sts:AssumeRole');
    expect(await failure(assume(emulator, first, untrusting))).toMatchObject({ name: 'AccessDenied' });
  });

  test('can be asked for by the trust policy', async () => {
    const named = policy({
      Effect: 'Allow',
      Principal: LOCAL,
      Action: IDENTIFYING,
      Condition: { StringLike: { 'sts:SourceIdentity': '*@example.com' } },
    });
    const arn = await makeRole(emulator, ACCOUNT, 'asks', named);
    await expect(assume(emulator, ann, arn, { SourceIdentity: 'ann@example.com' })).resolves.toBeDefined();
    expect(await failure(assume(emulator, ann, arn))).toMatchObject({ name: 'AccessDenied' });
    expect(await failure(assume(emulator, ann, arn, { SourceIdentity: 'ann@example.org' }))).toMatchObject({
      name: 'AccessDenied',
    });
  });
});
