import { ListBucketsCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { StartedBackend } from './backends/backend';
import { startLocalStack } from './backends/localstack';
import { deployPair, type DeployOptions, type StartedPair } from './jest/index';
import { clients } from './probe/clients';

const pairFile = (name: string) => join(__dirname, '..', 'pairs', `${name}.yaml`);
const hasDocker = spawnSync('docker', ['info']).status === 0;
const MINUTES = 60_000;

(hasDocker ? describe : describe.skip)('pairs on one LocalStack', () => {
  let backend: StartedBackend;
  beforeAll(async () => {
    backend = await startLocalStack();
  }, 2 * MINUTES);
  afterAll(async () => backend?.stop());

  const deploy = (name: string, options: DeployOptions) =>
    deployPair(pairFile(name), { target: { endpoint: backend.endpoints.https }, ...options });

  async function stopAll(pairs: readonly StartedPair[]): Promise<void> {
    await Promise.all(pairs.map((pair) => pair.stop()));
  }

  test(
    'honour their contracts side by side behind gateways, and leave nothing',
    async () => {
      const names = ['lake-to-analytics', 'lake-to-analytics', 'orders-with-partner'];
      const pairs = await Promise.all(names.map((name) => deploy(name, { enforce: true })));
      try {
        expect(new Set(pairs.map(({ bucket }) => bucket)).size).toBe(3);
        await expect(pairs[1]!.role('analytics-reader')).toBeAbleTo('s3:GetObject', 'reports/1.csv');
        await expect(pairs[1]!.role('analytics-reader')).not.toBeAbleTo('s3:PutObject', 'reports/1.csv');
        await expect(pairs[2]!.role('partners/orders-sync')).toBeAbleTo('s3:DeleteObject', 'orders/1.json');
        await Promise.all(pairs.map((pair) => expect(pair).toHonourItsContract()));
        const owner = await pairs[0]!.owner.s3();
        await owner.send(new PutObjectCommand({ Bucket: pairs[0]!.bucket, Key: 'reports/2.csv', Body: 'a,b\n' }));
      } finally {
        await stopAll(pairs);
      }
      const sdk = clients(backend.endpoints);
      for (const { producer } of pairs.map(({ pair }) => pair)) {
        const root = sdk.s3(backend.setupKeys(producer.account), producer.region);
        expect((await root.send(new ListBucketsCommand({}))).Buckets).toEqual([]);
      }
      sdk.destroy();
    },
    5 * MINUTES,
  );

  test(
    'do not pass for refusals that LocalStack cannot show',
    async () => {
      const pair = await deploy('lake-to-analytics', {});
      try {
        await expect(pair.role('analytics-reader')).toBeAbleTo('s3:GetObject', 'reports/1.csv');
        const refusal = expect(pair.role('analytics-reader')).not.toBeAbleTo('s3:PutObject', 'reports/1.csv');
        await expect(refusal).rejects.toThrow(/the target cannot show it; deploy the pair with enforce: true/);
        await expect(expect(pair).toHonourItsContract()).rejects.toThrow(/enforcement is required/);
      } finally {
        await pair.stop();
      }
    },
    5 * MINUTES,
  );

  test(
    'pass for them where the allowed half is enough',
    async () => {
      const pair = await deploy('orders-with-partner', { require: 'allowed-half' });
      try {
        await expect(pair.role('partners/orders-sync')).toBeAbleTo('s3:PutObject', 'orders/1.json');
        await expect(pair.role('partners/orders-sync')).not.toBeAbleTo('s3:PutObject', 'invoices/1.json');
        await expect(pair).toHonourItsContract();
      } finally {
        await pair.stop();
      }
    },
    5 * MINUTES,
  );
});
