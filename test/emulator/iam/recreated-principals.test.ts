import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { S3 } from '@aws-sdk/client-s3';
import { startEmulator, type StartedEmulator } from '../../../emulator/index';
import { assume, clientsFor, failure, makeRole, makeUser, may, policy, rootOf, trust } from '../clients';
import { s3For } from '../s3/s3-client';

const PRODUCER = '111111111111';
const CONSUMER = '222222222222';
const RoleName = 'reader';
const reader = `arn:aws:iam::${CONSUMER}:role/${RoleName}`;
const EC2 = trust({ Service: 'ec2.amazonaws.com' });

let emulator: StartedEmulator;
let owner: S3;
beforeAll(async () => {
  emulator = await startEmulator();
  owner = s3For(emulator, emulator.rootCredentials(PRODUCER));
});
afterAll(() => emulator.stop());

const makeReader = () => makeRole(emulator, CONSUMER, RoleName, EC2, may(['s3:*', 'kms:*', 'sts:*']));
async function deleteReader(): Promise<void> {
  const { iam } = rootOf(emulator, CONSUMER);
  await iam.deleteRolePolicy({ RoleName, PolicyName: 'inline' });
  await iam.deleteRole({ RoleName });
}
const session = () => emulator.assumeRoleAsService('ec2.amazonaws.com', reader, { sessionName: 'i-1' });

describe('a role that is deleted and made again is another one (R-PR-ID)', () => {
  const naming = (Action: string, Resource: string) => ({
    Effect: 'Allow',
    Principal: { AWS: reader },
    Action,
    Resource,
  });
  const bucketPolicy = async () => (await owner.getBucketPolicy({ Bucket: 'lake' })).Policy!;
  const keyPolicy = async (KeyId: string) => (await rootOf(emulator, PRODUCER).kms.getKeyPolicy({ KeyId })).Policy!;
  const trustPolicy = async () => {
    const { Role } = await rootOf(emulator, PRODUCER).iam.getRole({ RoleName: 'partner' });
    return decodeURIComponent(Role!.AssumeRolePolicyDocument!);
  };
  let KeyId: string;
  let partner: string;
  let id: string;

  beforeAll(async () => {
    await makeReader();
    id = (await rootOf(emulator, CONSUMER).iam.getRole({ RoleName })).Role!.RoleId!;
    await owner.createBucket({ Bucket: 'lake' });
    await owner.putObject({ Bucket: 'lake', Key: 'k', Body: 'content' });
    await owner.putBucketPolicy({ Bucket: 'lake', Policy: policy(naming('s3:GetObject', 'arn:aws:s3:::lake/*')) });
    const own = { Effect: 'Allow', Principal: { AWS: PRODUCER }, Action: 'kms:*', Resource: '*' };
    const key = await rootOf(emulator, PRODUCER).kms.createKey({ Policy: policy(own, naming('kms:Encrypt', '*')) });
    KeyId = key.KeyMetadata!.Arn!;
    partner = await makeRole(emulator, PRODUCER, 'partner', trust({ AWS: reader }));
  });

  /** What the role's session may do by bucket, key and trust policy. */
  const outcomes = async (): Promise<string[]> => {
    const who = await session();
    const calls = [
      s3For(emulator, who).getObject({ Bucket: 'lake', Key: 'k' }),
      clientsFor(emulator, who).kms.encrypt({ KeyId, Plaintext: Buffer.from('x') }),
      assume(emulator, who, partner),
    ];
    return Promise.all(
      calls.map((call) =>
        call.then(
          () => 'allowed',
          (error: Error) => error.name,
        ),
      ),
    );
  };

  test('while it lives, policies show its ARN and let it in', async () => {
    for (const text of [await bucketPolicy(), await keyPolicy(KeyId), await trustPolicy()]) {
      expect(text).toContain(`"AWS":"${reader}"`);
    }
    expect(await outcomes()).toEqual(['allowed', 'allowed', 'allowed']);
  });

  test('afterwards they show a dead id', async () => {
    await deleteReader();
    for (const text of [await bucketPolicy(), await keyPolicy(KeyId), await trustPolicy()]) {
      expect(text).toContain(`"AWS":"${id}"`);
      expect(text).not.toContain(reader);
    }
  });

  test('and do not let in the one that has its name', async () => {
    await makeReader();
    expect(await bucketPolicy()).toContain(`"AWS":"${id}"`);
    expect(await outcomes()).toEqual(['AccessDenied', 'AccessDeniedException', 'AccessDenied']);
  });

  test('until they are saved anew with its ARN; with the dead id they are refused', async () => {
    const dead = await bucketPolicy();
    expect(await failure(owner.putBucketPolicy({ Bucket: 'lake', Policy: dead }))).toMatchObject({
      name: 'MalformedPolicy',
      status: 400,
      message: 'Invalid principal in policy',
    });
    await owner.putBucketPolicy({ Bucket: 'lake', Policy: dead.replace(id, reader) });
    expect((await outcomes())[0]).toBe('allowed');
  });
});

test('a user that is deleted and made again is another one too', async () => {
  const { iam } = rootOf(emulator, CONSUMER);
  const first = await makeUser(emulator, CONSUMER, 'ann', may('s3:*'));
  const ann = `arn:aws:iam::${CONSUMER}:user/ann`;
  await owner.createBucket({ Bucket: 'for-ann' });
  await owner.putObject({ Bucket: 'for-ann', Key: 'k', Body: 'content' });
  const statement = { ...may('s3:GetObject', 'arn:aws:s3:::for-ann/*'), Principal: { AWS: ann } };
  await owner.putBucketPolicy({ Bucket: 'for-ann', Policy: policy(statement) });
  const get = (who: object) => s3For(emulator, who).getObject({ Bucket: 'for-ann', Key: 'k' });
  await expect(get(first)).resolves.toBeDefined();
  await iam.deleteAccessKey({ UserName: 'ann', AccessKeyId: first.AccessKeyId! });
  await iam.deleteUserPolicy({ UserName: 'ann', PolicyName: 'inline' });
  await iam.deleteUser({ UserName: 'ann' });
  const second = await makeUser(emulator, CONSUMER, 'ann', may('s3:*'));
  expect(await failure(get(second))).toMatchObject({ name: 'AccessDenied', status: 403 });
});
