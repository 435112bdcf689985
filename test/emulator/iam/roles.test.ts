import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { IAM } from '@aws-sdk/client-iam';
import { startEmulator, type StartedEmulator } from '../../../emulator/index';
import { clientsFor, failure, may, policy, rootOf, trust } from '../clients';

const ACCOUNT = '222222222222';
const EC2 = trust({ Service: 'ec2.amazonaws.com' });

let emulator: StartedEmulator;
let iam: IAM;
beforeAll(async () => {
  emulator = await startEmulator();
  ({ iam } = rootOf(emulator, ACCOUNT));
});
afterAll(() => emulator.stop());

const make = (RoleName: string, more: object = {}) =>
  iam.createRole({ RoleName, AssumeRolePolicyDocument: EC2, ...more });

describe('a role', () => {
  test('is read back as it was made', async () => {
    const { Role } = await make('reader', {
      Path: '/team/a/',
      Description: 'reads',
      MaxSessionDuration: 7200,
      Tags: [{ Key: 'team', Value: 'a' }],
    });
    expect(Role).toEqual({
      Path: '/team/a/',
      RoleName: 'reader',
      RoleId: expect.stringMatching(/^AROA[A-Z2-7]{17}$/),
      Arn: `arn:aws:iam::${ACCOUNT}:role/team/a/reader`,
      CreateDate: expect.any(Date),
      AssumeRolePolicyDocument: encodeURIComponent(EC2),
      Description: 'reads',
      MaxSessionDuration: 7200,
      Tags: [{ Key: 'team', Value: 'a' }],
      RoleLastUsed: {},
    });
    expect((await iam.getRole({ RoleName: 'reader' })).Role).toEqual(Role);
  });

  test('has defaults where nothing was said', async () => {
    const { Role } = await make('plain');
    expect(Role).toMatchObject({ Path: '/', MaxSessionDuration: 3600, Arn: `arn:aws:iam::${ACCOUNT}:role/plain` });
    expect(Role).not.toHaveProperty('Description');
    expect(Role).not.toHaveProperty('Tags');
    expect(Role).not.toHaveProperty('PermissionsBoundary');
  });

  test('its documents come URL-encoded, with every character that RFC 3986 reserves', async () => {
    const text = policy(
      may('s3:GetObject', "arn:aws:s3:::b/it's (a) *!/ü?", { StringLike: { 'aws:userid': 'a+b c' } }),
    );
    await make('encoded');
    await iam.putRolePolicy({ RoleName: 'encoded', PolicyName: 'p', PolicyDocument: text });
    const { PolicyDocument } = await iam.getRolePolicy({ RoleName: 'encoded', PolicyName: 'p' });
    expect(PolicyDocument).toMatch(/^[A-Za-z0-9%._~-]*$/);
    expect(PolicyDocument).toContain('it%27s%20%28a%29%20%2A%21%2F%C3%BC');
    expect(decodeURIComponent(PolicyDocument!)).toBe(text);
  });

  test('keeps what an update does not name', async () => {
    await make('changing', { Description: 'before' });
    const now = async () => (await iam.getRole({ RoleName: 'changing' })).Role;
    await iam.updateRole({ RoleName: 'changing', MaxSessionDuration: 7200 });
    expect(await now()).toMatchObject({ Description: 'before', MaxSessionDuration: 7200 });
    await iam.updateRole({ RoleName: 'changing', Description: 'after' });
    expect(await now()).toMatchObject({ Description: 'after', MaxSessionDuration: 7200 });
    const { Role } = await iam.updateRoleDescription({ RoleName: 'changing', Description: 'at last' });
    expect(Role).toMatchObject({ Description: 'at last', MaxSessionDuration: 7200 });
    expect(await failure(iam.updateRole({ RoleName: 'changing', MaxSessionDuration: 3599 }))).toMatchObject({
      name: 'ValidationError',
      status: 400,
    });
  });

  test('has another trust policy after UpdateAssumeRolePolicy', async () => {
    await make('trusting');
    const PolicyDocument = trust({ AWS: `arn:aws:iam::${ACCOUNT}:root` });
    await iam.updateAssumeRolePolicy({ RoleName: 'trusting', PolicyDocument });
    const { Role } = await iam.getRole({ RoleName: 'trusting' });
    expect(decodeURIComponent(Role!.AssumeRolePolicyDocument!)).toBe(PolicyDocument);
  });

  test('of a name that is taken, in whatever case or path, is refused', async () => {
    await make('taken');
    for (const [name, more] of [
      ['taken', {}],
      ['Taken', {}],
      ['taken', { Path: '/elsewhere/' }],
    ] as const) {
      expect(await failure(make(name, more))).toEqual({
        name: 'EntityAlreadyExistsException',
        status: 409,
        message: `Role with name ${name} already exists.`,
      });
    }
    await expect(
      rootOf(emulator, '333333333333').iam.createRole({ RoleName: 'taken', AssumeRolePolicyDocument: EC2 }),
    ).resolves.toBeDefined();
  });

  test.each([
    ['a name with a space', { RoleName: 'a b' }],
    ['a name of 65 letters', { RoleName: 'a'.repeat(65) }],
    ['a path without its slash', { RoleName: 'a', Path: '/team' }],
    ['a session of less than an hour', { RoleName: 'a', MaxSessionDuration: 3599 }],
    ['a session of more than half a day', { RoleName: 'a', MaxSessionDuration: 43_201 }],
    ['a description of more than 1000 letters', { RoleName: 'a', Description: 'x'.repeat(1001) }],
  ])('with %s is a ValidationError', async (_, input) => {
    expect(await failure(iam.createRole({ AssumeRolePolicyDocument: EC2, ...input }))).toMatchObject({
      name: 'ValidationError',
      status: 400,
    });
  });

  test('that does not exist is a NoSuchEntity', async () => {
    const missing = {
      name: 'NoSuchEntityException',
      status: 404,
      message: 'The role with name missing cannot be found.',
    };
    const RoleName = 'missing';
    for (const call of [
      iam.getRole({ RoleName }),
      iam.deleteRole({ RoleName }),
      iam.updateRole({ RoleName }),
      iam.listRolePolicies({ RoleName }),
      iam.listAttachedRolePolicies({ RoleName }),
      iam.listInstanceProfilesForRole({ RoleName }),
      iam.tagRole({ RoleName, Tags: [] }),
      iam.updateAssumeRolePolicy({ RoleName, PolicyDocument: EC2 }),
    ]) {
      expect(await failure(call)).toEqual(missing);
    }
  });

  test('is not deleted while something hangs on it', async () => {
    const RoleName = 'held';
    await make(RoleName);
    const { Policy } = await iam.createPolicy({ PolicyName: 'holding', PolicyDocument: policy(may('s3:*')) });
    const PolicyArn = Policy!.Arn!;
    const refused = async (message: string) =>
      expect(await failure(iam.deleteRole({ RoleName }))).toEqual({
        name: 'DeleteConflictException',
        status: 409,
        message,
      });
    await iam.attachRolePolicy({ RoleName, PolicyArn });
    await refused('Cannot delete entity, must detach all policies first.');
    await iam.detachRolePolicy({ RoleName, PolicyArn });
    await iam.putRolePolicy({ RoleName, PolicyName: 'p', PolicyDocument: policy(may('s3:*')) });
    await refused('Cannot delete entity, must delete policies first.');
    await iam.deleteRolePolicy({ RoleName, PolicyName: 'p' });
    await iam.createInstanceProfile({ InstanceProfileName: 'holding' });
    await iam.addRoleToInstanceProfile({ InstanceProfileName: 'holding', RoleName });
    await refused('Cannot delete entity, must remove roles from instance profile first.');
    await iam.removeRoleFromInstanceProfile({ InstanceProfileName: 'holding', RoleName });
    await iam.deleteRole({ RoleName });
    expect(await failure(iam.getRole({ RoleName }))).toMatchObject({ name: 'NoSuchEntityException' });
  });
});

