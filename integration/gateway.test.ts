import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { loadPairs } from '../contract/load';
import { startGateway, type StartedGateway } from '../emulator/gateway/index';
import type { StartedBackend } from './backends/backend';
import { startLocalStack } from './backends/localstack';
import { richWorld } from '../test/integration/deploy/rich-world';
import { normalized } from '../test/integration/normalized-world';
import { emptyWorld } from './deploy/direct';
import { deployWorld } from './deploy/sdk/deploy-world';
import type { PairStacks } from './deploy/stack-files';
import { stacksOf } from './deploy/synthesized';
import { terraformEnvironment } from './deploy/terraform-cli';
import { clients } from './probe/clients';
import { progress } from './report/progress';
import { remote, type RemoteOptions } from './targets/remote';
import { verify } from './verify';

const files = ['lake-to-analytics', 'orders-with-partner'].map((name) =>
  join(__dirname, '..', 'pairs', `${name}.yaml`),
);
const hasDocker = spawnSync('docker', ['info']).status === 0;
const hasTerraform = spawnSync('terraform', ['version'], { env: terraformEnvironment() }).status === 0;
const MINUTES = 60_000;

(hasDocker ? describe : describe.skip)('a gateway to LocalStack', () => {
  let stacks: readonly PairStacks[];
  let localstack: StartedBackend;
  let gateway: StartedGateway;
  let backend: StartedBackend;

  beforeAll(async () => {
    stacks = await stacksOf(loadPairs(files), { lifecycle: false, keyRotation: false });
    localstack = await startLocalStack();
    // LocalStack has no organizations; the gateway is told of the one that both accounts are in.
    gateway = await startGateway({ upstream: localstack.endpoints.http, world: emptyWorld(stacks[0]!.pair) });
    backend = {
      name: 'LocalStack behind the gateway',
      endpoints: { https: gateway.endpoint, http: gateway.httpEndpoint, ca: gateway.ca },
      setupKeys: (account) => gateway.rootCredentials(account),
      stop: () => Promise.resolve(),
    };
  }, 2 * MINUTES);
  afterAll(async () => {
    await gateway?.stop();
    await localstack?.stop();
  });

  /** The calls that do not come out as the contract wants them, of those that can be made from outside. */
  async function failed(deploy: RemoteOptions['deploy'], pairs: readonly PairStacks[]): Promise<readonly string[]> {
    const target = remote(backend, { deploy, enforces: true });
    try {
      const report = await verify(pairs, target, progress());
      return report.pairs.flatMap(({ checks }) =>
        checks
          .filter(({ passed, outcome }) => !passed && outcome !== 'unsupported')
          .map(({ id, reason }) => `${id}: ${reason}`),
      );
    } finally {
      await target.stop();
    }
  }

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
    'enforces the contract of both pairs: what must not be is refused, as by AWS',
    async () => {
      expect(await failed('direct', stacks)).toEqual([]);
    },
    5 * MINUTES,
  );

  (hasTerraform ? test : test.skip)(
    'lets Terraform apply a pair, plan nothing a second time, and destroy it',
    async () => {
      expect(await failed('terraform', stacks.slice(0, 1))).toEqual([]);
      expect([...gateway.state.world.buckets.keys()]).toEqual([]);
    },
    10 * MINUTES,
  );
});
