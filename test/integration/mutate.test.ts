import { beforeAll, describe, expect, test } from '@jest/globals';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { loadPairs } from '../../contract/load';
import type { PairStacks } from '../../integration/deploy/stack-files';
import { stacksOf } from '../../integration/deploy/synthesized';
import { mutate } from '../../integration/mutate';
import type { Mistake } from '../../integration/mutations/mistake';
import { mistakes } from '../../integration/mutations/mistakes';
import { mutationTable } from '../../integration/mutations/report';
import { progress } from '../../integration/report/progress';
import { embedded } from '../../integration/targets/embedded';

const root = join(__dirname, '..', '..');
const vectors = join(root, 'test', 'vectors', 'pairs');
const examples = ['lake-to-analytics', 'orders-with-partner'].map((name) => join(root, 'pairs', `${name}.yaml`));

let ofExamples: readonly PairStacks[];
beforeAll(async () => {
  ofExamples = stacksOf(loadPairs(examples));
});

const nothing: Mistake = {
  id: 'nothing',
  what: 'nothing is wrong',
  mutants: (stacks) => [{ mistake: 'nothing', what: 'nothing is wrong', where: 'nowhere', stacks }],
};

describe('the contract turns red', () => {
  test('for every mistake, wherever it can be made in the stacks of any pair', async () => {
    const others = stacksOf(loadPairs(readdirSync(vectors).map((name) => join(vectors, name))));
    const { mistakes: made, summary } = await mutate(others, undefined, progress());
    expect(made.flatMap(({ places }) => places.filter(({ caught }) => !caught))).toEqual([]);
    expect(summary.mistakes).toBe(mistakes.length);
  }, 120_000);

  test('by a real call on the embedded AWS, for at least 25 kinds of mistake in the example pairs', async () => {
    const target = await embedded({ deploy: 'direct', callHalves: true });
    try {
      const report = await mutate(ofExamples, target, progress());
      expect(report.summary.missed).toBe(0);
      const byCall = report.mistakes.filter(({ places }) => places.some(({ by }) => by === 'call'));
      expect(byCall.length).toBeGreaterThanOrEqual(25);
    } finally {
      await target.stop();
    }
  }, 120_000);
});

describe('a mistake that nobody notices', () => {
  test('is missed, with the place where it was made', async () => {
    const report = await mutate(ofExamples, undefined, progress(), undefined, [nothing]);
    expect(report.summary).toEqual({ mistakes: 1, caught: 0, missed: 2 });
    expect(mutationTable(report)).toContain('MISS nothing  0 of 2');
    expect(mutationTable(report)).toContain('x lake-to-analytics: nowhere');
    expect(mutationTable(report)).toContain('the contract misses mistakes: 1 mistakes in 2 places, 2 missed');
  });
});

test('each mistake has an id of its own', () => {
  expect(new Set(mistakes.map(({ id }) => id)).size).toBe(mistakes.length);
});
