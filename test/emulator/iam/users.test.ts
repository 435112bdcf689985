import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { IAM } from '@aws-sdk/client-iam';
import { startEmulator, type StartedEmulator } from '../../../emulator/index';
import { clientsFor, failure, makeUser, may, policy, rootOf, trust } from '../clients';

const ACCOUNT = '222222222222';

let emulator: StartedEmulator;
let iam: IAM;
beforeAll(async () => {
  emulator = await startEmulator();
  ({ iam } = rootOf(emulator, ACCOUNT));
});
afterAll(() => emulator.stop());

describe('a user', () => {
  test('is read back as it was made, by others and by itself', async () => {
    const { User } = await iam.createUser({ UserName: 'ann', Path: '/team/', Tags: [{ Key: 'k', Value: 'v' }] });
    expect(User).toEqual({
      Path: '/team/',
      UserName: 'ann',
      UserId: expect.stringMatching(/^AIDA[A-Z2-7]{17}$/),
      Arn: `arn:aws:iam::${ACCOUNT}:user/team/ann`,
      CreateDate: expect.any(Date),
      Tags: [{ Key: 'k', Value: 'v' }],
    });
    expect((await iam.getUser({ UserName: 'ann' })).User).toEqual(User);
    await iam.putUserPolicy({ UserName: 'ann', PolicyName: 'p', PolicyDocument: policy(may('iam:GetUser')) });
    const { AccessKey } = await iam.createAccessKey({ UserName: 'ann' });
    expect((await clientsFor(emulator, AccessKey!).iam.getUser({})).User).toEqual(User);
  });

  test('root is answered as its account', async () => {
    expect((await iam.getUser({})).User).toMatchObject({ UserId: ACCOUNT, Arn: `arn:aws:iam::${ACCOUNT}:root` });
  });

  test('of a name that is taken is refused, whatever its case', async () => {
    await iam.createUser({ UserName: 'taken' });
    for (const UserName of ['taken', 'TAKEN']) {
      expect(await failure(iam.createUser({ UserName }))).toEqual({
        name: 'EntityAlreadyExistsException',
        status: 409,
        message: `User with name ${UserName} already exists.`,
      });
    }
  });

  test('takes its id, its keys and what policies say of it along to a new name', async () => {
    const key = await makeUser(emulator, ACCOUNT, 'before', may('iam:GetUser'));
    const { User } = await iam.getUser({ UserName: 'before' });
    const trusting = trust({ AWS: User!.Arn! });
    await iam.createRole({ RoleName: 'knows-before', AssumeRolePolicyDocument: trusting });
    await iam.updateUser({ UserName: 'before', NewUserName: 'after', NewPath: '/new/' });
    expect((await clientsFor(emulator, key).iam.getUser({})).User).toMatchObject({
      UserName: 'after',
      UserId: User!.UserId,
      Arn: `arn:aws:iam::${ACCOUNT}:user/new/after`,
    });
    const { Role } = await iam.getRole({ RoleName: 'knows-before' });
    expect(decodeURIComponent(Role!.AssumeRolePolicyDocument!)).toContain(`:user/new/after"`);
    expect(await failure(iam.getUser({ UserName: 'before' }))).toMatchObject({ name: 'NoSuchEntityException' });
  });

  test('cannot take a name or path that it may not have', async () => {
    await iam.createUser({ UserName: 'mover' });
    const input = { UserName: 'mover' };
    expect(await failure(iam.updateUser({ ...input, NewUserName: 'Taken' }))).toMatchObject({
      name: 'EntityAlreadyExistsException',
    });
    expect(await failure(iam.updateUser({ ...input, NewPath: 'x' }))).toMatchObject({ name: 'ValidationError' });
    await expect(iam.updateUser({ ...input, NewUserName: 'Mover' })).resolves.toBeDefined();
  });

  test('is not deleted while keys or policies hang on it', async () => {
    const UserName = 'held';
    const { AccessKeyId } = (await makeUser(emulator, ACCOUNT, UserName, may('s3:*'))) as { AccessKeyId: string };
    const { Policy } = await iam.createPolicy({ PolicyName: 'holding', PolicyDocument: policy(may('s3:*')) });
    const PolicyArn = Policy!.Arn!;
    await iam.attachUserPolicy({ UserName, PolicyArn });
    const refused = async (message: string) =>
      expect(await failure(iam.deleteUser({ UserName }))).toEqual({
        name: 'DeleteConflictException',
        status: 409,
        message,
      });
    await refused('Cannot delete entity, must delete access keys first.');
    await iam.deleteAccessKey({ UserName, AccessKeyId });
    await refused('Cannot delete entity, must detach all policies first.');
    await iam.detachUserPolicy({ UserName, PolicyArn });
    await refused('Cannot delete entity, must delete policies first.');
    await iam.deleteUserPolicy({ UserName, PolicyName: 'inline' });
    await iam.deleteUser({ UserName });
    expect(await failure(iam.getUser({ UserName }))).toMatchObject({ name: 'NoSuchEntityException', status: 404 });
  });

  test('is in no group, because there are none here', async () => {
    expect((await iam.listGroupsForUser({ UserName: 'taken' })).Groups).toEqual([]);
    expect((await iam.listAccountAliases({})).AccountAliases).toEqual([]);
  });

  test('lists come in pages and by path', async () => {
    const { iam: other } = rootOf(emulator, '444444444444');
    for (const UserName of ['c', 'a', 'b']) await other.createUser({ UserName, Path: UserName === 'c' ? '/x/' : '/' });
    const { Users, Marker, IsTruncated } = await other.listUsers({ MaxItems: 2 });
    expect([Users!.map((user) => user.UserName), IsTruncated]).toEqual([['a', 'b'], true]);
    expect((await other.listUsers({ Marker })).Users!.map((user) => user.UserName)).toEqual(['c']);
    expect((await other.listUsers({ PathPrefix: '/x/' })).Users!.map((user) => user.UserName)).toEqual(['c']);
  });
});

