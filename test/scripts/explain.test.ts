import { describe, expect, test } from '@jest/globals';
import { join } from 'node:path';
import { runCli } from './run-cli';

const root = join(__dirname, '..', '..');
const lake = 'pairs/lake-to-analytics.yaml';
const partner = 'pairs/orders-with-partner.yaml';
const explained = (...args: string[]) => runCli(['explain', ...args], root);

describe('crossbucket explain', () => {
  test('says in one sentence who may do what by which statement, and goes through every call that S3 makes for it', async () => {
    const { exitCode, stdout } = await explained(lake, 'analytics-reader', 's3:GetObject', 'reports/2026.csv');
    expect(exitCode).toBe(0);
    const sentences = stdout.split('\n').filter((line) => line.startsWith('arn:'));
    expect(sentences[0]).toMatch(
      /analytics-reader\/crossbucket may s3:GetObject on .*reports\/2026.csv: statement AnalyticsReaderRead/,
    );
    expect(sentences[1]).toMatch(/analytics-reader\/crossbucket may kms:Decrypt on arn:aws:kms/);
  });

  test('says of a refusal which policy refuses, what was nearest, and what would have to be added on each side', async () => {
    const { exitCode, stdout } = await explained(lake, 'analytics-reader', 's3:GetObject', 'report/2026.csv');
    expect(exitCode).toBe(0);
    expect(stdout).toContain('may not s3:GetObject');
    expect(stdout).toContain(
      'nearly: the resource is arn:aws:s3:::acme-lake-exports/report/2026.csv, statement Read of',
    );
    expect(stdout).toContain("to allow it, add to an identity policy of the caller's in account 222222222222: {");
    expect(stdout).toContain('to allow it, add to the bucket policy in account 111111111111: {');
  });

  test('names the Deny that refuses a call without TLS', async () => {
    const { stdout } = await explained(lake, 'analytics-reader', 's3:GetObject', 'reports/x', '--no-tls');
    expect(stdout).toContain('statement DenyInsecureTransport of bucket policy of acme-lake-exports denies it');
    expect(stdout).not.toContain('does not allow it');
  });

  test('uses the access role of a grant by assume-role, and answers for any other role, user or nobody', async () => {
    const object = 'orders/x';
    const { stdout } = await explained(partner, 'orders-sync', 's3:PutObject', object);
    expect(stdout).toContain('assumed-role/orders-with-partner-orders-sync/crossbucket may s3:PutObject');
    for (const who of ['arn:aws:iam::333333333333:role/other', 'arn:aws:iam::333333333333:user/eve', 'anonymous']) {
      expect((await explained(partner, who, 's3:PutObject', object)).stdout).toContain('may not s3:PutObject');
    }
  });

  test('says who may assume a role', async () => {
    const ci = 'arn:aws:iam::222222222222:role/ci';
    expect((await explained(lake, ci, 'sts:AssumeRole', 'analytics-reader')).stdout).toContain('may sts:AssumeRole');
    expect((await explained(lake, `${ci}2`, 'sts:AssumeRole', 'analytics-reader')).stdout).toContain(
      'may not sts:AssumeRole',
    );
  });

  test.each([
    ['somebody unknown', ['analytics-raeder', 's3:GetObject', 'x'], 'did you mean "analytics-reader"?'],
    ['an unknown action', ['analytics-reader', 's3:GetObjct', 'x'], 'did you mean "s3:GetObject"?'],
    ['a missing key', ['analytics-reader', 's3:GetObject'], 's3:GetObject is asked of an object'],
    ['an unknown role', ['analytics-reader', 'sts:AssumeRole', 'nobody'], '"nobody" is no role of lake-to-analytics'],
  ])('refuses %s with 2 and says what is possible', async (_what, args, message) => {
    const { exitCode, stdout, stderr } = await explained(lake, ...args);
    expect(exitCode).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain(message);
    expect(stderr).not.toMatch(/^\s+at /m);
  });
});
