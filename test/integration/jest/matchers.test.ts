import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { PutBucketPolicyCommand } from '@aws-sdk/client-s3';
import { join } from 'node:path';
import { deployPair, matchers, type PairRole, type StartedPair } from '../../../integration/jest/index';

const pairFile = (name: string) => join(__dirname, '..', '..', '..', 'pairs', `${name}.yaml`);

/** The message with which an expectation fails. */
async function messageOf(expectation: Promise<void>): Promise<string> {
  const error = await expectation.then(
    () => undefined,
    (thrown: Error) => thrown,
  );
  if (!error) throw new Error('the expectation holds');
  return error.message;
}

describe('matchers', () => {
  let pair: StartedPair;
  let role: PairRole;
  beforeAll(async () => {
    pair = await deployPair(pairFile('lake-to-analytics'));
    role = pair.role('analytics-reader');
  });
  afterAll(async () => void (await pair.stop()));

  test('tell what a role is able to do', async () => {
    await expect(role).toBeAbleTo('s3:GetObject', 'reports/2026.csv');
    await expect(role).toBeAbleTo('s3:ListBucket', 'reports/');
    await expect(role).not.toBeAbleTo('s3:ListBucket');
    await expect(role).not.toBeAbleTo('s3:GetObject', 'salaries/2026.csv');
    await expect(role).not.toBeAbleTo('s3:PutObject', 'reports/2026.csv');
    await expect(role).not.toBeAbleTo('s3:GetObjectVersion', 'reports/2026.csv');
    await expect(role).not.toBeAbleTo('kms:Decrypt');
  });

  test('explain what is missing, with the words of the target', async () => {
    const message = await messageOf(expect(role).toBeAbleTo('s3:PutObject', 'reports/2026.csv'));
    expect(message).toMatch(/^analytics-reader, s3:PutObject reports\/2026\.csv: expected to be able to, and is not\n/);
    expect(message).toContain(
      'no identity-based policy of role arn:aws:iam::222222222222:role/analytics-reader allows it',
    );
    expect(message).toContain('the bucket policy of acme-lake-exports does not allow it');
    expect(message).toContain(
      'the target: AccessDenied: User: arn:aws:sts::222222222222:assumed-role/analytics-reader/',
    );
  });

  test('explain which statements allow what should not be', async () => {
    const message = await messageOf(expect(role).not.toBeAbleTo('s3:GetObject', 'daily/1.csv'));
    expect(message).toMatch(/^analytics-reader, s3:GetObject daily\/1\.csv: expected not to be able to, and is\n/);
    expect(message).toContain('statement AnalyticsReaderRead of bucket policy of acme-lake-exports allows it');
    expect(message).toContain('statement AnalyticsReaderUseKey of key policy');
    expect(message).toContain('the target: answered with success');
  });

  test('ask what would change the bucket where it changes nothing', async () => {
    await expect(role).not.toBeAbleTo('s3:DeleteBucket');
    await expect(role).not.toBeAbleTo('s3:PutBucketPolicy');
    await expect(role).toBeAbleTo('s3:GetObject', 'reports/2026.csv');
  });

  test('refuse an action that no single call asks for, and list the others', async () => {
    const expected =
      /no call asks for "s3:GetObjects" alone; did you mean "s3:GetObject"\? possible: .*s3:PutObject.*kms:Decrypt/;
    await expect(expect(role).not.toBeAbleTo('s3:GetObjects', 'reports/a')).rejects.toThrow(expected);
    await expect(expect(role).toBeAbleTo('s3:*', 'reports/a')).rejects.toThrow(/no call asks for "s3:\*" alone/);
  });

  test('say of what they are asked', async () => {
    await expect(expect(pair).toBeAbleTo('s3:GetObject', 'a')).rejects.toThrow(/toBeAbleTo is asked of a role/);
    await expect(expect(role).toHonourItsContract()).rejects.toThrow(/toHonourItsContract is asked of a pair/);
    const forgotten = Promise.resolve(pair);
    await expect(expect(forgotten).toHonourItsContract()).rejects.toThrow(/got a promise; await it first/);
  });

  test('hold the whole contract, and leave the pair as it is', async () => {
    await expect(pair).toHonourItsContract();
    await expect(role).toBeAbleTo('s3:GetObject', 'reports/2026.csv');
    const message = await messageOf(expect(pair).not.toHonourItsContract());
    expect(message).toMatch(/the contract holds: \d+ passed, 0 failed/);
  });

  test('are the ones that expect was extended with', () => {
    expect(Object.keys(matchers)).toEqual(['toBeAbleTo', 'toHonourItsContract']);
  });
});

describe('matchers of a pair with an access role', () => {
  let pair: StartedPair;
  beforeAll(async () => {
    pair = await deployPair(pairFile('orders-with-partner'));
  });
  afterAll(async () => void (await pair.stop()));

  test('ask through that role', async () => {
    const role = pair.role('partners/orders-sync');
    await expect(role).toBeAbleTo('s3:PutObject', 'orders/1.json');
    await expect(role).toBeAbleTo('s3:AbortMultipartUpload', 'orders/1.json');
    await expect(role).toBeAbleTo('s3:DeleteObject', 'orders/1.json');
    await expect(role).not.toBeAbleTo('s3:DeleteObjectVersion', 'orders/1.json');
    await expect(role).not.toBeAbleTo('s3:GetObject', 'invoices/1.json');
  });

  test('say that there is no key where S3 encrypts', async () => {
    const asked = expect(pair.role('partners/orders-sync')).not.toBeAbleTo('kms:Decrypt');
    await expect(asked).rejects.toThrow(/asked of the pair's data key, and orders-with-partner has none/);
  });
});

describe('a deployment that was changed by hand', () => {
  test('does not honour its contract, and each failing call is named', async () => {
    const pair = await deployPair(pairFile('lake-to-analytics'));
    try {
      const owner = await pair.owner.s3();
      const Resource = [`arn:aws:s3:::${pair.bucket}`, `arn:aws:s3:::${pair.bucket}/*`];
      const opened = { Effect: 'Allow', Principal: { AWS: pair.pair.consumer.account }, Action: 's3:*', Resource };
      const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [opened] });
      await owner.send(new PutBucketPolicyCommand({ Bucket: pair.bucket, Policy }));
      const message = await messageOf(expect(pair).toHonourItsContract());
      expect(message).toContain('the contract does not hold');
      expect(message).toMatch(/x list without TLS: was allowed, must be refused/);
    } finally {
      await pair.stop();
    }
  });
});
