import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startEmulator, type StartedEmulator } from '../../../emulator/index';
import { makeUser } from '../clients';
import { s3For } from '../s3/s3-client';
import { send, sign, type WireAnswer } from '../wire';

const ACCOUNT = '111111111111';
const OTHER = '222222222222';
const BLOCK = '/v20180820/configuration/publicAccessBlock';
let emulator: StartedEmulator;

beforeAll(async () => {
  emulator = await startEmulator();
});
afterAll(() => emulator.stop());

interface Asked {
  readonly body?: string;
  readonly account?: string;
  /** Who asks. */
  readonly as?: string;
}

async function ask(
  method: string,
  url: string,
  { body = '', account = ACCOUNT, as = ACCOUNT }: Asked = {},
): Promise<WireAnswer> {
  const headers = { 'x-amz-account-id': account };
  const keys = emulator.rootCredentials(as);
  return send(emulator.httpEndpoint, await sign(emulator.httpEndpoint, keys, { method, url, headers, body }));
}

test("an account's public access block is set, read and deleted", async () => {
  expect(await ask('GET', BLOCK)).toMatchObject({ status: 404, code: 'NoSuchPublicAccessBlockConfiguration' });
  const body =
    '<PublicAccessBlockConfiguration><RestrictPublicBuckets>true</RestrictPublicBuckets></PublicAccessBlockConfiguration>';
  expect(await ask('PUT', BLOCK, { body })).toMatchObject({ status: 200 });
  const { body: text } = await ask('GET', BLOCK);
  expect(text).toContain('<RestrictPublicBuckets>true</RestrictPublicBuckets>');
  expect(text).toContain('<BlockPublicPolicy>false</BlockPublicPolicy>');
  expect(await ask('DELETE', BLOCK)).toMatchObject({ status: 204 });
  expect(await ask('GET', BLOCK)).toMatchObject({ status: 404 });
});

test("it blocks public policies of the account's buckets (R-BPA-1)", async () => {
  const s3 = s3For(emulator, emulator.rootCredentials(ACCOUNT));
  const Bucket = 'blocked-by-account';
  await s3.createBucket({ Bucket });
  await s3.deletePublicAccessBlock({ Bucket });
  const Statement = { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: `arn:aws:s3:::${Bucket}/*` };
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement });
  const body =
    '<PublicAccessBlockConfiguration><BlockPublicPolicy>true</BlockPublicPolicy></PublicAccessBlockConfiguration>';
  await ask('PUT', BLOCK, { body });
  await expect(s3.putBucketPolicy({ Bucket, Policy })).rejects.toThrow(/BlockPublicPolicy/);
  await ask('DELETE', BLOCK);
  await s3.putBucketPolicy({ Bucket, Policy });
});

test('the tags of a bucket are read by its ARN', async () => {
  const s3 = s3For(emulator, emulator.rootCredentials(ACCOUNT));
  await s3.createBucket({ Bucket: 'tagged' });
  await s3.putBucketTagging({ Bucket: 'tagged', Tagging: { TagSet: [{ Key: 'team', Value: 'lake' }] } });
  const { status, body } = await ask('GET', '/v20180820/tags/arn%3Aaws%3As3%3A%3A%3Atagged');
  expect(status).toBe(200);
  expect(body).toContain('<Tags><Tag><Key>team</Key><Value>lake</Value></Tag></Tags>');
  expect(await ask('GET', '/v20180820/tags/arn%3Aaws%3As3%3A%3A%3Anever')).toMatchObject({
    status: 404,
    code: 'NoSuchBucket',
  });
});

test('is closed to other accounts, and to users without permission', async () => {
  expect(await ask('GET', BLOCK, { as: OTHER })).toMatchObject({ status: 403, code: 'AccessDenied' });
  expect(
    await ask('GET', '/v20180820/tags/arn%3Aaws%3As3%3A%3A%3Atagged', { as: OTHER, account: OTHER }),
  ).toMatchObject({ status: 403 });
  const keys = await makeUser(emulator, ACCOUNT, 'powerless');
  const credentials = { accessKeyId: keys.AccessKeyId!, secretAccessKey: keys.SecretAccessKey! };
  const wire = await sign(emulator.httpEndpoint, credentials, { url: BLOCK, headers: { 'x-amz-account-id': ACCOUNT } });
  expect(await send(emulator.httpEndpoint, wire)).toMatchObject({ status: 403, code: 'AccessDenied' });
});

test.each([
  ['GET', '/v20180820/bucket/x'],
  ['GET', '/v20180820/jobs'],
  ['POST', '/v20180820/tags/arn%3Aaws%3As3%3A%3A%3Atagged'],
  ['GET', '/v20180820/tags/arn%3Aaws%3As3%3Aus-east-1%3A111111111111%3Aaccesspoint%2Fx'],
])('%s %s is not implemented', async (method, url) => {
  expect(await ask(method, url)).toMatchObject({ status: 501, code: 'NotImplemented' });
});

test('an account id has 12 digits', async () => {
  const headers = { 'x-amz-account-id': 'me' };
  const wire = await sign(emulator.httpEndpoint, emulator.rootCredentials(ACCOUNT), { url: BLOCK, headers });
  expect(await send(emulator.httpEndpoint, wire)).toMatchObject({ status: 400, code: 'InvalidRequest' });
});
