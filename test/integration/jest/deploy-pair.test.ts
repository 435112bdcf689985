import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { describe, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deployPair, StoppedPairError, UnknownRoleError } from '../../../integration/jest/index';

const file = join(__dirname, '..', '..', '..', 'pairs', 'lake-to-analytics.yaml');
const role = 'analytics-reader';

/** Works with a deployed pair, and stops it. */
async function withPair<T>(work: (pair: Awaited<ReturnType<typeof deployPair>>) => Promise<T>): Promise<T> {
  const pair = await deployPair(file);
  try {
    return await work(pair);
  } finally {
    await pair.stop();
  }
}

describe('a started pair', () => {
  test("runs a user's own code with the role's minted credentials", () =>
    withPair(async (pair) => {
      const owner = await pair.owner.s3();
      await owner.send(new PutObjectCommand({ Bucket: pair.bucket, Key: 'reports/1.csv', Body: 'a,b\n' }));
      const reader = await pair.role(role).s3();
      const { Body } = await reader.send(new GetObjectCommand({ Bucket: pair.bucket, Key: 'reports/1.csv' }));
      expect(await Body!.transformToString()).toBe('a,b\n');
      expect((await pair.role(role).credentials()).accessKeyId).toMatch(/^ASIA/);
      const refused = reader.send(new PutObjectCommand({ Bucket: pair.bucket, Key: 'reports/1.csv', Body: 'c' }));
      await expect(refused).rejects.toThrow(/not authorized to perform: s3:PutObject/);
    }));

  test('tells where it answers', () =>
    withPair(async ({ name, bucket, region, endpoint, ca, roles }) => {
      expect({ name, bucket, region, roles }).toEqual({
        name: 'lake-to-analytics',
        bucket: 'acme-lake-exports',
        region: 'eu-west-1',
        roles: [role],
      });
      expect(endpoint).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/);
      expect(ca).toMatch(/^-----BEGIN CERTIFICATE-----/);
    }));

  test('shares nothing with another one of the same file', () =>
    withPair((first) =>
      withPair(async (second) => {
        const owner = await first.owner.s3();
        await owner.send(new PutObjectCommand({ Bucket: first.bucket, Key: 'reports/1.csv', Body: 'a,b\n' }));
        const other = await second.owner.s3();
        const missing = other.send(new GetObjectCommand({ Bucket: second.bucket, Key: 'reports/1.csv' }));
        await expect(missing).rejects.toThrow('The specified key does not exist.');
        await Promise.all([
          expect(first).toHonourItsContract(),
          expect(second).toHonourItsContract(),
          expect(second.role(role)).toBeAbleTo('s3:GetObject', 'daily/1.csv'),
        ]);
      }),
    ));

  test('names its roles when asked for another one', () =>
    withPair(async (pair) => {
      const message =
        'lake-to-analytics has no role "analytics-raeder"; its roles are analytics-reader; did you mean "analytics-reader"?';
      expect(() => pair.role('analytics-raeder')).toThrow(new UnknownRoleError(message));
    }));

  test('answers nothing once it is stopped, and may be stopped again', async () => {
    const pair = await deployPair(file);
    const reader = pair.role(role);
    expect(await pair.stop()).toEqual({ name: 'lake-to-analytics' });
    await pair.stop();
    await expect(reader.credentials()).rejects.toThrow(StoppedPairError);
    await expect(pair.contract()).rejects.toThrow('the pair lake-to-analytics is stopped; deploy it again');
    await expect(expect(reader).not.toBeAbleTo('s3:GetObject', 'a')).rejects.toThrow(StoppedPairError);
    await expect(fetch(pair.endpoint.replace('https', 'http'))).rejects.toThrow();
  });

  test('stops at the end of its scope', async () => {
    let endpoint: string;
    {
      await using pair = await deployPair(file);
      endpoint = pair.endpoint.replace('https', 'http');
      expect((await fetch(endpoint)).status).toBe(403);
    }
    await expect(fetch(endpoint)).rejects.toThrow();
  });
});

describe('what cannot be deployed', () => {
  test('is told in the words of the pair file', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'crossbucket-test-'));
    try {
      const bad = join(folder, 'bad.yaml');
      writeFileSync(bad, 'name: bad\nproducer: { account: "12", region: eu-west-1, bucket: acme }\n');
      await expect(deployPair(bad)).rejects.toThrow(/bad\.yaml:2:\d+: producer\.account has 2 digits/);
    } finally {
      rmSync(folder, { recursive: true });
    }
    await expect(deployPair('nowhere.yaml')).rejects.toThrow(/nowhere\.yaml:1:1: file is not there/);
  });

  test('a folder without stacks is told as such', async () => {
    await expect(deployPair(file, { stacks: 'nowhere' })).rejects.toThrow(/cdk\.tf\.json: cannot be read \(ENOENT\)/);
  });

  test('a LocalStack that nobody started is told as such', async () => {
    const name = 'CROSSBUCKET_LOCALSTACK';
    const before = process.env[name];
    delete process.env[name];
    try {
      const none = deployPair(file, { target: 'localstack' });
      await expect(none).rejects.toThrow(
        /no LocalStack was started for this run; set globalSetup to crossbucket\/jest/,
      );
    } finally {
      if (before !== undefined) process.env[name] = before;
    }
  });

  test('a target that is none is told as such', async () => {
    const none = deployPair(file, { target: 'moto' as never });
    await expect(none).rejects.toThrow('"moto" is no target; allowed: embedded, localstack, { endpoint: URL }');
    await expect(deployPair(file, { target: { endpoint: 'ftp://a' } })).rejects.toThrow('"ftp://a" is no endpoint');
  });
});
