import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startEmulator, type StartedEmulator } from '../../../emulator/index';
import { assume, clientsFor, failure, makeRole, makeUser, may, mayNot, policy, rootOf, trust } from '../clients';

const PRODUCER = '111111111111';
const CONSUMER = '222222222222';
const ROOT = { AWS: `arn:aws:iam::${CONSUMER}:root` };
const userArn = (name: string, account = CONSUMER): string => `arn:aws:iam::${account}:user/${name}`;
const roleArn = (name: string, account = PRODUCER): string => `arn:aws:iam::${account}:role/${name}`;
const assumeAny = may('sts:AssumeRole');

let emulator: StartedEmulator;
beforeAll(async () => {
  emulator = await startEmulator();
});
afterAll(() => emulator.stop());

const refusal = (user: string, role: string): object => ({
  name: 'AccessDenied',
  status: 403,
  message: expect.stringMatching(
    new RegExp(`^User: ${user} is not authorized to perform: sts:AssumeRole on resource: ${role}`),
  ),
});

describe('across accounts both sides have to allow (R-STS-1)', () => {
  test('the trust policy and the caller: then there are credentials, and they are the session', async () => {
    const arn = await makeRole(emulator, PRODUCER, 'partner', trust(ROOT), may('iam:ListRoles'));
    const who = await makeUser(emulator, CONSUMER, 'ann', may('sts:AssumeRole', arn));
    const { sts } = clientsFor(emulator, who);
    const answer = await sts.assumeRole({ RoleArn: arn, RoleSessionName: 'by-ann' });
    const { RoleId } = (await rootOf(emulator, PRODUCER).iam.getRole({ RoleName: 'partner' })).Role!;
    expect(answer.AssumedRoleUser).toEqual({
      Arn: `arn:aws:sts::${PRODUCER}:assumed-role/partner/by-ann`,
      AssumedRoleId: `${RoleId}:by-ann`,
    });
    expect(answer.PackedPolicySize).toBeUndefined();
    expect(answer.Credentials!.AccessKeyId).toMatch(/^ASIA[A-Z2-7]{16}$/);
    const { Roles } = await clientsFor(emulator, answer.Credentials!).iam.listRoles({});
    expect(Roles!.map(({ RoleName }) => RoleName)).toContain('partner');
  });

  test('the same over TLS', async () => {
    const arn = await makeRole(
      emulator,
      PRODUCER,
      'over-tls',
      trust(ROOT, { Bool: { 'aws:SecureTransport': 'true' } }),
    );
    const who = await makeUser(emulator, CONSUMER, 'tls', assumeAny);
    const { sts } = clientsFor(emulator, who, 'eu-west-1', true);
    await expect(sts.assumeRole({ RoleArn: arn, RoleSessionName: 'se' })).resolves.toBeDefined();
    expect(await failure(assume(emulator, who, arn))).toMatchObject(refusal(userArn('tls'), arn));
  });

  test('not the trust policy alone', async () => {
    const arn = await makeRole(emulator, PRODUCER, 'trusting', trust({ AWS: [ROOT.AWS] }));
    const who = await makeUser(emulator, CONSUMER, 'without-policy');
    expect(await failure(assume(emulator, who, arn))).toMatchObject(refusal(userArn('without-policy'), arn));
  });

  test('not even where the trust policy names the caller', async () => {
    const who = await makeUser(emulator, CONSUMER, 'named');
    const arn = await makeRole(emulator, PRODUCER, 'naming', trust({ AWS: userArn('named') }));
    expect(await failure(assume(emulator, who, arn))).toMatchObject(refusal(userArn('named'), arn));
  });

  test('not the caller alone', async () => {
    const arn = await makeRole(emulator, PRODUCER, 'for-another', trust({ AWS: `arn:aws:iam::333333333333:root` }));
    const who = await makeUser(emulator, CONSUMER, 'stranger', assumeAny);
    expect(await failure(assume(emulator, who, arn))).toMatchObject(refusal(userArn('stranger'), arn));
  });

  test('and nobody is told why', async () => {
    const arn = await makeRole(emulator, PRODUCER, 'silent', trust({ Service: 'ec2.amazonaws.com' }));
    const who = await makeUser(emulator, CONSUMER, 'curious', assumeAny);
    const { message } = await failure(assume(emulator, who, arn));
    expect(message).toBe(
      `User: ${userArn('curious')} is not authorized to perform: sts:AssumeRole on resource: ${arn}`,
    );
  });

  test('a Deny on either side overrides', async () => {
    const open = await makeRole(emulator, PRODUCER, 'open', trust(ROOT));
    const denied = await makeUser(emulator, CONSUMER, 'denied', assumeAny, mayNot('sts:AssumeRole', open));
    expect(await failure(assume(emulator, denied, open))).toMatchObject(refusal(userArn('denied'), open));
    const closing = policy(
      { Effect: 'Allow', Principal: ROOT, Action: 'sts:AssumeRole' },
      { Effect: 'Deny', Principal: ROOT, Action: 'sts:AssumeRole' },
    );
    const closed = await makeRole(emulator, PRODUCER, 'closed', closing);
    const who = await makeUser(emulator, CONSUMER, 'allowed', assumeAny);
    expect(await failure(assume(emulator, who, closed))).toMatchObject(refusal(userArn('allowed'), closed));
  });

  test('a permissions boundary binds too', async () => {
    const arn = await makeRole(emulator, PRODUCER, 'beyond', trust(ROOT));
    const who = await makeUser(emulator, CONSUMER, 'bound', assumeAny);
    const { iam } = rootOf(emulator, CONSUMER);
    const boundary = await iam.createPolicy({ PolicyName: 's3-only', PolicyDocument: policy(may('s3:*')) });
    await iam.putUserPermissionsBoundary({ UserName: 'bound', PermissionsBoundary: boundary.Policy!.Arn! });
    expect(await failure(assume(emulator, who, arn))).toMatchObject(refusal(userArn('bound'), arn));
  });
});

