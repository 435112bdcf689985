import { deployPair, type StartedPair } from 'crossbucket/vitest';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

describe('the lake', () => {
  let pair: StartedPair;
  beforeAll(async () => {
    pair = await deployPair('pairs/lake.yaml');
  });
  afterAll(async () => {
    await pair?.stop();
  });

  test('is read by analytics-reader, and no more', async () => {
    await expect(pair.role('analytics-reader')).toBeAbleTo('s3:GetObject', 'reports/2026.csv');
    await expect(pair.role('analytics-reader')).not.toBeAbleTo('s3:PutObject', 'reports/2026.csv');
    await expect(pair).toHonourItsContract();
  });
});
