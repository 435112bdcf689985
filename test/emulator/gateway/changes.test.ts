import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { snapshot } from '../../../access/world/snapshot';
import { failure, makeRole, makeUser, may, policy, rootOf, trust } from '../clients';
import { rootAsks } from '../wire';
import { s3For } from '../s3/s3-client';
import { behindGateway, type BehindGateway } from './behind-gateway';

const ACCOUNT = '111111111111';

let behind: BehindGateway;
beforeAll(async () => {
  behind = await behindGateway();
});
afterAll(() => behind.stop());

const there = () => rootOf(behind.backend, ACCOUNT);
const here = () => rootOf(behind.gateway, ACCOUNT);

describe('what is made through the gateway', () => {
  test('is made in the backend under the same ids', async () => {
    const trusting = trust({ AWS: ACCOUNT });
    await makeRole(behind.gateway, ACCOUNT, 'same', trusting);
    await here().iam.createUser({ UserName: 'same' });
    const PolicyArn = (await here().iam.createPolicy({ PolicyName: 'same', PolicyDocument: policy(may('s3:*')) }))
      .Policy!.Arn!;
    const made = await here().kms.createKey({ Description: 'same' });
    const { GrantId, GrantToken } = await here().kms.createGrant({
      KeyId: made.KeyMetadata!.KeyId,
      GranteePrincipal: `arn:aws:iam::${ACCOUNT}:user/same`,
      Operations: ['Decrypt'],
    });
    const ids = async ({ iam, kms }: ReturnType<typeof here>) => [
      (await iam.getRole({ RoleName: 'same' })).Role!.RoleId,
      (await iam.getUser({ UserName: 'same' })).User!.UserId,
      (await iam.getPolicy({ PolicyArn })).Policy!.PolicyId,
      (await kms.describeKey({ KeyId: made.KeyMetadata!.Arn })).KeyMetadata!.Description,
      (await kms.listGrants({ KeyId: made.KeyMetadata!.Arn })).Grants![0]!.GrantId,
    ];
    expect(await ids(here())).toEqual(await ids(there()));
    expect(GrantId).toBe((await ids(there()))[4]);
    await here().kms.retireGrant({ GrantToken });
    expect((await there().kms.listGrants({ KeyId: made.KeyMetadata!.Arn })).Grants).toEqual([]);
  });

  test('keeps meaning the same principal: the id that a policy was bound to is the one adopted', async () => {
    const arn = await makeRole(behind.gateway, ACCOUNT, 'bound', trust({ AWS: ACCOUNT }));
    const owner = s3For(behind.gateway, behind.gateway.rootCredentials(ACCOUNT));
    await owner.createBucket({ Bucket: 'bound-bucket' });
    const statement = {
      Effect: 'Allow',
      Principal: { AWS: arn },
      Action: 's3:GetObject',
      Resource: 'arn:aws:s3:::bound-bucket/*',
    };
    await owner.putBucketPolicy({ Bucket: 'bound-bucket', Policy: policy(statement) });
    const { Policy } = await owner.getBucketPolicy({ Bucket: 'bound-bucket' });
    expect(JSON.parse(Policy!).Statement[0].Principal.AWS).toBe(arn);
    const inBackend = s3For(behind.backend, behind.backend.rootCredentials(ACCOUNT));
    expect((await inBackend.getBucketPolicy({ Bucket: 'bound-bucket' })).Policy).toBe(Policy);
  });

  test('numbers versions of a managed policy as the backend does', async () => {
    const created = await here().iam.createPolicy({ PolicyName: 'versions', PolicyDocument: policy(may('s3:*')) });
    const PolicyArn = created.Policy!.Arn!;
    const PolicyDocument = policy(may('s3:GetObject'));
    // The backend has a version more than the gateway knows of.
    await there().iam.createPolicyVersion({ PolicyArn, PolicyDocument });
    const { PolicyVersion } = await here().iam.createPolicyVersion({ PolicyArn, PolicyDocument, SetAsDefault: true });
    expect(PolicyVersion!.VersionId).toBe('v3');
    expect((await here().iam.getPolicy({ PolicyArn })).Policy!.DefaultVersionId).toBe('v3');
    expect((await there().iam.getPolicy({ PolicyArn })).Policy!.DefaultVersionId).toBe('v3');
  });
});

