import { join } from 'node:path';
import { docker } from '../../integration/backends/containers';
import { LOCALSTACK_IMAGE, startLocalStack } from '../../integration/backends/localstack';
import { clients, type Clients, type S3Sender } from '../../integration/probe/clients';
import { TargetError } from '../../integration/targets/target';
import { gatewayOverhead } from './gateway-overhead';
import { containerMemory, startedAt } from './localstack-container';
import { interleaved, ms, nodeTime, times, type Figure } from './measure';
import { ownProcess } from './own-process';
import { rawRate } from './raw-load';
import { ACCOUNT, type Serving } from './serve';
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

/** A started AWS as a client meets it: its plain http endpoint, for both. */
interface Measured extends Serving {
  readonly s3: S3Sender;
  readonly sdk: Clients;
}

function measured({ endpoint, keys }: Serving): Measured {
  const sdk = clients({ https: endpoint, http: endpoint });
  return { endpoint, keys, sdk, s3: sdk.s3(keys, 'us-east-1', false) };
}

async function startedLocalStack(): Promise<Measured & { stop: () => Promise<void> }> {
  const { endpoints, setupKeys, stop } = await startLocalStack();
  return { ...measured({ endpoint: endpoints.http, keys: setupKeys(ACCOUNT) }), stop };
}

async function firstAnswers(): Promise<Figure> {
  const answers = await interleaved(3, {
    ours: async () => {
      const started = performance.now();
      const embedded = await ownProcess();
      const { s3, sdk } = measured(embedded);
      await createBucket(s3);
      const took = performance.now() - started;
      sdk.destroy();
      await embedded.stop();
      return took;
    },
    theirs: async () => {
      const { endpoint, s3, sdk, stop } = await startedLocalStack();
      await createBucket(s3);
      const took = Date.now() - (await startedAt(endpoint));
      sdk.destroy();
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
  const embedded = await ownProcess();
  const ours = measured(embedded);
  const theirs = await startedLocalStack();
  try {
    for (const { s3 } of [ours, theirs]) {
      await createBucket(s3);
      await put(s3);
    }
    const sdkRates = await interleaved(3, {
      putOurs: () => rate(400, 1, () => put(ours.s3)),
      putTheirs: () => rate(400, 1, () => put(theirs.s3)),
      getOurs: () => rate(400, 1, () => get(ours.s3)),
      getTheirs: () => rate(400, 1, () => get(theirs.s3)),
      manyPutsOurs: () => rate(800, 16, () => put(ours.s3)),
      manyPutsTheirs: () => rate(800, 16, () => put(theirs.s3)),
      manyGetsOurs: () => rate(800, 16, () => get(ours.s3)),
      manyGetsTheirs: () => rate(800, 16, () => get(theirs.s3)),
    });
    const rawRates = await interleaved(2, {
      putOurs: () => rawRate(ours, 'PUT'),
      putTheirs: () => rawRate(theirs, 'PUT'),
      getOurs: () => rawRate(ours, 'GET'),
      getTheirs: () => rawRate(theirs, 'GET'),
    });
    const compared = (what: string, our: number, their: number, least: number): Figure => ({
      what: `${what} of 1 KB, embedded AWS against LocalStack`,
      measured: `${times(our / their)} (${Math.round(our)}/s of ${Math.round(their)}/s)`,
      target: `>= ${least}x`,
      holds: our / their >= least,
    });
    return [
      compared('SDK PUT, sequential,', sdkRates.putOurs, sdkRates.putTheirs, 3),
      compared('SDK GET, sequential,', sdkRates.getOurs, sdkRates.getTheirs, 3),
      compared('SDK PUT, 16 in parallel,', sdkRates.manyPutsOurs, sdkRates.manyPutsTheirs, 4),
      compared('SDK GET, 16 in parallel,', sdkRates.manyGetsOurs, sdkRates.manyGetsTheirs, 4),
      compared('autocannon PUT, presigned, 10 connections,', rawRates.putOurs, rawRates.putTheirs, 10),
      compared('autocannon GET, presigned, 10 connections,', rawRates.getOurs, rawRates.getTheirs, 10),
      memoryShare((await embedded.memory()).now, await containerMemory(theirs.endpoint)),
      ...(await gatewayOverhead(theirs)),
    ];
  } finally {
    ours.sdk.destroy();
    theirs.sdk.destroy();
    await embedded.stop();
    await theirs.stop();
  }
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
