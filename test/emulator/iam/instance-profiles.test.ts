import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { IAM } from '@aws-sdk/client-iam';
import { startEmulator, type StartedEmulator } from '../../../emulator/index';
import { clientsFor, failure, makeUser, may, rootOf, trust } from '../clients';

const ACCOUNT = '222222222222';
const EC2 = trust({ Service: 'ec2.amazonaws.com' });

let emulator: StartedEmulator;
let iam: IAM;
beforeAll(async () => {
  emulator = await startEmulator();
  ({ iam } = rootOf(emulator, ACCOUNT));
});
afterAll(() => emulator.stop());

const make = (InstanceProfileName: string, Path?: string) => iam.createInstanceProfile({ InstanceProfileName, Path });
const makeRole = (RoleName: string) => iam.createRole({ RoleName, AssumeRolePolicyDocument: EC2 });

describe('an instance profile', () => {
  test('is made without a role, takes one, and shows it', async () => {
    const { InstanceProfile } = await iam.createInstanceProfile({
      InstanceProfileName: 'web',
      Path: '/team/',
      Tags: [{ Key: 'k', Value: 'v' }],
    });
    expect(InstanceProfile).toEqual({
      InstanceProfileName: 'web',
      Path: '/team/',
      InstanceProfileId: expect.stringMatching(/^AIPA[A-Z2-7]{17}$/),
      Arn: `arn:aws:iam::${ACCOUNT}:instance-profile/team/web`,
      CreateDate: expect.any(Date),
      Roles: [],
      Tags: [{ Key: 'k', Value: 'v' }],
    });
    await makeRole('web');
    await iam.addRoleToInstanceProfile({ InstanceProfileName: 'web', RoleName: 'web' });
    const found = await iam.getInstanceProfile({ InstanceProfileName: 'web' });
    expect(found.InstanceProfile!.Roles).toMatchObject([
      { RoleName: 'web', Arn: `arn:aws:iam::${ACCOUNT}:role/web`, AssumeRolePolicyDocument: encodeURIComponent(EC2) },
    ]);
    const { InstanceProfiles } = await iam.listInstanceProfilesForRole({ RoleName: 'web' });
    expect(InstanceProfiles!.map((profile) => profile.InstanceProfileName)).toEqual(['web']);
  });

  test('takes one role at most', async () => {
    await make('full');
    await makeRole('one');
    await makeRole('two');
    await iam.addRoleToInstanceProfile({ InstanceProfileName: 'full', RoleName: 'one' });
    expect(await failure(iam.addRoleToInstanceProfile({ InstanceProfileName: 'full', RoleName: 'two' }))).toEqual({
      name: 'LimitExceededException',
      status: 409,
      message: 'Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1',
    });
    expect(
      await failure(iam.removeRoleFromInstanceProfile({ InstanceProfileName: 'full', RoleName: 'two' })),
    ).toMatchObject({
      name: 'NoSuchEntityException',
      status: 404,
    });
  });

  test('is not deleted with a role in it', async () => {
    const InstanceProfileName = 'kept';
    await make(InstanceProfileName);
    await makeRole('keeper');
    await iam.addRoleToInstanceProfile({ InstanceProfileName, RoleName: 'keeper' });
    expect(await failure(iam.deleteInstanceProfile({ InstanceProfileName }))).toEqual({
      name: 'DeleteConflictException',
      status: 409,
      message: 'Cannot delete entity, must remove roles from instance profile first.',
    });
    await iam.removeRoleFromInstanceProfile({ InstanceProfileName, RoleName: 'keeper' });
    await iam.deleteInstanceProfile({ InstanceProfileName });
    expect(await failure(iam.getInstanceProfile({ InstanceProfileName }))).toEqual({
      name: 'NoSuchEntityException',
      status: 404,
      message: 'Instance Profile kept cannot be found.',
    });
  });

  test('of a name that is taken, and a role that is not there, are refused', async () => {
    await make('unique');
    expect(await failure(make('Unique', '/x/'))).toMatchObject({ name: 'EntityAlreadyExistsException', status: 409 });
    const missing = iam.addRoleToInstanceProfile({ InstanceProfileName: 'unique', RoleName: 'missing' });
    expect(await failure(missing)).toMatchObject({ name: 'NoSuchEntityException', status: 404 });
  });

  test('lists come by path and in pages', async () => {
    await make('p2', '/paged/');
    await make('p1', '/paged/');
    const { InstanceProfiles, Marker } = await iam.listInstanceProfiles({ PathPrefix: '/paged/', MaxItems: 1 });
    expect(InstanceProfiles!.map((profile) => profile.InstanceProfileName)).toEqual(['p1']);
    const rest = await iam.listInstanceProfiles({ PathPrefix: '/paged/', Marker });
    expect(rest.InstanceProfiles!.map((profile) => profile.InstanceProfileName)).toEqual(['p2']);
  });

  test('has tags', async () => {
    const InstanceProfileName = 'tagged';
    await make(InstanceProfileName);
    await iam.tagInstanceProfile({
      InstanceProfileName,
      Tags: [
        { Key: 'a', Value: '1' },
        { Key: 'b', Value: '2' },
      ],
    });
    await iam.untagInstanceProfile({ InstanceProfileName, TagKeys: ['a'] });
    expect((await iam.listInstanceProfileTags({ InstanceProfileName })).Tags).toEqual([{ Key: 'b', Value: '2' }]);
  });
});

describe('putting a role into a profile passes it to EC2', () => {
  const allowed = may('iam:AddRoleToInstanceProfile');
  const add = async (user: string, ...statements: object[]) => {
    const key = await makeUser(emulator, ACCOUNT, user, allowed, ...statements);
    await make(user);
    await makeRole(user);
    return clientsFor(emulator, key).iam.addRoleToInstanceProfile({ InstanceProfileName: user, RoleName: user });
  };

  test('which needs iam:PassRole on that role', async () => {
    expect(await failure(add('without-pass'))).toEqual({
      name: 'AccessDenied',
      status: 403,
      message: `User: arn:aws:iam::${ACCOUNT}:user/without-pass is not authorized to perform: iam:PassRole on resource: arn:aws:iam::${ACCOUNT}:role/without-pass because no identity-based policy allows the iam:PassRole action`,
    });
    await expect(
      add('with-pass', may('iam:PassRole', `arn:aws:iam::${ACCOUNT}:role/with-pass`)),
    ).resolves.toBeDefined();
    const other = add('with-other-pass', may('iam:PassRole', `arn:aws:iam::${ACCOUNT}:role/with-pass`));
    expect(await failure(other)).toMatchObject({ name: 'AccessDenied' });
  });

  test('and can be limited to the service', async () => {
    const passTo = (service: string) => may('iam:PassRole', '*', { StringEquals: { 'iam:PassedToService': service } });
    await expect(add('pass-to-ec2', passTo('ec2.amazonaws.com'))).resolves.toBeDefined();
    expect(await failure(add('pass-to-lambda', passTo('lambda.amazonaws.com')))).toMatchObject({
      name: 'AccessDenied',
    });
  });
});