describe('a trust policy is refused', () => {
  const user = `arn:aws:iam::${ACCOUNT}:user/nobody`;
  test.each([
    ['with a user who does not exist', trust({ AWS: user }), `Invalid principal in policy: "AWS":"${user}"`],
    ['with part of a name', trust({ AWS: `arn:aws:iam::${ACCOUNT}:role/*` }), 'Invalid principal in policy: "AWS":'],
    [
      'with an action that is not of STS',
      trust({ AWS: ACCOUNT }, undefined, 's3:GetObject'),
      'AssumeRole policy may only specify STS AssumeRole actions.',
    ],
    [
      'with resources',
      policy({ ...may('sts:AssumeRole'), Principal: { AWS: ACCOUNT } }),
      'Has prohibited field Resource',
    ],
    ['without principals', policy({ Effect: 'Allow', Action: 'sts:AssumeRole' }), 'Missing required field Principal'],
    ['that is no JSON', 'trust me', 'This policy contains invalid Json'],
  ])('%s', async (_, AssumeRolePolicyDocument, message) => {
    const refusal = {
      name: 'MalformedPolicyDocumentException',
      status: 400,
      message: expect.stringContaining(message),
    };
    expect(await failure(iam.createRole({ RoleName: 'refused', AssumeRolePolicyDocument }))).toEqual(refusal);
    expect(await failure(iam.getRole({ RoleName: 'refused' }))).toMatchObject({ name: 'NoSuchEntityException' });
  });

  test('beyond 2048 characters', async () => {
    const long = trust({ AWS: ACCOUNT }, { StringEquals: { 'sts:ExternalId': 'x'.repeat(2000) } });
    expect(await failure(make('long', { AssumeRolePolicyDocument: long }))).toEqual({
      name: 'LimitExceededException',
      status: 409,
      message: 'Cannot exceed quota for ACLSizePerRole: 2048',
    });
  });
});

