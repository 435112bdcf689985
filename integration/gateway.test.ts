import { ListBucketsCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { loadPairs } from '../contract/load';
import { startGateway } from '../emulator/gateway/index';
import type { StartedBackend } from './backends/backend';
import { startGatewayBackend, type GatewayBackend } from './backends/gateway';
import { startLocalStack } from './backends/localstack';
import { capabilityMatrix } from './capabilities/matrix';
import { richWorld } from '../test/integration/deploy/rich-world';
import { normalized } from '../test/integration/normalized-world';
import { deployWorld } from './deploy/sdk/deploy-world';
import type { PairStacks } from './deploy/stack-files';
import { stacksOf } from './deploy/synthesized';
import { terraformEnvironment } from './deploy/terraform-cli';
import { deployPair } from './jest/index';
import { mutate } from './mutate';
import { clients } from './probe/clients';
import { progress } from './report/progress';
import { remote } from './targets/remote';
import { throughGateway } from './targets/through-gateway';

const files = ['lake-to-analytics', 'orders-with-partner'].map((name) =>
  join(__dirname, '..', 'pairs', `${name}.yaml`),
);
/** Without what the provider waits for. */
const synth = { lifecycle: false, keyRotation: false };
const hasDocker = spawnSync('docker', ['info']).status === 0;
const hasTerraform = spawnSync('terraform', ['version'], { env: terraformEnvironment() }).status === 0;
const MINUTES = 60_000;

(hasDocker ? describe : describe.skip)('a gateway to LocalStack', () => {
  let stacks: readonly PairStacks[];
  let localstack: StartedBackend;
  let backend: GatewayBackend;

  beforeAll(async () => {
    stacks = stacksOf(loadPairs(files), synth);
    localstack = await startLocalStack();
    backend = await startGatewayBackend(localstack);
  }, 2 * MINUTES);
  afterAll(async () => {
    await backend?.stop();
    await localstack?.stop();
  });

  test(
    'is shown by its canaries to enforce everything',
    async () => {
      const matrix = await capabilityMatrix(backend);
      expect(matrix.filter(({ verdict }) => verdict !== 'enforced')).toEqual([]);
    },
    MINUTES,
  );

  test(
    'reads what was there before it: every setting of a world comes back as it was made',
    async () => {
      const sdk = clients(localstack.endpoints);
      const deployed = await deployWorld(richWorld(), localstack, sdk);
      const problems: string[] = [];
      const reading = await startGateway({
        upstream: localstack.endpoints.http,
        accounts: ['111111111111'],
        region: 'eu-west-1',
        onProblem: (problem) => void problems.push(problem),
      });
      try {
        expect(normalized(reading.state.world)).toEqual(normalized(richWorld()));
        expect(problems).toEqual([]);
      } finally {
        await reading.stop();
        await deployed.remove();
        sdk.destroy();
      }
    },
    MINUTES,
  );

  test(
    'turns red for every mistake that is made in the stacks',
    async () => {
      const own = { ...backend, stop: () => Promise.resolve() };
      const started = throughGateway(remote(own, { deploy: 'direct', enforces: true }), backend.gateway);
      const { mistakes, summary } = await mutate(stacks, started, progress());
      await started.stop();
      expect(mistakes.flatMap(({ places }) => places.filter(({ caught }) => !caught))).toEqual([]);
      expect(summary.mistakes).toBeGreaterThanOrEqual(25);
    },
    10 * MINUTES,
  );

  (hasTerraform ? test : test.skip)(
    'lets Terraform apply a pair, plan nothing a second time, and destroy it',
    async () => {
      const target = { endpoint: localstack.endpoints.https };
      const pair = await deployPair(files[0]!, { target, enforce: true, deploy: 'terraform', synth });
      try {
        await expect(pair).toHonourItsContract();
      } finally {
        await pair.stop();
      }
      const sdk = clients(localstack.endpoints);
      const { account, region } = pair.pair.producer;
      expect((await sdk.s3(localstack.setupKeys(account), region).send(new ListBucketsCommand({}))).Buckets).toEqual(
        [],
      );
      sdk.destroy();
    },
    10 * MINUTES,
  );
});
