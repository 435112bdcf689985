import { CreateKeyCommand } from '@aws-sdk/client-kms';
import type { S3 } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Answered } from '../../../emulator/http/request-handler';
import { startEmulator, type StartedEmulator } from '../../../emulator/index';
import { AccessLogs } from '../../../emulator/s3/access-log/access-logs';
import { clientsFor, failure, makeUser, policy } from '../clients';
import { send, sign } from '../wire';
import { s3For, textOf } from './s3-client';

const OWNER = '111111111111';
const Bucket = 'logged';
const TargetBucket = 'log-bucket';
const TargetPrefix = 'logs/';
let emulator: StartedEmulator;
let s3: S3;

const letIn = (condition: object = {}, principal = 'logging.s3.amazonaws.com') => ({
  Effect: 'Allow',
  Principal: { Service: principal },
  Action: 's3:PutObject',
  Resource: `arn:aws:s3:::${TargetBucket}/${TargetPrefix}*`,
  Condition: {
    ArnEquals: { 'aws:SourceArn': `arn:aws:s3:::${Bucket}` },
    StringEquals: { 'aws:SourceAccount': OWNER },
    ...condition,
  },
});
const open = (...statements: object[]) => s3.putBucketPolicy({ Bucket: TargetBucket, Policy: policy(...statements) });
const logging = (prefix = TargetPrefix) =>
  s3.putBucketLogging({
    Bucket,
    BucketLoggingStatus: { LoggingEnabled: { TargetBucket, TargetPrefix: prefix } },
  });

/** The lines of all logs that are there, and the keys of those logs. */
async function delivered(): Promise<{ keys: string[]; lines: string[] }> {
  await emulator.flushAccessLogs();
  const { Contents = [] } = await s3.listObjectsV2({ Bucket: TargetBucket });
  const keys = Contents.map(({ Key }) => Key!);
  const logs = await Promise.all(keys.map((Key) => textOf(s3.getObject({ Bucket: TargetBucket, Key }))));
  return { keys, lines: logs.flatMap((log) => log.trimEnd().split('\n')) };
}

/** Takes a line apart, as its format says: fields between spaces, but for brackets and quotes. */
const fields = (line: string): string[] => line.match(/\[[^\]]*\]|"[^"]*"|\S+/g)!;

async function emptyLogs(): Promise<void> {
  await emulator.flushAccessLogs();
  const { Contents = [] } = await s3.listObjectsV2({ Bucket: TargetBucket });
  for (const { Key } of Contents) await s3.deleteObject({ Bucket: TargetBucket, Key });
}

beforeAll(async () => {
  emulator = await startEmulator();
  s3 = s3For(emulator, emulator.rootCredentials(OWNER));
  for (const name of [Bucket, TargetBucket]) await s3.createBucket({ Bucket: name });
});
afterAll(() => emulator.stop());
beforeEach(async () => {
  await open(letIn());
  await logging();
  await emptyLogs();
});