describe('which order two sides are made in', () => {
  const RoleName = 'consumer';
  const consumer = `arn:aws:iam::${ACCOUNT}:role/${RoleName}`;
  const producer = '111111111111';

  test('a trust policy that names a role needs the role first', async () => {
    const AssumeRolePolicyDocument = trust({ AWS: consumer });
    const early = rootOf(emulator, producer).iam.createRole({ RoleName: 'early', AssumeRolePolicyDocument });
    expect(await failure(early)).toMatchObject({ name: 'MalformedPolicyDocumentException' });
    await make(RoleName);
    const late = await rootOf(emulator, producer).iam.createRole({ RoleName: 'late', AssumeRolePolicyDocument });
    expect(decodeURIComponent(late.Role!.AssumeRolePolicyDocument!)).toBe(AssumeRolePolicyDocument);
    await iam.deleteRole({ RoleName });
  });

  test('one that names the account and aws:PrincipalArn does not, and survives the role', async () => {
    const AssumeRolePolicyDocument = trust(
      { AWS: `arn:aws:iam::${ACCOUNT}:root` },
      { ArnEquals: { 'aws:PrincipalArn': consumer } },
    );
    const { iam: other } = rootOf(emulator, producer);
    const { Role } = await other.createRole({ RoleName: 'first', AssumeRolePolicyDocument });
    const assumeAsConsumer = async () => {
      await make(RoleName);
      await iam.putRolePolicy({ RoleName, PolicyName: 'p', PolicyDocument: policy(may('sts:AssumeRole')) });
      const session = await emulator.assumeRoleAsService('ec2.amazonaws.com', consumer, { sessionName: 'i-1' });
      return clientsFor(emulator, session).sts.assumeRole({ RoleArn: Role!.Arn!, RoleSessionName: 'se' });
    };
    await expect(assumeAsConsumer()).resolves.toBeDefined();
    await iam.deleteRolePolicy({ RoleName, PolicyName: 'p' });
    await iam.deleteRole({ RoleName });
    await expect(assumeAsConsumer()).resolves.toBeDefined();
  });
});

