import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { secretAccessKey, type Credentials } from '../../../emulator/credentials/secrets';
import { startEmulator, type StartedEmulator } from '../../../emulator/index';
import { form, send, sha256, sign, type WireRequest } from '../wire';

const ACCOUNT = '111111111111';
const secret = Buffer.alloc(32, 3);
let now = new Date('2026-11-24T12:00:00Z');
let emulator: StartedEmulator;
let root: Credentials;

beforeAll(async () => {
  emulator = await startEmulator({ secret, clock: () => now });
  root = emulator.rootCredentials(ACCOUNT);
});
afterAll(() => emulator.stop());

const signed = (
  request: Partial<WireRequest>,
  options: Parameters<typeof sign>[3] = {},
  who = root,
): Promise<WireRequest> => sign(emulator.httpEndpoint, who, request, { date: now, ...options });
const ask = (wire: WireRequest) => send(emulator.httpEndpoint, wire);
const whoAmI = form('GetCallerIdentity', { Version: '2011-06-15' });

describe('every service answers a signed request', () => {
  test.each([
    ['s3', { url: '/' }, 200],
    ['sts', whoAmI, 200],
    ['iam', form('ListRoles', { Version: '2010-05-08' }), 200],
    [
      'kms',
      {
        method: 'POST',
        headers: { 'x-amz-target': 'TrentService.ListKeys', 'content-type': 'application/x-amz-json-1.1' },
        body: '{}',
      },
      200,
    ],
  ] as const)('%s', async (service, request, status) => {
    expect((await ask(await signed(request, { service }))).status).toBe(status);
  });
});

describe('no request gets in without a key of its own', () => {
  test.each([
    ['s3', 'InvalidAccessKeyId', 403],
    ['sts', 'InvalidClientTokenId', 403],
    ['iam', 'InvalidClientTokenId', 403],
    ['kms', 'UnrecognizedClientException', 400],
  ])('%s refuses an unknown key as AWS does', async (service, code, status) => {
    const stranger = { accessKeyId: 'AKIAAAAAAAAAAAAAAAAA', secretAccessKey: 'x'.repeat(40) };
    expect(await ask(await signed(service === 's3' ? {} : whoAmI, { service }, stranger))).toMatchObject({
      code,
      status,
    });
  });

  test.each([
    'test',
    'root',
    '000000000000',
    'AKIAIOSFODNN7EXAMPLE',
    'LSIAQAAAAAAVNCBMPNSG',
    '11111111111',
    '1111111111111',
  ])('%s is no bypass', async (accessKeyId) => {
    for (const secretKey of ['test', accessKeyId, 'x'.repeat(40)]) {
      const { status } = await ask(
        await signed(whoAmI, { service: 'sts' }, { accessKeyId, secretAccessKey: secretKey }),
      );
      expect(status).toBe(403);
    }
  });

  test('an id that nobody made does not sign, even with the secret that it would have', async () => {
    const accessKeyId = 'AKIAIIBAAAAAAAAAAAAA';
    const made = { accessKeyId, secretAccessKey: secretAccessKey(secret, accessKeyId) };
    expect(await ask(await signed(whoAmI, { service: 'sts' }, made))).toMatchObject({ code: 'InvalidClientTokenId' });
    const session = {
      accessKeyId: 'ASIAIIBAAAAAAAAAAAAA',
      secretAccessKey: secretAccessKey(secret, 'ASIAIIBAAAAAAAAAAAAA'),
    };
    expect(await ask(await signed(whoAmI, { service: 'sts' }, session))).toMatchObject({
      code: 'InvalidClientTokenId',
    });
    expect(await ask(await signed(whoAmI, { service: 'sts' }, { ...session, sessionToken: 'AAAA' }))).toMatchObject({
      code: 'InvalidClientTokenId',
    });
  });

  test.each([
    ['sts', whoAmI, 'MissingAuthenticationToken', 403],
    [
      'kms',
      { method: 'POST', headers: { 'x-amz-target': 'TrentService.ListKeys' }, body: '{}' },
      'MissingAuthenticationTokenException',
      400,
    ],
  ])('%s has no anonymous callers', async (_, request, code, status) => {
    expect(await ask({ url: '/', ...request })).toMatchObject({ code, status });
  });

  test('S3 has, and they may list nothing', async () => {
    expect(await ask({ method: 'GET', url: '/', headers: {}, body: '' })).toMatchObject({
      status: 403,
      code: 'AccessDenied',
    });
  });

  test.each([
    ['x-amz-security-token', 'test'],
    ['x-moto-account-id', ACCOUNT],
    ['x-localstack-account', ACCOUNT],
    ['x-forwarded-proto', 'https'],
  ])('the header %s opens nothing', async (name, value) => {
    const { status } = await ask({ url: '/', ...whoAmI, headers: { ...whoAmI.headers, [name]: value } });
    expect(status).toBe(403);
  });
});

