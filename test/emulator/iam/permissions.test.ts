import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { IAM } from '@aws-sdk/client-iam';
import { startEmulator, type StartedEmulator } from '../../../emulator/index';
import { clientsFor, failure, makeUser, may, policy, rootOf, trust } from '../clients';
import { form, send, sign } from '../wire';

const ACCOUNT = '222222222222';
const EC2 = trust({ Service: 'ec2.amazonaws.com' });
const arn = (resource: string): string => `arn:aws:iam::${ACCOUNT}:${resource}`;

let emulator: StartedEmulator;
let root: IAM;
beforeAll(async () => {
  emulator = await startEmulator();
  root = rootOf(emulator, ACCOUNT).iam;
});
afterAll(() => emulator.stop());

let count = 0;
/** IAM as a new user sees it. */
const as = async (...statements: object[]): Promise<IAM> =>
  clientsFor(emulator, await makeUser(emulator, ACCOUNT, `user-${count++}`, ...statements)).iam;
const denied = { name: 'AccessDenied', status: 403 };

describe('every operation asks for its permission', () => {
  test('on the ARN of the entity, path included', async () => {
    await root.createRole({ RoleName: 'reader', Path: '/team/a/', AssumeRolePolicyDocument: EC2 });
    const reading = await as(may('iam:GetRole', arn('role/team/a/*')));
    await expect(reading.getRole({ RoleName: 'reader' })).resolves.toBeDefined();
    await root.createRole({ RoleName: 'other', Path: '/team/b/', AssumeRolePolicyDocument: EC2 });
    expect(await failure(reading.getRole({ RoleName: 'other' }))).toEqual({
      ...denied,
      message: expect.stringContaining(
        `not authorized to perform: iam:GetRole on resource: ${arn('role/team/b/other')} because`,
      ),
    });
  });

  test('before it tells what exists', async () => {
    const nobody = await as();
    expect(await failure(nobody.getRole({ RoleName: 'missing' }))).toMatchObject(denied);
    expect(await failure(nobody.getUser({ UserName: 'missing' }))).toMatchObject(denied);
    expect(await failure(nobody.getPolicy({ PolicyArn: arn('policy/missing') }))).toMatchObject(denied);
    expect(await failure(nobody.getInstanceProfile({ InstanceProfileName: 'missing' }))).toMatchObject(denied);
    expect(await failure(nobody.createRole({ RoleName: 'reader', AssumeRolePolicyDocument: EC2 }))).toMatchObject(
      denied,
    );
  });

  test('which one is not another', async () => {
    const listing = await as(may('iam:List*'));
    await expect(listing.listRoles({})).resolves.toBeDefined();
    expect(await failure(listing.getRole({ RoleName: 'reader' }))).toMatchObject(denied);
    expect(await failure(listing.deleteRole({ RoleName: 'reader' }))).toMatchObject(denied);
  });

  test('and of its own account alone, whatever policies say', async () => {
    const admin = await as(may('*'));
    await rootOf(emulator, '111111111111').iam.createRole({ RoleName: 'theirs', AssumeRolePolicyDocument: EC2 });
    expect(await failure(admin.getRole({ RoleName: 'theirs' }))).toMatchObject({ name: 'NoSuchEntityException' });
    const { Policy } = await rootOf(emulator, '111111111111').iam.createPolicy({
      PolicyName: 'theirs',
      PolicyDocument: policy(may('s3:*')),
    });
    const theirs = { PolicyArn: Policy!.Arn! };
    expect(await failure(admin.getPolicy(theirs))).toMatchObject(denied);
    expect(await failure(admin.attachRolePolicy({ RoleName: 'reader', ...theirs }))).toMatchObject({
      name: 'NoSuchEntityException',
    });
  });

  test('a renamed user needs it under both names', async () => {
    const one = await as(may('iam:UpdateUser', arn('user/bob')));
    const both = await as(may('iam:UpdateUser', [arn('user/bob'), arn('user/robert')]));
    await root.createUser({ UserName: 'bob' });
    const rename = { UserName: 'bob', NewUserName: 'robert' };
    expect(await failure(one.updateUser(rename))).toMatchObject(denied);
    await expect(both.updateUser(rename)).resolves.toBeDefined();
  });
});