describe('a change that the backend refuses', () => {
  test('is answered with its refusal and leaves the world as it was', async () => {
    const owner = s3For(behind.gateway, behind.gateway.rootCredentials(ACCOUNT));
    await owner.createBucket({ Bucket: 'not-empty' });
    await owner.putObject({ Bucket: 'not-empty', Key: 'k', Body: 'v' });
    const before = snapshot(behind.gateway.state.world);
    expect((await failure(owner.deleteBucket({ Bucket: 'not-empty' }))).name).toBe('BucketNotEmpty');
    // There by other means, so that the backend alone knows of it.
    await there().iam.createRole({ RoleName: 'only-there', AssumeRolePolicyDocument: trust({ AWS: ACCOUNT }) });
    const again = makeRole(behind.gateway, ACCOUNT, 'only-there', trust({ AWS: ACCOUNT }));
    expect((await failure(again)).name).toMatch(/EntityAlreadyExists/);
    expect(snapshot(behind.gateway.state.world)).toEqual(before);
  });
});

test('a change that the world refuses never reaches the backend', async () => {
  const user = await makeUser(behind.gateway, ACCOUNT, 'powerless');
  const asUser = s3For(behind.gateway, user);
  expect((await failure(asUser.createBucket({ Bucket: 'never-made' }))).name).toBe('AccessDenied');
  const { Buckets } = await s3For(behind.backend, behind.backend.rootCredentials(ACCOUNT)).listBuckets({});
  expect(Buckets!.map(({ Name }) => Name)).not.toContain('never-made');
});

test('access keys are minted by the gateway and die with it alone', async () => {
  const key = await makeUser(behind.gateway, ACCOUNT, 'keyed', may('s3:ListAllMyBuckets'));
  await s3For(behind.gateway, key).listBuckets({});
  expect((await there().iam.listAccessKeys({ UserName: 'keyed' })).AccessKeyMetadata).toEqual([]);
  await here().iam.deleteAccessKey({ UserName: 'keyed', AccessKeyId: key.AccessKeyId });
  expect((await failure(s3For(behind.gateway, key).listBuckets({}))).name).toBe('InvalidAccessKeyId');
  await here().iam.deleteUserPolicy({ UserName: 'keyed', PolicyName: 'inline' });
  await here().iam.deleteUser({ UserName: 'keyed' });
  expect((await failure(there().iam.getUser({ UserName: 'keyed' }))).name).toMatch(/NoSuchEntity/);
});

describe('what the gateway does not know', () => {
  test.each([
    ['an operation of S3', '/unknown-bucket?analytics&id=1', 'GET', 'NotImplemented'],
    ['a parameter of S3', '/unknown-bucket/key?surprise=1', 'GET', 'NotImplemented'],
  ])('%s is refused and not passed on', async (_, url, method, code) => {
    const ask = rootAsks(behind.gateway, ACCOUNT);
    expect(await ask(method, url)).toMatchObject({ status: 501, code });
  });

  test('operations of IAM and KMS are refused and not passed on', async () => {
    expect(await failure(here().iam.createGroup({ GroupName: 'g' }))).toMatchObject({ status: 501 });
    expect(await failure(here().kms.createCustomKeyStore({ CustomKeyStoreName: 's' }))).toMatchObject({ status: 501 });
  });
});

test('the public access block of an account is set in the backend too', async () => {
  const ask = (aws: typeof behind.gateway) => rootAsks(aws, ACCOUNT);
  const url = '/v20180820/configuration/publicAccessBlock';
  const block = ['BlockPublicAcls', 'IgnorePublicAcls', 'BlockPublicPolicy', 'RestrictPublicBuckets'];
  const body = `<PublicAccessBlockConfiguration>${block.map((name) => `<${name}>true</${name}>`).join('')}</PublicAccessBlockConfiguration>`;
  const headers = { 'x-amz-account-id': ACCOUNT };
  expect((await ask(behind.gateway)('PUT', url, headers, body)).status).toBe(200);
  expect((await ask(behind.backend)('GET', url, headers)).body).toContain('<RestrictPublicBuckets>true');
  expect(behind.gateway.state.world.accounts.get(ACCOUNT)!.publicAccessBlock!.restrictPublicBuckets).toBe(true);
});
