import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { IAM } from '@aws-sdk/client-iam';
import { startEmulator, type StartedEmulator } from '../../../emulator/index';
import { clientsFor, failure, makeUser, may, mayNot, policy, rootOf, trust } from '../clients';

const ACCOUNT = '222222222222';
const EC2 = trust({ Service: 'ec2.amazonaws.com' });
const READ = policy(may('s3:GetObject'));
const LIST = policy(may('iam:ListRoles'));

let emulator: StartedEmulator;
let iam: IAM;
beforeAll(async () => {
  emulator = await startEmulator();
  ({ iam } = rootOf(emulator, ACCOUNT));
});
afterAll(() => emulator.stop());

const malformed = (message: string | RegExp): object => ({
  name: 'MalformedPolicyDocumentException',
  status: 400,
  message: expect.stringMatching(message),
});
const make = async (PolicyName: string, PolicyDocument = READ): Promise<string> =>
  (await iam.createPolicy({ PolicyName, PolicyDocument })).Policy!.Arn!;

describe.each(['role', 'user'] as const)('inline policies of a %s', (kind) => {
  const name = `inline-${kind}`;
  // The SDK sends the one that the operation has.
  const owner = { RoleName: name, UserName: name };
  const put = (PolicyName: string, PolicyDocument: string) => {
    const input = { ...owner, PolicyName, PolicyDocument };
    return kind === 'role' ? iam.putRolePolicy(input) : iam.putUserPolicy(input);
  };
  const get = (PolicyName: string) => {
    const input = { ...owner, PolicyName };
    return kind === 'role' ? iam.getRolePolicy(input) : iam.getUserPolicy(input);
  };
  const remove = (PolicyName: string) => {
    const input = { ...owner, PolicyName };
    return kind === 'role' ? iam.deleteRolePolicy(input) : iam.deleteUserPolicy(input);
  };
  const list = () => (kind === 'role' ? iam.listRolePolicies(owner) : iam.listUserPolicies(owner));
  beforeAll(async () => {
    if (kind === 'role') await iam.createRole({ RoleName: name, AssumeRolePolicyDocument: EC2 });
    else await iam.createUser({ UserName: name });
  });

  test('are put, replaced, listed and deleted', async () => {
    await put('b', READ);
    await put('a', READ);
    await put('b', LIST);
    expect((await list()).PolicyNames).toEqual(['a', 'b']);
    const { PolicyDocument, PolicyName } = await get('b');
    expect([PolicyName, decodeURIComponent(PolicyDocument!)]).toEqual(['b', LIST]);
    await remove('b');
    const missing = {
      name: 'NoSuchEntityException',
      status: 404,
      message: `The ${kind} policy with name b cannot be found.`,
    };
    expect(await failure(get('b'))).toEqual(missing);
    expect(await failure(remove('b'))).toEqual(missing);
  });

  test('may not have more characters together than the quota, white space apart', async () => {
    const most = kind === 'role' ? 10_240 : 2048;
    const of = (length: number): string => {
      const empty = policy(may('s3:*', 'arn:aws:s3:::'));
      return empty.replace('s3:::', `s3:::${'x'.repeat(length - empty.length)}`);
    };
    await remove('a');
    await put('half', of(most));
    await put('half', of(most));
    await put('half', of(most / 2));
    await put('rest', `${of(most / 2)}${'\n'.repeat(100)}`);
    expect(await failure(put('rest', of(most / 2 + 1)))).toEqual({
      name: 'LimitExceededException',
      status: 409,
      message: `Maximum policy size of ${most} bytes exceeded for ${kind} ${name}`,
    });
  });

  test.each([
    ['no JSON', '{', /Syntax errors in policy/],
    ['principals', policy({ ...may('s3:*'), Principal: '*' }), /should not specify a principal/],
    ['no actions', policy({ Effect: 'Allow', Resource: '*' }), /must contain actions/],
    ['an action without service', policy(may('GetObject')), /prefaced by a vendor/],
    ['a resource that is no ARN', policy(may('s3:*', 'bucket')), /must be in ARN format/],
    [
      'an operator that is none',
      policy(may('s3:*', '*', { StringIs: { 'aws:userid': 'a' } })),
      /Syntax errors in policy/,
    ],
  ])('with %s are refused', async (_, text, message) => {
    expect(await failure(put('refused', text))).toEqual(malformed(message));
  });
});

