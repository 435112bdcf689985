import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { join } from 'node:path';
import { loadPairs } from '../contract/load';
import type { PairStacks } from './deploy/stack-files';
import { stacksOf } from './deploy/synthesized';
import { deployPair, type StartedPair } from './jest/index';
import { progress } from './report/progress';
import { verify } from './verify';

const files = ['lake-to-analytics', 'orders-with-partner'].map((name) =>
  join(__dirname, '..', 'pairs', `${name}.yaml`),
);

describe('the contract of the example pairs', () => {
  let stacks: PairStacks[];
  let pairs: StartedPair[];

  beforeAll(async () => {
    stacks = stacksOf(loadPairs(files));
    pairs = await Promise.all(files.map((file) => deployPair(file, { target: 'embedded', callHalves: true })));
  });
  afterAll(() => Promise.all(pairs.map((pair) => pair.stop())));

  test('holds by the engine alone', async () => {
    const report = await verify(stacks, undefined, progress());
    expect(report.pairs.flatMap((pair) => pair.checks).filter((check) => !check.passed)).toEqual([]);
    expect(report.summary.passed).toBeGreaterThan(100);
  });

  test('holds on the embedded AWS, by real calls that agree with the engine', async () => {
    for (const pair of pairs) await expect(pair).toHonourItsContract();
  });

  test('asks every must-not of a half alone as well', async () => {
    const report = await verify(stacks, undefined, progress());
    for (const { checks } of report.pairs) {
      expect(new Set(checks.map((check) => check.half))).toEqual(new Set(['both', 'producer', 'consumer']));
      expect(checks.filter((check) => check.half !== 'both' && check.expect === 'allow')).toEqual([]);
    }
  });
});