describe('requests for a bucket with logging on', () => {
  test("are delivered to the log bucket, a line each, in AWS's format", async () => {
    const put = await s3.putObject({ Bucket, Key: 'a b/ü', Body: 'content' });
    await s3.getObject({ Bucket, Key: 'a b/ü', Range: 'bytes=0-2' });
    await failure(s3.getObject({ Bucket, Key: 'never', VersionId: 'null' }));
    await s3For(emulator, undefined)
      .getObject({ Bucket, Key: 'x' })
      .catch(() => undefined);
    const { keys, lines } = await delivered();
    expect(keys).toHaveLength(1);
    expect(keys[0]).toMatch(/^logs\/\d{4}-\d\d-\d\d-\d\d-\d\d-\d\d-[0-9A-F]{16}$/);
    expect(lines).toHaveLength(4);
    const [first, second, third, fourth] = lines.map(fields);
    const owner = (await s3.getBucketAcl({ Bucket })).Owner!.ID!;
    expect(first).toHaveLength(27);
    expect(first!.slice(0, 13)).toEqual([
      owner,
      Bucket,
      expect.stringMatching(/^\[\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d \+0000\]$/),
      '127.0.0.1',
      owner,
      put.$metadata.requestId,
      'REST.PUT.OBJECT',
      'a%20b/%C3%BC',
      `"PUT /${Bucket}/a%20b/%C3%BC?x-id=PutObject HTTP/1.1"`,
      '200',
      '-',
      '-',
      '7',
    ]);
    expect(first![13]).toMatch(/^\d+$/);
    expect(first!.slice(14, 16)).toEqual(['-', '"-"']);
    expect(first![16]).toContain('aws-sdk-js');
    expect(first!.slice(17)).toEqual([
      '-',
      put.$metadata.extendedRequestId,
      'SigV4',
      '-',
      'AuthHeader',
      new URL(emulator.httpEndpoint).host,
      '-',
      '-',
      '-',
      '-',
    ]);
    expect(second!.slice(6, 13)).toEqual(['REST.GET.OBJECT', 'a%20b/%C3%BC', expect.any(String), '206', '-', '3', '7']);
    expect(third!.slice(9, 13)).toEqual(['404', 'NoSuchVersion', expect.stringMatching(/^\d+$/), '-']);
    expect(third![17]).toBe('null');
    expect(fourth!.slice(4, 7)).toEqual(['-', expect.any(String), 'REST.GET.OBJECT']);
    expect(fourth!.slice(9, 11)).toEqual(['403', 'AccessDenied']);
    expect(fourth!.slice(19, 22)).toEqual(['-', '-', '-']);
  });

  test('name users by their ARN, and tell of TLS', async () => {
    const keys = await makeUser(emulator, OWNER, 'logged-user', { Effect: 'Allow', Action: 's3:*', Resource: '*' });
    await s3For(emulator, keys, { secure: true }).headBucket({ Bucket });
    const [line] = (await delivered()).lines.map(fields);
    expect(line![4]).toBe(`arn:aws:iam::${OWNER}:user/logged-user`);
    expect(line![6]).toBe('REST.HEAD.BUCKET');
    expect(line!.slice(20, 24)).toEqual([
      expect.stringMatching(/^TLS_|^ECDHE/),
      'AuthHeader',
      expect.any(String),
      'TLSv1.3',
    ]);
  });

  test('nothing that a client sends ends a field or a line', async () => {
    const headers = { 'user-agent': 'evil" 200 - "x', referer: 'http://x/"\u00e4' };
    const wire = await sign(emulator.httpEndpoint, emulator.rootCredentials(OWNER), { url: `/${Bucket}`, headers });
    await send(emulator.httpEndpoint, wire);
    const { lines } = await delivered();
    expect(lines).toHaveLength(1);
    expect(fields(lines[0]!)).toHaveLength(27);
  });

  test.each<[string, () => Promise<unknown>]>([
    ['REST.GET.BUCKET', () => s3.listObjectsV2({ Bucket })],
    ['REST.GET.BUCKETVERSIONS', () => s3.listObjectVersions({ Bucket })],
    ['REST.GET.BUCKETPOLICY', () => s3.getBucketPolicy({ Bucket })],
    ['REST.GET.LOGGING_STATUS', () => s3.getBucketLogging({ Bucket })],
    ['REST.PUT.TAGGING', () => s3.putBucketTagging({ Bucket, Tagging: { TagSet: [] } })],
    ['REST.GET.OBJECT_TAGGING', () => s3.getObjectTagging({ Bucket, Key: 'k' })],
    ['REST.COPY.OBJECT', () => s3.copyObject({ Bucket, Key: 'k', CopySource: `${TargetBucket}/k` })],
    ['REST.POST.MULTI_OBJECT_DELETE', () => s3.deleteObjects({ Bucket, Delete: { Objects: [{ Key: 'k' }] } })],
    ['REST.POST.UPLOADS', () => s3.createMultipartUpload({ Bucket, Key: 'k' })],
    ['REST.PUT.PART', () => s3.uploadPart({ Bucket, Key: 'k', UploadId: 'x', PartNumber: 1, Body: 'x' })],
    ['REST.GET.UPLOAD', () => s3.listParts({ Bucket, Key: 'k', UploadId: 'x' })],
  ])('%s', async (operation, call) => {
    await call().catch(() => undefined);
    expect((await delivered()).lines.map((line) => fields(line)[6])).toEqual([operation]);
  });
});