describe('a managed policy', () => {
  test('is read back as it was made', async () => {
    const { Policy } = await iam.createPolicy({
      PolicyName: 'reads',
      Path: '/p/',
      Description: 'reads objects',
      PolicyDocument: READ,
      Tags: [{ Key: 'k', Value: 'v' }],
    });
    expect(Policy).toEqual({
      PolicyName: 'reads',
      PolicyId: expect.stringMatching(/^ANPA[A-Z2-7]{17}$/),
      Arn: `arn:aws:iam::${ACCOUNT}:policy/p/reads`,
      Path: '/p/',
      DefaultVersionId: 'v1',
      AttachmentCount: 0,
      PermissionsBoundaryUsageCount: 0,
      IsAttachable: true,
      Description: 'reads objects',
      CreateDate: expect.any(Date),
      UpdateDate: expect.any(Date),
      Tags: [{ Key: 'k', Value: 'v' }],
    });
    expect((await iam.getPolicy({ PolicyArn: Policy!.Arn! })).Policy).toEqual(Policy);
  });

  test('of a name that is taken is refused, whatever its case and path', async () => {
    await make('once');
    for (const input of [{ PolicyName: 'once' }, { PolicyName: 'Once', Path: '/p/' }]) {
      expect(await failure(iam.createPolicy({ PolicyDocument: READ, ...input }))).toEqual({
        name: 'EntityAlreadyExistsException',
        status: 409,
        message: `A policy called ${input.PolicyName} already exists. Duplicate names are not allowed.`,
      });
    }
  });

  test('has to be of the current version of the policy language, and no larger than 6144 characters', async () => {
    const old = READ.replace('2012-10-17', '2008-10-17');
    expect(await failure(make('old', old))).toEqual(malformed(/must be version 2012-10-17 or greater/));
    const large = policy(may('s3:*', `arn:aws:s3:::${'x'.repeat(6144)}`));
    expect(await failure(make('large', large))).toEqual({
      name: 'LimitExceededException',
      status: 409,
      message: 'Cannot exceed quota for PolicySize: 6144',
    });
  });

  test('has five versions at most, one of which is in force', async () => {
    const PolicyArn = await make('versioned');
    const add = (SetAsDefault: boolean) => iam.createPolicyVersion({ PolicyArn, PolicyDocument: LIST, SetAsDefault });
    const { PolicyVersion } = await add(true);
    expect(PolicyVersion).toMatchObject({ VersionId: 'v2', IsDefaultVersion: true });
    await add(false);
    await add(false);
    await add(false);
    expect(await failure(add(false))).toMatchObject({ name: 'LimitExceededException', status: 409 });
    expect((await iam.getPolicy({ PolicyArn })).Policy!.DefaultVersionId).toBe('v2');
    const { Versions } = await iam.listPolicyVersions({ PolicyArn });
    expect(Versions!.map(({ VersionId, IsDefaultVersion }) => [VersionId, IsDefaultVersion])).toEqual([
      ['v1', false],
      ['v2', true],
      ['v3', false],
      ['v4', false],
      ['v5', false],
    ]);
    const document = async (VersionId: string) => {
      const found = await iam.getPolicyVersion({ PolicyArn, VersionId });
      return decodeURIComponent(found.PolicyVersion!.Document!);
    };
    expect([await document('v1'), await document('v2')]).toEqual([READ, LIST]);
    const inForce = iam.deletePolicyVersion({ PolicyArn, VersionId: 'v2' });
    expect(await failure(inForce)).toMatchObject({ name: 'DeleteConflictException', status: 409 });
    await iam.setDefaultPolicyVersion({ PolicyArn, VersionId: 'v1' });
    await iam.deletePolicyVersion({ PolicyArn, VersionId: 'v2' });
    expect(await failure(iam.getPolicyVersion({ PolicyArn, VersionId: 'v2' }))).toMatchObject({
      name: 'NoSuchEntityException',
    });
    expect((await add(false)).PolicyVersion!.VersionId).toBe('v6');
  });

  test('opens by its version in force alone', async () => {
    const PolicyArn = await make('in-force', READ);
    const key = await makeUser(emulator, ACCOUNT, 'by-managed');
    await iam.attachUserPolicy({ UserName: 'by-managed', PolicyArn });
    const list = () => clientsFor(emulator, key).iam.listRoles({});
    await iam.createPolicyVersion({ PolicyArn, PolicyDocument: LIST });
    expect(await failure(list())).toMatchObject({ name: 'AccessDenied' });
    await iam.setDefaultPolicyVersion({ PolicyArn, VersionId: 'v2' });
    await expect(list()).resolves.toBeDefined();
    await iam.detachUserPolicy({ UserName: 'by-managed', PolicyArn });
    expect(await failure(list())).toMatchObject({ name: 'AccessDenied' });
  });

  test('that denies is named in the refusal', async () => {
    const PolicyArn = await make('denying', policy(mayNot('iam:*')));
    const key = await makeUser(emulator, ACCOUNT, 'by-denying', may('iam:*'));
    await iam.attachUserPolicy({ UserName: 'by-denying', PolicyArn });
    expect(await failure(clientsFor(emulator, key).iam.listRoles({}))).toEqual({
      name: 'AccessDenied',
      status: 403,
      message: `User: arn:aws:iam::${ACCOUNT}:user/by-denying is not authorized to perform: iam:ListRoles on resource: arn:aws:iam::${ACCOUNT}:role/ with an explicit deny in an identity-based policy: ${PolicyArn}`,
    });
  });

  test('is attached, counted, listed with whom it is attached to, and not deleted while it is', async () => {
    const PolicyArn = await make('attached');
    await iam.createRole({ RoleName: 'bearer', Path: '/bearers/', AssumeRolePolicyDocument: EC2 });
    await iam.createUser({ UserName: 'bearer' });
    await iam.attachRolePolicy({ RoleName: 'bearer', PolicyArn });
    await iam.attachRolePolicy({ RoleName: 'bearer', PolicyArn });
    await iam.putUserPermissionsBoundary({ UserName: 'bearer', PermissionsBoundary: PolicyArn });
    expect((await iam.getPolicy({ PolicyArn })).Policy).toMatchObject({
      AttachmentCount: 1,
      PermissionsBoundaryUsageCount: 1,
    });
    expect((await iam.listAttachedRolePolicies({ RoleName: 'bearer' })).AttachedPolicies).toEqual([
      { PolicyName: 'attached', PolicyArn },
    ]);
    const entities = async (input: object) => {
      const { PolicyRoles, PolicyUsers } = await iam.listEntitiesForPolicy({ PolicyArn, ...input });
      return [
        ...PolicyRoles!.map(({ RoleName }) => `role ${RoleName}`),
        ...PolicyUsers!.map(({ UserName }) => `user ${UserName}`),
      ];
    };
    expect(await entities({})).toEqual(['role bearer', 'user bearer']);
    expect(await entities({ EntityFilter: 'User' })).toEqual(['user bearer']);
    expect(await entities({ PolicyUsageFilter: 'PermissionsPolicy' })).toEqual(['role bearer']);
    expect(await entities({ PathPrefix: '/bearers/' })).toEqual(['role bearer']);
    const conflict = { name: 'DeleteConflictException', status: 409 };
    expect(await failure(iam.deletePolicy({ PolicyArn }))).toMatchObject(conflict);
    await iam.detachRolePolicy({ RoleName: 'bearer', PolicyArn });
    expect(await failure(iam.deletePolicy({ PolicyArn }))).toMatchObject(conflict);
    await iam.deleteUserPermissionsBoundary({ UserName: 'bearer' });
    await iam.createPolicyVersion({ PolicyArn, PolicyDocument: LIST });
    expect(await failure(iam.deletePolicy({ PolicyArn }))).toMatchObject(conflict);
    await iam.deletePolicyVersion({ PolicyArn, VersionId: 'v2' });
    await iam.deletePolicy({ PolicyArn });
    expect(await failure(iam.getPolicy({ PolicyArn }))).toMatchObject({ name: 'NoSuchEntityException', status: 404 });
  });

  test('lists can be limited to those attached, and to how', async () => {
    const { iam: other } = rootOf(emulator, '444444444444');
    const arns = await Promise.all(
      ['free', 'permissions', 'boundary'].map(
        async (PolicyName) => (await other.createPolicy({ PolicyName, PolicyDocument: READ })).Policy!.Arn!,
      ),
    );
    await other.createUser({ UserName: 'u', PermissionsBoundary: arns[2] });
    await other.attachUserPolicy({ UserName: 'u', PolicyArn: arns[1] });
    const names = async (input: object) =>
      (await other.listPolicies(input)).Policies!.map(({ PolicyName }) => PolicyName);
    expect(await names({})).toEqual(['boundary', 'free', 'permissions']);
    expect(await names({ OnlyAttached: true })).toEqual(['boundary', 'permissions']);
    expect(await names({ PolicyUsageFilter: 'PermissionsBoundary' })).toEqual(['boundary']);
    expect(await names({ Scope: 'AWS' })).toEqual([]);
  });

  test('that is not there cannot be attached, and ten at most can', async () => {
    const RoleName = 'eleven';
    await iam.createRole({ RoleName, AssumeRolePolicyDocument: EC2 });
    const PolicyArn = 'arn:aws:iam::aws:policy/AdministratorAccess';
    expect(await failure(iam.attachRolePolicy({ RoleName, PolicyArn }))).toEqual({
      name: 'NoSuchEntityException',
      status: 404,
      message: `Policy ${PolicyArn} does not exist or is not attachable.`,
    });
    for (let i = 0; i < 10; i++) await iam.attachRolePolicy({ RoleName, PolicyArn: await make(`one-of-ten-${i}`) });
    const eleventh = iam.attachRolePolicy({ RoleName, PolicyArn: await make('eleventh') });
    expect(await failure(eleventh)).toEqual({
      name: 'LimitExceededException',
      status: 409,
      message: 'Cannot exceed quota for PoliciesPerRole: 10',
    });
    const absent = iam.detachRolePolicy({ RoleName, PolicyArn });
    expect(await failure(absent)).toMatchObject({
      name: 'NoSuchEntityException',
      message: `Policy ${PolicyArn} was not found.`,
    });
  });

  test('has tags', async () => {
    const PolicyArn = await make('with-tags');
    await iam.tagPolicy({
      PolicyArn,
      Tags: [
        { Key: 'b', Value: '2' },
        { Key: 'a', Value: '1' },
      ],
    });
    await iam.untagPolicy({ PolicyArn, TagKeys: ['B'] });
    expect((await iam.listPolicyTags({ PolicyArn })).Tags).toEqual([{ Key: 'a', Value: '1' }]);
  });
});

