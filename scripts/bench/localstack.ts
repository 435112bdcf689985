import type { S3Client } from '@aws-sdk/client-s3';
import { join } from 'node:path';
import { docker } from '../../integration/backends/containers';
import { LOCALSTACK_IMAGE, startLocalStack } from '../../integration/backends/localstack';
import { TargetError } from '../../integration/targets/target';
import { startChild, type Child } from './child';
import { gatewayOverhead } from './gateway-overhead';
import { containerMemory, startedAt } from './localstack-container';
import { interleaved, ms, nodeTime, times, type Figure } from './measure';
import { ownProcess, type OwnProcess } from './own-process';
import { rawRate } from './raw-load';
import { sdkClient, type Load } from './sdk-client';
import { ACCOUNT, type Served, type Serving } from './serve';
import { createBucket, get, put, rate } from './small-objects';

const cli = join(__dirname, '..', 'cli.js');
const pairs = ['lake-to-analytics', 'orders-with-partner'].map((name) =>
  join(__dirname, '..', '..', '..', 'pairs', `${name}.yaml`),
);

/** LocalStack in its container beside the embedded AWS in a process of its own. Without Docker there is nothing to compare. */
export async function besideLocalStack(): Promise<Figure[]> {
  try {
    await docker();
  } catch (error) {
    if (!(error instanceof TargetError)) throw error;
    process.stderr.write(`localstack is not measured: ${error.message}\n`);
    return [];
  }
  return [await firstAnswers(), ...(await underLoad()), await contracts()];
}

/** The SDK in processes of its own: one client alone could not ask for more than it does of either. */
const CLIENTS = 2;
const PARALLEL = 16;
/** Calls of a round of ours: what is compiled while it runs is fast after a few thousand. */
const WARM = 2000;

/** A started AWS as its clients meet it: at its plain http endpoint, for both. */
interface Measured extends Serving {
  readonly s3: S3Client;
  stop(): Promise<void>;
}

async function startedHere(served: Served): Promise<Measured & OwnProcess> {
  const process = await ownProcess(served);
  return { ...process, s3: sdkClient(process) };
}

async function startedLocalStack(): Promise<Measured> {
  const { endpoints, setupKeys, stop } = await startLocalStack();
  const serving = { endpoint: endpoints.http, keys: setupKeys(ACCOUNT) };
  return { ...serving, s3: sdkClient(serving), stop };
}

async function firstAnswers(): Promise<Figure> {
  const answers = await interleaved(3, {
    ours: async () => {
      const started = performance.now();
      const { s3, stop } = await startedHere('embedded');
      await createBucket(s3);
      const took = performance.now() - started;
      s3.destroy();
      await stop();
      return took;
    },
    theirs: async () => {
      const { endpoint, s3, stop } = await startedLocalStack();
      await createBucket(s3);
      const took = Date.now() - (await startedAt(endpoint));
      s3.destroy();
      await stop();
      return took;
    },
  });
  const share = answers.ours / answers.theirs;
  return {
    what: `first signed answer: embedded AWS from the start of its process, ${LOCALSTACK_IMAGE} from that of its container`,
    measured: `1/${(1 / share).toFixed(1)} (${ms(answers.ours)} of ${ms(answers.theirs)})`,
    target: '<= 1/20',
    holds: share <= 1 / 20,
  };
}

