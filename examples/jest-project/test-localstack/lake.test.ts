import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { deployPair, type StartedPair } from 'crossbucket/jest';

let pair: StartedPair;
beforeAll(async () => {
  pair = await deployPair('pairs/lake.yaml', { target: 'localstack', enforce: true });
});
afterAll(async () => {
  await pair?.stop();
});

test('the lake is read by analytics-reader, and no more', async () => {
  await expect(pair.role('analytics-reader')).toBeAbleTo('s3:GetObject', 'reports/2026.csv');
  await expect(pair.role('analytics-reader')).not.toBeAbleTo('s3:PutObject', 'reports/2026.csv');
  await expect(pair).toHonourItsContract();
});