describe('a permissions boundary', () => {
  test('really bounds: what it does not allow is denied, and it gives nothing', async () => {
    const boundary = await make('bounds', policy(may(['iam:ListRoles', 'iam:ListUsers'])));
    const key = await makeUser(emulator, ACCOUNT, 'bounded', may(['iam:ListRoles', 'iam:ListPolicies']));
    await iam.putUserPermissionsBoundary({ UserName: 'bounded', PermissionsBoundary: boundary });
    const bounded = clientsFor(emulator, key).iam;
    await expect(bounded.listRoles({})).resolves.toBeDefined();
    expect(await failure(bounded.listPolicies({}))).toMatchObject({
      message: expect.stringContaining('because no permissions boundary allows the iam:ListPolicies action'),
    });
    expect(await failure(bounded.listUsers({}))).toMatchObject({
      message: expect.stringContaining('because no identity-based policy allows the iam:ListUsers action'),
    });
    expect((await iam.getUser({ UserName: 'bounded' })).User!.PermissionsBoundary).toEqual({
      PermissionsBoundaryType: 'Policy',
      PermissionsBoundaryArn: boundary,
    });
    await iam.deleteUserPermissionsBoundary({ UserName: 'bounded' });
    await expect(bounded.listPolicies({})).resolves.toBeDefined();
  });

  test('can be there from the start, has to exist, and is removed once', async () => {
    const PermissionsBoundary = await make('from-start');
    const { Role } = await iam.createRole({
      RoleName: 'from-start',
      AssumeRolePolicyDocument: EC2,
      PermissionsBoundary,
    });
    expect(Role!.PermissionsBoundary!.PermissionsBoundaryArn).toBe(PermissionsBoundary);
    const missing = { name: 'NoSuchEntityException', status: 404 };
    const other = { PermissionsBoundary: `${PermissionsBoundary}-not` };
    expect(await failure(iam.putRolePermissionsBoundary({ RoleName: 'from-start', ...other }))).toMatchObject(missing);
    expect(await failure(iam.createRole({ RoleName: 'none', AssumeRolePolicyDocument: EC2, ...other }))).toMatchObject(
      missing,
    );
    await iam.deleteRolePermissionsBoundary({ RoleName: 'from-start' });
    expect(await failure(iam.deleteRolePermissionsBoundary({ RoleName: 'from-start' }))).toMatchObject(missing);
  });
});