describe('access keys', () => {
  test('carry their account, show their secret once, and can be two', async () => {
    const UserName = 'keyed';
    await iam.createUser({ UserName });
    const { AccessKey: first } = await iam.createAccessKey({ UserName });
    expect(first).toEqual({
      UserName,
      AccessKeyId: expect.stringMatching(/^AKIA[A-Z2-7]{16}$/),
      Status: 'Active',
      SecretAccessKey: expect.stringMatching(/^.{40}$/),
      CreateDate: expect.any(Date),
    });
    await iam.createAccessKey({ UserName });
    expect(await failure(iam.createAccessKey({ UserName }))).toEqual({
      name: 'LimitExceededException',
      status: 409,
      message: 'Cannot exceed quota for AccessKeysPerUser: 2',
    });
    const { AccessKeyMetadata } = await iam.listAccessKeys({ UserName });
    expect(AccessKeyMetadata).toHaveLength(2);
    expect(AccessKeyMetadata![0]).not.toHaveProperty('SecretAccessKey');
    expect(emulator.credentialsOf(`arn:aws:iam::${ACCOUNT}:user/${UserName}`)).toMatchObject({
      accessKeyId: first!.AccessKeyId,
      secretAccessKey: first!.SecretAccessKey,
    });
  });

  test('a user manages its own without naming itself', async () => {
    const key = await makeUser(
      emulator,
      ACCOUNT,
      'self',
      may('iam:*AccessKey*', `arn:aws:iam::${ACCOUNT}:user/\${aws:username}`),
    );
    const { iam: own } = clientsFor(emulator, key);
    const { AccessKey } = await own.createAccessKey({});
    await own.updateAccessKey({ AccessKeyId: AccessKey!.AccessKeyId!, Status: 'Inactive' });
    const { AccessKeyMetadata } = await own.listAccessKeys({});
    expect(AccessKeyMetadata!.map(({ Status }) => Status).sort()).toEqual(['Active', 'Inactive']);
    await own.deleteAccessKey({ AccessKeyId: AccessKey!.AccessKeyId! });
    expect(await failure(own.listAccessKeys({ UserName: 'keyed' }))).toMatchObject({
      name: 'AccessDenied',
      status: 403,
    });
  });

  test('of somebody who is no user have to be named', async () => {
    expect(await failure(iam.createAccessKey({}))).toEqual({
      name: 'ValidationError',
      status: 400,
      message: 'Must specify userName when calling with non-User credentials',
    });
  });

  test('that are not there, or of another state than AWS knows', async () => {
    const AccessKeyId = 'AKIAIIBAAAAAAAAAAAAA';
    expect(await failure(iam.deleteAccessKey({ UserName: 'keyed', AccessKeyId }))).toEqual({
      name: 'NoSuchEntityException',
      status: 404,
      message: `The Access Key with id ${AccessKeyId} cannot be found.`,
    });
    const asleep = iam.updateAccessKey({ UserName: 'keyed', AccessKeyId, Status: 'Asleep' as 'Active' });
    expect(await failure(asleep)).toMatchObject({ name: 'ValidationError', status: 400 });
  });
});