describe('in one account', () => {
  const local = { AWS: `arn:aws:iam::${PRODUCER}:root` };

  test('a user whom the trust policy names needs nothing more (D100)', async () => {
    const who = await makeUser(emulator, PRODUCER, 'inside');
    const arn = await makeRole(emulator, PRODUCER, 'for-inside', trust({ AWS: userArn('inside', PRODUCER) }));
    await expect(assume(emulator, who, arn)).resolves.toBeDefined();
  });

  test('where it names the account, the user needs the permission, and is told so (D101)', async () => {
    const arn = await makeRole(emulator, PRODUCER, 'for-all-inside', trust(local));
    const without = await makeUser(emulator, PRODUCER, 'inside-without');
    expect(await failure(assume(emulator, without, arn))).toMatchObject({
      name: 'AccessDenied',
      message: expect.stringContaining('because no identity-based policy allows the sts:AssumeRole action'),
    });
    const allowed = await makeUser(emulator, PRODUCER, 'inside-with', may('sts:AssumeRole', arn));
    await expect(assume(emulator, allowed, arn)).resolves.toBeDefined();
  });

  test('the permission alone is not enough', async () => {
    const arn = await makeRole(emulator, PRODUCER, 'for-nobody-inside', trust({ Service: 'ec2.amazonaws.com' }));
    const who = await makeUser(emulator, PRODUCER, 'inside-admin', may('*'));
    expect(await failure(assume(emulator, who, arn))).toMatchObject({
      name: 'AccessDenied',
      message: expect.stringContaining('because no role trust policy allows the sts:AssumeRole action'),
    });
  });

  test('a role does not trust itself (R-STS-7)', async () => {
    const arn = await makeRole(emulator, PRODUCER, 'narcissus', trust({ Service: 'ec2.amazonaws.com' }), may('*'));
    const self = await emulator.assumeRoleAsService('ec2.amazonaws.com', arn, { sessionName: 'i-1' });
    expect(await failure(assume(emulator, self, arn))).toMatchObject({ name: 'AccessDenied', status: 403 });
  });
});

