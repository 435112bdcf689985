import {
  ListInstanceProfilesCommand,
  ListPoliciesCommand,
  ListRolesCommand,
  ListUsersCommand,
} from '@aws-sdk/client-iam';
import { DescribeKeyCommand, ListAliasesCommand, ListKeysCommand } from '@aws-sdk/client-kms';
import { ListBucketsCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import type { World } from '../access/world/world';
import { richWorld } from '../test/integration/deploy/rich-world';
import type { StartedBackend } from './backends/backend';
import { docker, removeLeftContainers } from './backends/containers';
import { startLocalStack } from './backends/localstack';
import { deployWorld } from './deploy/sdk/deploy-world';
import { terraformEnvironment } from './deploy/terraform-cli';
import { deployPair, type DeployOptions, type StartedPair } from './jest/index';
import { clients, type Clients } from './probe/clients';
import { iam as iamOf } from './probe/iam';

const pairFile = (name: string) => join(__dirname, '..', 'pairs', `${name}.yaml`);
const hasDocker = spawnSync('docker', ['info']).status === 0;
const hasTerraform = spawnSync('terraform', ['version'], { env: terraformEnvironment() }).status === 0;
const MINUTES = 60_000;

(hasDocker ? describe : describe.skip)('with LocalStack', () => {
  let backend: StartedBackend;
  let sdk: Clients;

  beforeAll(async () => {
    backend = await startLocalStack();
    sdk = clients(backend.endpoints);
  }, 2 * MINUTES);
  afterAll(async () => {
    sdk?.destroy();
    await backend?.stop();
  });

  /** Deploys a pair of its own accounts, holds its contract as far as LocalStack can show it, and takes it away. */
  async function honoured(name: string, options: DeployOptions): Promise<StartedPair> {
    const target = { endpoint: backend.endpoints.https };
    const pair = await deployPair(pairFile(name), { target, require: 'allowed-half', ...options });
    try {
      await expect(pair).toHonourItsContract();
    } finally {
      await pair.stop();
    }
    return pair;
  }

  /** What is there in the accounts of a pair, beside keys that are pending deletion. */
  async function left(accounts: Iterable<string>): Promise<unknown[]> {
    const there: unknown[] = [];
    for (const account of accounts) {
      const root = backend.setupKeys(account);
      const iam = iamOf(sdk, root, 'us-east-1');
      there.push(...((await iam.send(new ListRolesCommand({}))).Roles ?? []));
      there.push(...((await iam.send(new ListUsersCommand({}))).Users ?? []));
      there.push(...((await iam.send(new ListPoliciesCommand({ Scope: 'Local' }))).Policies ?? []));
      there.push(...((await iam.send(new ListInstanceProfilesCommand({}))).InstanceProfiles ?? []));
      there.push(...((await sdk.s3(root, 'us-east-1').send(new ListBucketsCommand({}))).Buckets ?? []));
      for (const region of ['eu-west-1', 'eu-central-1', 'us-east-1']) {
        const kms = sdk.kms(root, region);
        const { Aliases = [] } = await kms.send(new ListAliasesCommand({}));
        there.push(...Aliases.filter(({ AliasName }) => !AliasName!.startsWith('alias/aws/')));
        for (const { KeyId } of (await kms.send(new ListKeysCommand({}))).Keys ?? []) {
          const { KeyMetadata } = await kms.send(new DescribeKeyCommand({ KeyId }));
          if (KeyMetadata!.KeyState !== 'PendingDeletion') there.push(KeyMetadata);
        }
      }
    }
    return there;
  }

  const accountsOf = ({ pair: { producer, consumer } }: StartedPair) => [producer.account, consumer.account];

  test.each(['lake-to-analytics', 'orders-with-partner'])(
    'all that %s has to allow is allowed, and nothing is left',
    async (name) => {
      expect(await left(accountsOf(await honoured(name, {})))).toEqual([]);
    },
    MINUTES,
  );

  test(
    'every setting of a world can be made and taken away',
    async () => {
      const world: World = richWorld();
      const deployed = await deployWorld(world, backend, sdk);
      expect(await left(world.accounts.keys())).not.toEqual([]);
      await deployed.remove();
      expect(await left(world.accounts.keys())).toEqual([]);
    },
    MINUTES,
  );

  (hasTerraform ? test : test.skip)(
    'what Terraform applied allows it too, a second plan is empty, and nothing is left',
    async () => {
      const synth = { lifecycle: false, keyRotation: false };
      expect(await left(accountsOf(await honoured('lake-to-analytics', { deploy: 'terraform', synth })))).toEqual([]);
    },
    10 * MINUTES,
  );

  test(
    'a start that is aborted when the container is made leaves none',
    async () => {
      const { dockerode } = (await docker()).container;
      const filters = JSON.stringify({ type: ['container'], event: ['create'], label: ['crossbucket.lease'] });
      const events = (await dockerode.getEvents({ filters })) as Readable;
      const controller = new AbortController();
      const starting = startLocalStack({ signal: controller.signal });
      const [event] = (await once(events, 'data')) as [Buffer];
      controller.abort(new Error('enough'));
      await expect(starting).rejects.toThrow('enough');
      events.destroy();
      const { id } = JSON.parse(event.toString()) as { id: string };
      expect(await removeLeftContainers()).not.toContain(id);
    },
    MINUTES,
  );

  test(
    'what a killed run left is removed by the next one, and what a living run has is not',
    async () => {
      const child = spawn(process.execPath, ['-e', starter], { stdio: ['ignore', 'pipe', 'inherit'] });
      const ended = once(child, 'exit');
      const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
      const { value: url } = (await lines.next()) as { value: string };
      const its = await containerAt(url);
      expect(await removeLeftContainers()).not.toContain(its);
      expect(await containers()).toContain(its);

      child.kill('SIGKILL');
      await ended;
      await removeLeftContainers();
      expect(await containers()).toContain(await containerAt(backend.endpoints.http));
      expect(await containers()).not.toContain(its);
    },
    MINUTES,
  );
});

/** Starts LocalStack in a process of its own and says where it answers. */
const starter = `
  require(${JSON.stringify(join(__dirname, '..', 'dist', 'integration', 'backends', 'localstack.js'))})
    .startLocalStack()
    .then(({ endpoints }) => { console.log(endpoints.http); setInterval(() => {}, 1000); });
`;

/** The ids of all containers that a run of ours made. */
async function containers(): Promise<string[]> {
  const { dockerode } = (await docker()).container;
  const all = await dockerode.listContainers({ all: true, filters: { label: ['crossbucket.lease'] } });
  return all.map(({ Id }) => Id).sort();
}

async function containerAt(url: string): Promise<string> {
  const { dockerode } = (await docker()).container;
  const port = Number(new URL(url).port);
  const all = await dockerode.listContainers();
  return all.find(({ Ports }) => Ports.some(({ PublicPort }) => PublicPort === port))!.Id;
}
