import { PutObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { deployPair, type StartedPair } from 'crossbucket/jest';
import { countLines } from '../src/count-lines';

describe('the lake', () => {
  let pair: StartedPair;
  beforeAll(async () => {
    pair = await deployPair('pairs/lake.yaml', { target: 'embedded' });
  });
  afterAll(async () => {
    await pair?.stop();
  });

  test('is read by analytics-reader, and no more', async () => {
    await expect(pair.role('analytics-reader')).toBeAbleTo('s3:GetObject', 'reports/2026.csv');
    await expect(pair.role('analytics-reader')).not.toBeAbleTo('s3:GetObject', 'salaries/2026.csv');
    await expect(pair.role('analytics-reader')).not.toBeAbleTo('s3:PutObject', 'reports/2026.csv');
  });

  test('honours its contract', async () => {
    await expect(pair).toHonourItsContract();
  });

  test("is read by this project's own code with the role's credentials", async () => {
    const owner = await pair.owner.s3();
    await owner.send(new PutObjectCommand({ Bucket: pair.bucket, Key: 'reports/2026.csv', Body: 'a,1\nb,2\n' }));
    const reader = await pair.role('analytics-reader').s3();
    expect(await countLines(reader, pair.bucket, 'reports/2026.csv')).toBe(2);
  });
});