async function underLoad(): Promise<Figure[]> {
  const ours = await startedHere('embedded');
  const bare = await startedHere('bare');
  const theirs = await startedLocalStack();
  const many = { ours: await clientsOf(ours), theirs: await clientsOf(theirs) };
  try {
    for (const { s3 } of [ours, theirs]) {
      await createBucket(s3);
      await put(s3);
    }
    const sdkRates = await interleaved(3, {
      putOurs: () => rate(WARM, 1, () => put(ours.s3)),
      putBare: () => rate(WARM, 1, () => put(bare.s3)),
      putTheirs: () => rate(400, 1, () => put(theirs.s3)),
      getOurs: () => rate(WARM, 1, () => get(ours.s3)),
      getBare: () => rate(WARM, 1, () => get(bare.s3)),
      getTheirs: () => rate(400, 1, () => get(theirs.s3)),
      manyPutsOurs: () => parallelRate(many.ours, 'put', WARM),
      manyPutsTheirs: () => parallelRate(many.theirs, 'put', 400),
      manyGetsOurs: () => parallelRate(many.ours, 'get', WARM),
      manyGetsTheirs: () => parallelRate(many.theirs, 'get', 400),
    });
    const rawRates = await interleaved(3, {
      putOurs: () => rawRate(ours, 'PUT', 15_000),
      putTheirs: () => rawRate(theirs, 'PUT', 1500),
      getOurs: () => rawRate(ours, 'GET', 15_000),
      getTheirs: () => rawRate(theirs, 'GET', 1500),
    });
    const compared = (what: string, our: number, their: number, least: number, bound?: number): Figure => ({
      what: `${what} of 1 KB, embedded AWS against LocalStack`,
      measured:
        `${times(our / their)} (${Math.round(our)}/s of ${Math.round(their)}/s` +
        `${bound === undefined ? '' : `; a bare server ${times(bound / their)}`})`,
      target: `>= ${least}x`,
      holds: our / their >= least,
    });
    return [
      compared('SDK PUT, sequential,', sdkRates.putOurs, sdkRates.putTheirs, 3, sdkRates.putBare),
      compared('SDK GET, sequential,', sdkRates.getOurs, sdkRates.getTheirs, 3, sdkRates.getBare),
      compared('SDK PUT, 16 in parallel by two processes,', sdkRates.manyPutsOurs, sdkRates.manyPutsTheirs, 4),
      compared('SDK GET, 16 in parallel by two processes,', sdkRates.manyGetsOurs, sdkRates.manyGetsTheirs, 4),
      compared('autocannon PUT, presigned, 10 connections,', rawRates.putOurs, rawRates.putTheirs, 10),
      compared('autocannon GET, presigned, 10 connections,', rawRates.getOurs, rawRates.getTheirs, 10),
      memoryShare((await ours.memory()).now, await containerMemory(theirs.endpoint)),
      ...(await gatewayOverhead(theirs)),
    ];
  } finally {
    for (const { s3 } of [ours, bare, theirs]) s3.destroy();
    for (const { stop } of [...many.ours, ...many.theirs, ours, bare, theirs]) await stop();
  }
}

function clientsOf({ endpoint, keys }: Serving): Promise<Child[]> {
  const serving = JSON.stringify({ endpoint, keys });
  return Promise.all(Array.from({ length: CLIENTS }, () => startChild('sdk-client.js', [serving])));
}

/** Calls a second of all clients together. */
async function parallelRate(children: readonly Child[], call: Load['call'], calls: number): Promise<number> {
  const load: Load = { call, calls, parallel: PARALLEL / CLIENTS };
  const started = performance.now();
  await Promise.all(children.map(({ ask }) => ask(load)));
  return (children.length * load.calls) / ((performance.now() - started) / 1000);
}

function memoryShare(ours: number, theirs: number): Figure {
  const mb = (bytes: number) => `${Math.round(bytes / 1024 ** 2)} MB`;
  return {
    what: "memory after that load: the process's resident set, the container's by its cgroup without file cache",
    measured: `1/${(theirs / ours).toFixed(1)} (${mb(ours)} of ${mb(theirs)})`,
    target: '<= 1/4',
    holds: ours <= theirs / 4,
  };
}

async function contracts(): Promise<Figure> {
  const runs = await interleaved(2, {
    ours: () => nodeTime([cli, 'verify', ...pairs]),
    theirs: () => nodeTime([cli, 'verify', '--target', 'localstack', ...pairs]),
  });
  const share = runs.ours / runs.theirs;
  return {
    what: 'the contract of both example pairs, deployed directly, command to verdict: embedded AWS against LocalStack',
    measured: `1/${(1 / share).toFixed(1)} (${ms(runs.ours)} of ${ms(runs.theirs)})`,
    target: '<= 1/10',
    holds: share <= 1 / 10,
  };
}
