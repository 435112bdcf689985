import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { loadPairs } from '../contract/load';
import { startEmulator, type StartedEmulator } from '../emulator/index';
import { normalized } from '../test/integration/normalized-world';
import { embeddedBackend } from './backends/embedded';
import { deployDirect, emptyWorld } from './deploy/direct';
import type { PairStacks } from './deploy/stack-files';
import { stacksOf } from './deploy/synthesized';
import { terraformStacks, type TerraformStacks } from './deploy/terraform';
import { terraformEnvironment } from './deploy/terraform-cli';
import { deployPair } from './jest/index';
import { clients } from './probe/clients';
import { emptyBuckets } from './probe/objects';

const pairFile = (name: string) => join(__dirname, '..', 'pairs', `${name}.yaml`);
const partner = pairFile('orders-with-partner');
/** Without what the provider waits for. */
const synth = { lifecycle: false, keyRotation: false };
const installed = spawnSync('terraform', ['version'], { env: terraformEnvironment() }).status === 0;
const MINUTES = 60_000;

(installed ? describe : describe.skip)('with Terraform', () => {
  test(
    'the contract holds on what Terraform applied, a second plan is empty, and destroy leaves nothing',
    async () => {
      const pair = await deployPair(partner, { deploy: 'terraform', synth, callHalves: true });
      try {
        await expect(pair).toHonourItsContract();
      } finally {
        await pair.stop();
      }
    },
    10 * MINUTES,
  );

  describe('one side after the other', () => {
    let lake: PairStacks;
    let emulator: StartedEmulator;
    let producer: TerraformStacks;
    let consumer: TerraformStacks;

    beforeAll(async () => {
      [lake] = stacksOf(loadPairs([pairFile('lake-to-analytics')]), synth) as [PairStacks];
      emulator = await startEmulator({ world: emptyWorld(lake.pair) });
      [producer, consumer] = await Promise.all([
        terraformStacks([lake.producer], embeddedBackend(emulator)),
        terraformStacks([lake.consumer], embeddedBackend(emulator)),
      ]);
    });
    afterAll(async () => {
      await Promise.all([producer.remove(), consumer.remove()]);
      await emulator.stop();
    });

    test(
      'the producer can be applied first, and both leave the world that a direct deployment leaves',
      async () => {
        await producer.apply();
        await consumer.apply();
        const direct = emptyWorld(lake.pair);
        deployDirect(direct, lake);
        expect(normalized(emulator.state.world)).toEqual(normalized(direct));
      },
      5 * MINUTES,
    );

    test(
      "the producer's half means the consumer's role after that was deleted and made again",
      async () => {
        await consumer.destroy();
        await producer.assertPlanIsEmpty();
        await consumer.apply();
        const direct = emptyWorld(lake.pair);
        deployDirect(direct, lake);
        expect(normalized(emulator.state.world)).toEqual(normalized(direct));
      },
      5 * MINUTES,
    );

    test(
      'destroy leaves no bucket, no role, and keys that are pending deletion',
      async () => {
        const { endpoint: https, httpEndpoint: http, ca } = emulator;
        const sdk = clients({ https, http, ca });
        await emptyBuckets(emulator, sdk, lake.pair);
        sdk.destroy();
        await Promise.all([producer.destroy(), consumer.destroy()]);
        const { accounts, buckets } = emulator.state.world;
        expect(buckets.size).toBe(0);
        expect([...accounts.values()].flatMap(({ roles }) => [...roles.keys()])).toEqual([]);
        expect([...accounts.values()].flatMap(({ keys }) => [...keys.values()].map(({ state }) => state))).toEqual([
          'PendingDeletion',
        ]);
      },
      5 * MINUTES,
    );
  });
});