describe('nothing is delivered', () => {
  beforeEach(emptyLogs);

  test.each<[string, () => Promise<unknown>]>([
    ["without the log bucket's leave", () => s3.deleteBucketPolicy({ Bucket: TargetBucket })],
    ['in the name of another bucket', () => open(letIn({ ArnEquals: { 'aws:SourceArn': 'arn:aws:s3:::other' } }))],
    ['in the name of another account', () => open(letIn({ StringEquals: { 'aws:SourceAccount': '222222222222' } }))],
    ['to another service', () => open(letIn({}, 'cloudtrail.amazonaws.com'))],
    ['outside the prefix', () => logging('elsewhere/')],
    [
      'against a Deny',
      () =>
        open(letIn(), {
          Effect: 'Deny',
          Principal: '*',
          Action: 's3:PutObject',
          Resource: `arn:aws:s3:::${TargetBucket}/*`,
        }),
    ],
  ])('%s', async (_, change) => {
    await change();
    await s3.listObjectsV2({ Bucket });
    expect((await delivered()).keys).toEqual([]);
  });

  test('to a log bucket under SSE-KMS, even with a key that is open to the service', async () => {
    const { kms } = clientsFor(emulator, emulator.rootCredentials(OWNER));
    const admin = { Effect: 'Allow', Principal: { AWS: OWNER }, Action: 'kms:*', Resource: '*' };
    const service = { ...admin, Principal: { Service: 'logging.s3.amazonaws.com' } };
    const { KeyMetadata } = await kms.send(new CreateKeyCommand({ Policy: policy(admin, service) }));
    const encryption = { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: KeyMetadata!.Arn } as const;
    const ServerSideEncryptionConfiguration = { Rules: [{ ApplyServerSideEncryptionByDefault: encryption }] };
    await s3.putBucketEncryption({ Bucket: TargetBucket, ServerSideEncryptionConfiguration });
    await s3.listObjectsV2({ Bucket });
    expect((await delivered()).keys).toEqual([]);
    await s3.deleteBucketEncryption({ Bucket: TargetBucket });
  });

  test('to a log bucket that another account has made again', async () => {
    const ours = 'passing-logs';
    await s3.createBucket({ Bucket: ours });
    await s3.putBucketLogging({
      Bucket,
      BucketLoggingStatus: { LoggingEnabled: { TargetBucket: ours, TargetPrefix } },
    });
    await s3.deleteBucket({ Bucket: ours });
    const other = s3For(emulator, emulator.rootCredentials('222222222222'));
    await other.createBucket({ Bucket: ours });
    const open = { ...letIn(), Resource: `arn:aws:s3:::${ours}/*`, Condition: {} };
    await other.putBucketPolicy({ Bucket: ours, Policy: policy(open) });
    await s3.listObjectsV2({ Bucket });
    await emulator.flushAccessLogs();
    expect((await other.listObjectsV2({ Bucket: ours })).KeyCount).toBe(0);
  });

  test('after logging was turned off, so that an emptied log bucket stays empty', async () => {
    await s3.listObjectsV2({ Bucket });
    await s3.putBucketLogging({ Bucket, BucketLoggingStatus: {} });
    expect((await delivered()).keys).toEqual([]);
  });

  test('of the deliveries themselves, when a bucket logs to itself', async () => {
    await s3.putBucketLogging({
      Bucket: TargetBucket,
      BucketLoggingStatus: { LoggingEnabled: { TargetBucket, TargetPrefix } },
    });
    await open({ ...letIn(), Condition: {} });
    await emulator.flushAccessLogs();
    const count = async () => {
      await s3.putBucketLogging({ Bucket: TargetBucket, BucketLoggingStatus: {} });
      return (await s3.listObjectsV2({ Bucket: TargetBucket })).KeyCount;
    };
    await emulator.flushAccessLogs();
    await emulator.flushAccessLogs();
    expect(await count()).toBe(1);
  });
});

describe('delivery needs no one to ask for it', () => {
  /** A request as the HTTP layer tells of it. */
  const answered = (userAgent: string): Answered =>
    ({
      request: {
        id: '0123456789ABCDEF',
        service: 's3',
        method: 'GET',
        path: `/${Bucket}/key`,
        query: new Map(),
        headers: {},
        caller: { kind: 'anonymous' },
        connection: {
          secure: false,
          sourceIp: '127.0.0.1',
          userAgent,
          time: '2026-11-24T12:00:00.000Z',
          region: 'us-east-1',
        },
      },
      message: { url: `/${Bucket}/key`, httpVersion: '1.1' },
      answer: { status: 200 },
      hostId: 'host',
    }) as unknown as Answered;
  const fault = (error: unknown): never => {
    throw error;
  };
  const objects = (): number => emulator.state.objects.bucket(TargetBucket).size;
  /** Goes on with the event loop until something is so. */
  const until = async (holds: () => boolean): Promise<void> => {
    while (!holds()) await new Promise((resolve) => setImmediate(resolve));
  };

  test('lines are delivered after a while', async () => {
    const logs = new AccessLogs(emulator.state, fault, 1);
    logs.note(answered('a client'));
    await until(() => objects() === 1);
  });

  test('many lines are delivered at once', async () => {
    const logs = new AccessLogs(emulator.state, fault, 2 ** 31 - 1);
    for (let i = 0; i < 11; i++) logs.note(answered('x'.repeat(100_000)));
    await until(() => objects() === 1);
  });

  test('and when the emulator stops', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'crossbucket-test-'));
    try {
      const first = await startEmulator({ dataDir });
      const root = s3For(first, first.rootCredentials(OWNER));
      for (const name of [Bucket, TargetBucket]) await root.createBucket({ Bucket: name });
      await root.putBucketPolicy({ Bucket: TargetBucket, Policy: policy(letIn()) });
      const LoggingEnabled = { TargetBucket, TargetPrefix };
      await root.putBucketLogging({ Bucket, BucketLoggingStatus: { LoggingEnabled } });
      await root.headBucket({ Bucket });
      await first.stop();
      const second = await startEmulator({ dataDir });
      const { KeyCount } = await s3For(second, second.rootCredentials(OWNER)).listObjectsV2({ Bucket: TargetBucket });
      await second.stop();
      expect(KeyCount).toBe(1);
    } finally {
      rmSync(dataDir, { recursive: true });
    }
  });
});

test('a log bucket with versions gets versions', async () => {
  await s3.putBucketVersioning({ Bucket: TargetBucket, VersioningConfiguration: { Status: 'Enabled' } });
  await s3.listObjectsV2({ Bucket });
  const { keys } = await delivered();
  expect((await s3.headObject({ Bucket: TargetBucket, Key: keys[0] })).VersionId).toMatch(/^[\w.]{32}$/);
});