describe('conditions of the trust policy', () => {
  const withId = { StringEquals: { 'sts:ExternalId': 'Example987' } };

  test('an external id has to be there and right (R-STS-3, D105, D106)', async () => {
    const arn = await makeRole(emulator, PRODUCER, 'with-id', trust(ROOT, withId));
    const who = await makeUser(emulator, CONSUMER, 'third-party', assumeAny);
    await expect(assume(emulator, who, arn, { ExternalId: 'Example987' })).resolves.toBeDefined();
    for (const ExternalId of [undefined, 'example987', 'Example9870']) {
      expect(await failure(assume(emulator, who, arn, { ExternalId }))).toMatchObject(
        refusal(userArn('third-party'), arn),
      );
    }
  });

  test('aws:PrincipalArn is the role of a calling session, with its path (D030)', async () => {
    const { iam } = rootOf(emulator, CONSUMER);
    const caller = `arn:aws:iam::${CONSUMER}:role/team/a/caller`;
    const arn = await makeRole(
      emulator,
      PRODUCER,
      'by-principal-arn',
      trust(ROOT, { ArnEquals: { 'aws:PrincipalArn': caller } }),
    );
    const service = trust({ Service: 'ec2.amazonaws.com' });
    for (const [Path, RoleName] of [
      ['/team/a/', 'caller'],
      ['/team/a/', 'other'],
    ] as const) {
      await iam.createRole({ RoleName, Path, AssumeRolePolicyDocument: service });
      await iam.putRolePolicy({ RoleName, PolicyName: 'p', PolicyDocument: policy(assumeAny) });
    }
    const session = (name: string) =>
      emulator.assumeRoleAsService('ec2.amazonaws.com', `arn:aws:iam::${CONSUMER}:role/team/a/${name}`, {
        sessionName: 'i-1',
      });
    await expect(assume(emulator, await session('caller'), arn)).resolves.toBeDefined();
    expect(await failure(assume(emulator, await session('other'), arn))).toMatchObject({ name: 'AccessDenied' });
  });

  test('the session name can be asked for', async () => {
    const mustBe = { StringLike: { 'sts:RoleSessionName': '${aws:username}' } };
    const arn = await makeRole(emulator, PRODUCER, 'own-name', trust(ROOT, mustBe));
    const who = await makeUser(emulator, CONSUMER, 'joe', assumeAny);
    await expect(assume(emulator, who, arn, { RoleSessionName: 'joe' })).resolves.toBeDefined();
    expect(await failure(assume(emulator, who, arn, { RoleSessionName: 'bob' }))).toMatchObject({
      name: 'AccessDenied',
    });
  });
});

describe('what is refused to everyone', () => {
  test('root assumes no role, in AWS own words (R-STS-ROOT)', async () => {
    const arn = await makeRole(emulator, PRODUCER, 'not-for-root', trust({ AWS: '*' }));
    for (const account of [PRODUCER, CONSUMER]) {
      expect(await failure(assume(emulator, emulator.rootCredentials(account), arn))).toEqual({
        name: 'AccessDenied',
        status: 403,
        message: 'Roles may not be assumed by root accounts.',
      });
    }
  });

  test('a role that does not exist looks like one that may not be assumed', async () => {
    const outside = await makeUser(emulator, CONSUMER, 'prober', assumeAny);
    const missing = roleArn('missing');
    expect(await failure(assume(emulator, outside, missing))).toEqual({
      name: 'AccessDenied',
      status: 403,
      message: `User: ${userArn('prober')} is not authorized to perform: sts:AssumeRole on resource: ${missing}`,
    });
    const inside = await makeUser(emulator, PRODUCER, 'prober', assumeAny);
    expect(await failure(assume(emulator, inside, missing))).toMatchObject({ name: 'AccessDenied', status: 403 });
  });

  test('so does one whose path was left out, or that is of another partition', async () => {
    const { iam } = rootOf(emulator, PRODUCER);
    await iam.createRole({ RoleName: 'deep', Path: '/a/', AssumeRolePolicyDocument: trust(ROOT) });
    const who = await makeUser(emulator, CONSUMER, 'shallow', assumeAny);
    await expect(assume(emulator, who, roleArn('a/deep'))).resolves.toBeDefined();
    for (const arn of [roleArn('deep'), roleArn('a/deep').replace('arn:aws:', 'arn:aws-cn:')]) {
      expect(await failure(assume(emulator, who, arn))).toMatchObject({ name: 'AccessDenied', status: 403 });
    }
  });

  test.each([
    ['a role that is no ARN', { RoleArn: 'reader-of-the-data-lake' }, 'reader-of-the-data-lake is invalid'],
    ['a user', { RoleArn: userArn('somebody') }, `${userArn('somebody')} is invalid`],
    ['a short ARN', { RoleArn: 'arn:aws:iam::1:x' }, 'Member must have length greater than or equal to 20'],
    ['a session name of one letter', { RoleSessionName: 'x' }, 'Member must have length greater than or equal to 2'],
    ['a session name with a slash', { RoleSessionName: 'a/b' }, 'Member must satisfy regular expression pattern'],
    ['an external id of one letter', { ExternalId: 'x' }, 'Member must have length greater than or equal to 2'],
    ['an external id with a space', { ExternalId: 'a b' }, 'Member must satisfy regular expression pattern'],
    [
      'a quarter of an hour less a second',
      { DurationSeconds: 899 },
      'Member must have value greater than or equal to 900',
    ],
    ['half a day and a second', { DurationSeconds: 43_201 }, 'Member must have value less than or equal to 43200'],
  ])('%s is a ValidationError', async (_, input, message) => {
    const call = assume(emulator, emulator.rootCredentials(CONSUMER), roleArn('any-role-at-all'), input);
    expect(await failure(call)).toEqual({
      name: 'ValidationError',
      status: 400,
      message: expect.stringContaining(message),
    });
  });

  test('MFA is not implemented rather than ignored', async () => {
    const call = assume(emulator, emulator.rootCredentials(CONSUMER), roleArn('any-role-at-all'), {
      SerialNumber: `arn:aws:iam::${CONSUMER}:mfa/ann`,
      TokenCode: '123456',
    });
    expect(await failure(call)).toMatchObject({ name: 'NotImplemented', status: 501 });
  });
});

