import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { join } from 'node:path';
import { loadPairs } from '../contract/load';
import type { Pair } from '../contract/pair';
import type { PairStacks } from './deploy/stack-files';
import { stacksOf } from './deploy/synthesized';
import { progress } from './report/progress';
import { embedded, type EmbeddedTarget } from './targets/embedded';
import { verify } from './verify';

const files = ['lake-to-analytics', 'orders-with-partner'].map((name) =>
  join(__dirname, '..', 'pairs', `${name}.yaml`),
);

describe('the contract of the example pairs', () => {
  let target: EmbeddedTarget;
  let pairs: Pair[];
  let stacks: PairStacks[];

  beforeAll(async () => {
    pairs = loadPairs(files);
    stacks = await stacksOf(pairs);
    target = await embedded({ deploy: 'direct', callHalves: true });
  });
  afterAll(() => target.stop());

  test('holds by the engine alone', async () => {
    const report = await verify(stacks, undefined, progress());
    expect(report.pairs.flatMap((pair) => pair.checks).filter((check) => !check.passed)).toEqual([]);
    expect(report.summary.passed).toBeGreaterThan(100);
  });

  test('holds on the embedded AWS, by real calls that agree with the engine', async () => {
    const report = await verify(stacks, target, progress());
    expect(report.pairs.flatMap((pair) => pair.checks).filter((check) => !check.passed)).toEqual([]);
  });

  test('asks every must-not of a half alone as well', async () => {
    const report = await verify(stacks, undefined, progress());
    for (const { checks } of report.pairs) {
      expect(new Set(checks.map((check) => check.half))).toEqual(new Set(['both', 'producer', 'consumer']));
      expect(checks.filter((check) => check.half !== 'both' && check.expect === 'allow')).toEqual([]);
    }
  });
});
