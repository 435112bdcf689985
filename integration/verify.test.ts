import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { join } from 'node:path';
import { deployPair, type StartedPair } from './jest/index';

const files = ['lake-to-analytics', 'orders-with-partner'].map((name) =>
  join(__dirname, '..', 'pairs', `${name}.yaml`),
);

describe('the contract of the example pairs', () => {
  let pairs: StartedPair[];

  beforeAll(async () => {
    pairs = await Promise.all(files.map((file) => deployPair(file, { target: 'embedded', callHalves: true })));
  });
  afterAll(() => Promise.all(pairs.map((pair) => pair.stop())));

  test('holds on the embedded AWS, by real calls that agree with the engine', async () => {
    for (const pair of pairs) await expect(pair).toHonourItsContract();
  });

  test('asks every must-not of a half alone as well', async () => {
    for (const pair of pairs) {
      const { checks } = (await pair.contract()).pairs[0]!;
      expect(checks.length).toBeGreaterThan(100);
      expect(new Set(checks.map((check) => check.half))).toEqual(new Set(['both', 'producer', 'consumer']));
      expect(checks.filter((check) => check.half !== 'both' && check.expect === 'allow')).toEqual([]);
    }
  });
});