describe('lists', () => {
  test('come in pages, in order, without tags and boundaries', async () => {
    const { iam: other } = rootOf(emulator, '444444444444');
    const names = ['e', 'a', 'd', 'b', 'c'];
    for (const RoleName of names) {
      await other.createRole({ RoleName, AssumeRolePolicyDocument: EC2, Tags: [{ Key: 'k', Value: 'v' }] });
    }
    const pages: string[][] = [];
    let Marker: string | undefined;
    do {
      const page = await other.listRoles({ MaxItems: 2, Marker });
      pages.push(page.Roles!.map(({ RoleName }) => RoleName!));
      expect(page.Roles!.every((role) => role.Tags === undefined && role.RoleLastUsed === undefined)).toBe(true);
      expect(page.IsTruncated).toBe(page.Marker !== undefined);
      Marker = page.Marker;
    } while (Marker !== undefined);
    expect(pages).toEqual([['a', 'b'], ['c', 'd'], ['e']]);
  });

  test('go on where they were when a role before it is deleted meanwhile', async () => {
    const { iam: other } = rootOf(emulator, '555555555555');
    for (const RoleName of ['a', 'b', 'c']) await other.createRole({ RoleName, AssumeRolePolicyDocument: EC2 });
    const { Marker } = await other.listRoles({ MaxItems: 2 });
    await other.deleteRole({ RoleName: 'b' });
    expect((await other.listRoles({ Marker })).Roles!.map(({ RoleName }) => RoleName)).toEqual(['c']);
  });

  test('hold what is under a path', async () => {
    await make('deep', { Path: '/x/y/' });
    await make('deeper', { Path: '/x/y/z/' });
    await make('beside', { Path: '/xy/' });
    const { Roles } = await iam.listRoles({ PathPrefix: '/x/' });
    expect(Roles!.map(({ RoleName }) => RoleName)).toEqual(['deep', 'deeper']);
  });

  test('refuse a marker that was not given out, and pages of no or too many items', async () => {
    for (const input of [{ Marker: 'not base64!' }, { MaxItems: 0 }, { MaxItems: 1001 }]) {
      expect(await failure(iam.listRoles(input))).toMatchObject({ name: 'ValidationError', status: 400 });
    }
  });
});

describe('tags', () => {
  const RoleName = 'tagged';
  const tags = async () => (await iam.listRoleTags({ RoleName })).Tags;

  test('are set, changed and removed; a key in another case is the same key', async () => {
    await make(RoleName, { Tags: [{ Key: 'Team', Value: 'a' }] });
    await iam.tagRole({
      RoleName,
      Tags: [
        { Key: 'team', Value: 'b' },
        { Key: 'cost', Value: '' },
      ],
    });
    expect(await tags()).toEqual([
      { Key: 'cost', Value: '' },
      { Key: 'team', Value: 'b' },
    ]);
    await iam.untagRole({ RoleName, TagKeys: ['TEAM', 'other'] });
    expect(await tags()).toEqual([{ Key: 'cost', Value: '' }]);
    expect((await iam.getRole({ RoleName })).Role!.Tags).toEqual([{ Key: 'cost', Value: '' }]);
  });

  test.each([
    [
      'a key twice',
      [
        { Key: 'a', Value: '1' },
        { Key: 'A', Value: '2' },
      ],
      'InvalidInputException',
      400,
    ],
    ['a key of AWS', [{ Key: 'AWS:team', Value: '1' }], 'InvalidInputException', 400],
    ['51 tags', Array.from({ length: 51 }, (__, i) => ({ Key: `k${i}`, Value: '' })), 'LimitExceededException', 409],
    ['a key too long', [{ Key: 'k'.repeat(129), Value: '' }], 'ValidationError', 400],
  ])('%s is refused', async (_, Tags, name, status) => {
    expect(await failure(make('never', { Tags }))).toMatchObject({ name, status });
    expect(await failure(iam.tagRole({ RoleName, Tags }))).toMatchObject({ name, status });
  });

  test('51 are too many also when they come one after the other', async () => {
    const Tags = Array.from({ length: 50 }, (_, i) => ({ Key: `k${i}`, Value: '' }));
    await make('fifty', { Tags });
    await expect(iam.tagRole({ RoleName: 'fifty', Tags: [{ Key: 'K1', Value: 'changed' }] })).resolves.toBeDefined();
    const oneMore = iam.tagRole({ RoleName: 'fifty', Tags: [{ Key: 'one-more', Value: '' }] });
    expect(await failure(oneMore)).toMatchObject({ name: 'LimitExceededException', status: 409 });
    expect((await iam.listRoleTags({ RoleName: 'fifty', MaxItems: 1000 })).Tags).toHaveLength(50);
  });
});