describe('condition keys', () => {
  test('iam:PermissionsBoundary keeps a delegate from making roles without the boundary', async () => {
    const { Policy } = await root.createPolicy({ PolicyName: 'boundary', PolicyDocument: policy(may('s3:*')) });
    const PermissionsBoundary = Policy!.Arn!;
    const delegate = await as(
      may(['iam:CreateRole', 'iam:PutRolePolicy'], '*', {
        StringEquals: { 'iam:PermissionsBoundary': PermissionsBoundary },
      }),
    );
    const make = (RoleName: string, more: object) =>
      delegate.createRole({ RoleName, AssumeRolePolicyDocument: EC2, ...more });
    expect(await failure(make('free', {}))).toMatchObject(denied);
    await expect(make('bounded', { PermissionsBoundary })).resolves.toBeDefined();
    const put = { PolicyName: 'p', PolicyDocument: policy(may('s3:*')) };
    await expect(delegate.putRolePolicy({ RoleName: 'bounded', ...put })).resolves.toBeDefined();
    expect(await failure(delegate.putRolePolicy({ RoleName: 'reader', ...put }))).toMatchObject(denied);
  });

  test('iam:PolicyARN limits what can be attached', async () => {
    const make = async (PolicyName: string) =>
      (await root.createPolicy({ PolicyName, PolicyDocument: policy(may('s3:*')) })).Policy!.Arn!;
    const [harmless, harmful] = [await make('harmless'), await make('harmful')];
    const attaching = await as(may('iam:AttachRolePolicy', '*', { ArnEquals: { 'iam:PolicyARN': harmless } }));
    await expect(attaching.attachRolePolicy({ RoleName: 'reader', PolicyArn: harmless })).resolves.toBeDefined();
    expect(await failure(attaching.attachRolePolicy({ RoleName: 'reader', PolicyArn: harmful }))).toMatchObject(denied);
  });

  test('tags of the request and of the entity', async () => {
    const tagged = await as(
      may('iam:CreateRole', '*', { StringEquals: { 'aws:RequestTag/team': 'a' } }),
      may('iam:DeleteRole', '*', { StringEquals: { 'iam:ResourceTag/team': 'a' } }),
    );
    const make = (RoleName: string, Value: string) =>
      tagged.createRole({ RoleName, AssumeRolePolicyDocument: EC2, Tags: [{ Key: 'Team', Value }] });
    expect(await failure(make('of-b', 'b'))).toMatchObject(denied);
    await expect(make('of-a', 'a')).resolves.toBeDefined();
    expect(await failure(tagged.deleteRole({ RoleName: 'reader' }))).toMatchObject(denied);
    await expect(tagged.deleteRole({ RoleName: 'of-a' })).resolves.toBeDefined();
  });
});

describe('what is not there says so', () => {
  const ask = async (action: string, parameters: Record<string, string> = {}) => {
    const endpoint = emulator.httpEndpoint;
    const root = emulator.rootCredentials(ACCOUNT);
    return send(endpoint, await sign(endpoint, root, form(action, parameters), { service: 'iam' }));
  };

  test.each([
    'CreateGroup',
    'CreateLoginProfile',
    'CreateSAMLProvider',
    'GenerateServiceLastAccessedDetails',
    'constructor',
    'getrole',
  ])('%s is NotImplemented', async (action) => {
    expect(await ask(action)).toMatchObject({
      status: 501,
      code: 'NotImplemented',
      body: expect.stringContaining(`The operation ${action} of iam is not implemented here.`),
    });
  });

  test('an operation of another API version is an InvalidAction, none at all a MissingAction', async () => {
    expect(await ask('GetRole', { Version: '2011-06-15' })).toMatchObject({ status: 400, code: 'InvalidAction' });
    const endpoint = emulator.httpEndpoint;
    const empty = { ...form('x'), body: 'Version=2010-05-08' };
    const wire = await sign(endpoint, emulator.rootCredentials(ACCOUNT), empty, { service: 'iam' });
    expect(await send(endpoint, wire)).toMatchObject({ status: 400, code: 'MissingAction' });
  });

  test('errors are XML in AWS form, with the request id in body and header', async () => {
    const { body, headers } = await ask('GetRole', { RoleName: 'missing <&>' });
    expect(headers['content-type']).toBe('text/xml');
    expect(body).toMatch(
      /^<ErrorResponse xmlns="https:\/\/iam.amazonaws.com\/doc\/2010-05-08\/"><Error><Type>Sender<\/Type><Code>ValidationError<\/Code><Message>.*missing &lt;&amp;&gt;.*<\/Message><\/Error><RequestId>[0-9a-f-]{36}<\/RequestId><\/ErrorResponse>$/,
    );
    expect(body).toContain(`<RequestId>${String(headers['x-amzn-requestid'])}</RequestId>`);
  });
});