describe('service principals', () => {
  test('assume a role that trusts them, and only they', async () => {
    const arn = await makeRole(emulator, CONSUMER, 'instance', trust({ Service: 'ec2.amazonaws.com' }));
    const session = await emulator.assumeRoleAsService('ec2.amazonaws.com', arn, {
      sessionName: 'i-0123456789abcdef0',
    });
    const { Arn } = await clientsFor(emulator, session).sts.getCallerIdentity({});
    expect(Arn).toBe(`arn:aws:sts::${CONSUMER}:assumed-role/instance/i-0123456789abcdef0`);
    const other = emulator.assumeRoleAsService('lambda.amazonaws.com', arn, { sessionName: 'fn' });
    await expect(other).rejects.toMatchObject({ code: 'AccessDenied', status: 403 });
    const human = await makeUser(emulator, CONSUMER, 'no-service', assumeAny);
    expect(await failure(assume(emulator, human, arn))).toMatchObject({ name: 'AccessDenied' });
  });

  test('say in whose name they come, where they say it', async () => {
    const condition = { StringEquals: { 'aws:SourceAccount': CONSUMER } };
    const arn = await makeRole(emulator, CONSUMER, 'careful', trust({ Service: 'ec2.amazonaws.com' }, condition));
    const by = (sourceAccount?: string) =>
      emulator.assumeRoleAsService('ec2.amazonaws.com', arn, {
        sessionName: 'i-1',
        ...(sourceAccount && { sourceAccount }),
      });
    await expect(by(CONSUMER)).resolves.toBeDefined();
    await expect(by('333333333333')).rejects.toMatchObject({ code: 'AccessDenied' });
    await expect(by()).rejects.toMatchObject({ code: 'AccessDenied' });
  });

  test('need sts:TagSession where they send tags, as EKS Pod Identity does', async () => {
    const pods = { Service: 'pods.eks.amazonaws.com' };
    const options = { sessionName: 'pod', tags: { 'kubernetes-namespace': 'default' } };
    const untagged = await makeRole(emulator, CONSUMER, 'pod-untagged', trust(pods));
    const tagged = await makeRole(
      emulator,
      CONSUMER,
      'pod-tagged',
      trust(pods, undefined, ['sts:AssumeRole', 'sts:TagSession']),
    );
    await expect(emulator.assumeRoleAsService(pods.Service, untagged, options)).rejects.toMatchObject({
      code: 'AccessDenied',
    });
    await expect(emulator.assumeRoleAsService(pods.Service, tagged, options)).resolves.toBeDefined();
  });

  test('cannot assume a role that is not there, nor for longer than the role allows', async () => {
    const arn = await makeRole(emulator, CONSUMER, 'short', trust({ Service: 'ec2.amazonaws.com' }));
    const missing = emulator.assumeRoleAsService('ec2.amazonaws.com', `${arn}-not`, { sessionName: 'i-1' });
    await expect(missing).rejects.toMatchObject({ code: 'NoSuchEntity' });
    const long = emulator.assumeRoleAsService('ec2.amazonaws.com', arn, { sessionName: 'i-1', durationSeconds: 3601 });
    await expect(long).rejects.toMatchObject({ code: 'ValidationError' });
  });

  test('are nobody over the wire: no header makes a caller a service', async () => {
    const arn = await makeRole(emulator, CONSUMER, 'only-ec2', trust({ Service: 'ec2.amazonaws.com' }));
    const { sts } = clientsFor(emulator, await makeUser(emulator, CONSUMER, 'pretender', assumeAny));
    sts.middlewareStack.add(
      (next) => (args) => {
        const { headers } = args.request as { headers: Record<string, string> };
        headers['x-amz-source-service'] = 'ec2.amazonaws.com';
        headers['user-agent'] = 'ec2.amazonaws.com';
        return next(args);
      },
      { step: 'build' },
    );
    const call = sts.assumeRole({ RoleArn: arn, RoleSessionName: 'i-1' });
    expect(await failure(call)).toMatchObject({ name: 'AccessDenied', status: 403 });
  });
});
