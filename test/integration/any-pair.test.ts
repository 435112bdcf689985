import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { loadPairs } from '../../contract/load';
import type { Pair } from '../../contract/pair';
import { stacksOf } from '../../integration/deploy/synthesized';
import { progress } from '../../integration/report/progress';
import { embedded, type EmbeddedTarget } from '../../integration/targets/embedded';
import type { Target } from '../../integration/targets/target';
import { verify } from '../../integration/verify';
import { arbitraryPair } from '../contract/arbitrary-pair';

const vectors = join(__dirname, '..', 'vectors', 'pairs');
const files = readdirSync(vectors).map((name) => join(vectors, name));

/** The checks of pairs that do not come out as the contract says. */
async function failures(pairs: readonly Pair[], target?: Target): Promise<object[]> {
  const report = await verify(stacksOf(pairs), target, progress());
  return report.pairs.flatMap(({ checks }) => checks.filter(({ passed }) => !passed));
}

describe('the contract', () => {
  let target: EmbeddedTarget;
  beforeAll(async () => {
    target = await embedded({ deploy: 'direct', callHalves: true });
  });
  afterAll(() => target.stop());

  test.each(files.map((file) => [file.split('/').at(-1)!, file]))(
    'of %s holds by real calls that agree with the engine',
    async (_, file) => {
      expect(await failures(loadPairs([file]), target)).toEqual([]);
    },
  );

  test('of any pair holds by the engine', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryPair, async (pair) => {
        expect(await failures([pair])).toEqual([]);
      }),
      { numRuns: 25 },
    );
  });

  test('of any pair holds by real calls that agree with the engine', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryPair, async (pair) => {
        expect(await failures([pair], target)).toEqual([]);
      }),
      // A smaller failing pair would take its minutes to find.
      { numRuns: 3, endOnFailure: true },
    );
  });
});