describe('nothing that was signed can be changed on the way', () => {
  const changes: [string, (wire: WireRequest) => WireRequest][] = [
    ['the method', (wire) => ({ ...wire, method: 'DELETE' })],
    ['the path', (wire) => ({ ...wire, url: wire.url.replace('/bucket', '/bucket2') })],
    ['a parameter', (wire) => ({ ...wire, url: wire.url.replace('prefix=a', 'prefix=b') })],
    ['a parameter more', (wire) => ({ ...wire, url: `${wire.url}&list-type=2` })],
    ['a parameter less', (wire) => ({ ...wire, url: wire.url.replace('&max-keys=1', '') })],
    ['a header', (wire) => ({ ...wire, headers: { ...wire.headers, 'x-amz-meta-a': '2' } })],
    ['a header less', (wire) => ({ ...wire, headers: without(wire.headers, 'x-amz-meta-a') })],
    ['a header twice', (wire) => ({ ...wire, headers: { ...wire.headers, 'x-amz-meta-a': ['1', '2'] } })],
    ['an x-amz- header more', (wire) => ({ ...wire, headers: { ...wire.headers, 'x-amz-acl': 'public-read' } })],
    ['the host', (wire) => ({ ...wire, headers: { ...wire.headers, host: 'bucket.s3.localhost' } })],
    ['the date', (wire) => ({ ...wire, headers: { ...wire.headers, 'x-amz-date': '20261124T120001Z' } })],
    ['the digest', (wire) => ({ ...wire, headers: { ...wire.headers, 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' } })],
    ['the region', (wire) => authorization(wire, (text) => text.replace('us-east-1', 'eu-west-1'))],
    ['the service', (wire) => authorization(wire, (text) => text.replace('/s3/', '/sts/'))],
    ['the day', (wire) => authorization(wire, (text) => text.replace('20261124', '20261123'))],
    ['the key', (wire) => authorization(wire, (text) => text.replace(ACCOUNT, 'AKIAIOSFODNN7EXAMPLE'))],
    ['the list of headers', (wire) => authorization(wire, (text) => text.replace('host;', ''))],
    ['the signature', (wire) => authorization(wire, (text) => text.slice(0, -1) + (text.endsWith('0') ? '1' : '0'))],
    ["the signature's length", (wire) => authorization(wire, (text) => text.slice(0, -2))],
    [
      'two Authorization headers',
      (wire) => ({
        ...wire,
        headers: { ...wire.headers, Authorization: [wire.headers['authorization'] as string, 'AWS4-HMAC-SHA256 x'] },
      }),
    ],
  ];

  test.each(changes)('%s', async (_, change) => {
    const wire = await signed({ url: '/bucket?prefix=a&max-keys=1', headers: { 'x-amz-meta-a': '1' } });
    expect((await ask(wire)).code).toBe('NoSuchBucket');
    const answer = await ask(change(wire));
    expect([400, 403]).toContain(answer.status);
    expect(answer.code).not.toBe('NoSuchBucket');
  });

  test('the content of a form', async () => {
    const wire = await signed(whoAmI, { service: 'sts' });
    expect(await ask({ ...wire, body: `${String(wire.body)}&X=1` })).toMatchObject({
      status: 403,
      code: 'SignatureDoesNotMatch',
    });
  });

  test('the operation of a JSON service', async () => {
    const wire = await signed(
      { method: 'POST', headers: { 'x-amz-target': 'TrentService.ListKeys' }, body: '{}' },
      { service: 'kms' },
    );
    const headers = { ...wire.headers, 'x-amz-target': 'TrentService.GenerateRandom' };
    expect(await ask({ ...wire, headers })).toMatchObject({ status: 400, code: 'InvalidSignatureException' });
  });

  test('the content of an upload', async () => {
    const wire = await signed({ method: 'PUT', url: '/bucket-of-mine' });
    expect((await ask(wire)).status).toBe(200);
    const put = await signed({ method: 'PUT', url: '/bucket-of-mine/key', body: 'abc' });
    expect(await ask({ ...put, body: 'abd' })).toMatchObject({ status: 400, code: 'XAmzContentSHA256Mismatch' });
    expect((await ask(await signed({ url: '/bucket-of-mine/key' }))).status).toBe(404);
    expect((await ask(put)).status).toBe(200);
  });

  function authorization(wire: WireRequest, change: (text: string) => string): WireRequest {
    return { ...wire, headers: { ...wire.headers, authorization: change(wire.headers['authorization'] as string) } };
  }
  function without(headers: WireRequest['headers'], name: string): WireRequest['headers'] {
    const { [name]: _, ...rest } = headers;
    return rest;
  }
});

describe('time', () => {
  const at = (iso: string): void => void (now = new Date(iso));
  const sent = new Date('2026-11-24T12:00:00Z');

  test.each([
    ['s3', 'RequestTimeTooSkewed', 403],
    ['sts', 'SignatureDoesNotMatch', 403],
    ['kms', 'InvalidSignatureException', 400],
  ])('%s refuses a request that is 16 minutes old', async (service, code, status) => {
    const wire = await signed(service === 's3' ? {} : whoAmI, { service, date: sent });
    at('2026-11-24T12:16:00Z');
    expect(await ask(wire)).toMatchObject({ code, status });
    at('2026-11-24T12:00:00Z');
  });

  test('a presigned URL ends', async () => {
    const wire = await signed({ url: '/nobodys-bucket' }, { expiresIn: 60, date: sent });
    expect((await ask(wire)).code).toBe('NoSuchBucket');
    at('2026-11-24T12:01:01Z');
    expect(await ask(wire)).toMatchObject({
      code: 'AccessDenied',
      status: 403,
      body: expect.stringContaining('Request has expired'),
    });
    at('2026-11-24T12:00:00Z');
  });

  test('nor can it be made to last longer, or be used for something else', async () => {
    const { url, ...rest } = await signed({ url: '/nobodys-bucket/key' }, { expiresIn: 60, date: sent });
    for (const other of [
      url.replace('X-Amz-Expires=60', 'X-Amz-Expires=61'),
      url.replace('key?', 'key2?'),
      `${url}&versionId=1`,
      `${url}&x-amz-acl=public-read`,
    ]) {
      expect(await ask({ ...rest, url: other })).toMatchObject({ code: 'SignatureDoesNotMatch', status: 403 });
    }
    expect((await ask({ ...rest, url, method: 'PUT' })).code).toBe('SignatureDoesNotMatch');
    expect((await ask({ ...rest, url, headers: { ...rest.headers, 'x-amz-acl': 'public-read' } })).code).toBe(
      'AccessDenied',
    );
  });

  test('sessions end, and their token belongs to one key', async () => {
    const { iam, sts } = await sessionOfUser();
    expect((await ask(await signed(whoAmI, { service: 'sts' }, sts))).status).toBe(200);
    const other = await sessionOfUser(iam);
    const mixed = { ...sts, sessionToken: other.sts.sessionToken! };
    expect(await ask(await signed(whoAmI, { service: 'sts' }, mixed))).toMatchObject({ code: 'InvalidClientTokenId' });
    at('2026-11-24T12:15:01Z');
    expect(await ask(await signed(whoAmI, { service: 'sts' }, sts))).toMatchObject({
      code: 'ExpiredToken',
      status: 403,
    });
    expect(await ask(await signed({}, {}, sts))).toMatchObject({ code: 'ExpiredToken', status: 400 });
    at('2026-11-24T12:00:00Z');
  });

  async function sessionOfUser(user?: Credentials): Promise<{ iam: Credentials; sts: Credentials }> {
    const field = (body: string, name: string): string => new RegExp(`<${name}>([^<]*)<`).exec(body)![1]!;
    const iam = user ?? (await userKey());
    const { body } = await ask(
      await signed(form('GetSessionToken', { DurationSeconds: '900' }), { service: 'sts' }, iam),
    );
    const sts = {
      accessKeyId: field(body, 'AccessKeyId'),
      secretAccessKey: field(body, 'SecretAccessKey'),
      sessionToken: field(body, 'SessionToken'),
    };
    return { iam, sts };

    async function userKey(): Promise<Credentials> {
      await ask(await signed(form('CreateUser', { UserName: 'someone' }), { service: 'iam' }));
      const { body } = await ask(await signed(form('CreateAccessKey', { UserName: 'someone' }), { service: 'iam' }));
      return { accessKeyId: field(body, 'AccessKeyId'), secretAccessKey: field(body, 'SecretAccessKey') };
    }
  }
});

describe('the content of an upload', () => {
  test('UNSIGNED-PAYLOAD is not looked at', async () => {
    await ask(await signed({ method: 'PUT', url: '/unsigned-bucket' }));
    const wire = await signed({
      method: 'PUT',
      url: '/unsigned-bucket/key',
      body: 'abc',
      headers: { 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' },
    });
    expect((await ask({ ...wire, body: 'xyz' })).status).toBe(200);
  });

  test.each([
    ['no digest', '', 'InvalidArgument'],
    ['a digest that is none', 'abc', 'InvalidArgument'],
    ['Signature Version 4A chunks', 'STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD', 'NotImplemented'],
  ])('%s in x-amz-content-sha256 is refused', async (_, value, code) => {
    const wire = await signed({
      method: 'PUT',
      url: '/bucket/key',
      headers: { 'x-amz-content-sha256': value },
      body: 'abc',
    });
    expect((await ask(wire)).code).toBe(code);
  });

  test('a checksum header that does not fit is a BadDigest, and nothing is stored', async () => {
    await ask(await signed({ method: 'PUT', url: '/checked-bucket' }));
    const wire = await signed({
      method: 'PUT',
      url: '/checked-bucket/key',
      body: 'abc',
      headers: { 'x-amz-checksum-crc32': 'AAAAAA==', 'x-amz-content-sha256': sha256('abc') },
    });
    expect(await ask(wire)).toMatchObject({ status: 400, code: 'BadDigest' });
    expect((await ask(await signed({ url: '/checked-bucket/key' }))).status).toBe(404);
  });
});

describe('what is not there', () => {
  test.each([
    ['sts', form('AssumeRoleWithSAML'), 501, 'NotImplemented'],
    ['iam', form('CreateGroup', { GroupName: 'x' }), 501, 'NotImplemented'],
    ['kms', { method: 'POST', headers: { 'x-amz-target': 'TrentService.Sign' }, body: '{}' }, 501, 'NotImplemented'],
    [
      'dynamodb',
      { method: 'POST', headers: { 'x-amz-target': 'DynamoDB_20120810.ListTables' }, body: '{}' },
      501,
      'NotImplemented',
    ],
  ])('an operation that %s does not have is NotImplemented', async (service, request, status, code) => {
    expect(await ask(await signed(request, { service }))).toMatchObject({ status, code });
  });
});
