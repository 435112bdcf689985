import { S3Client } from '@aws-sdk/client-s3';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { Agent } from 'node:https';
import { didYouMean } from '../../contract/nearest';
import type { Grant, Pair } from '../../contract/pair';
import type { Keys } from '../probe/clients';
import type { Report } from '../report/report';
import { askRole, type RoleAnswer } from './ask-role';
import { callerOf, type DeployedPair } from './deployed-pair';

/** Somebody with credentials on the target of a pair. */
export interface PairCaller {
  /** Of a role: minted by the target's STS, through the access role where the grant has one. */
  credentials(): Promise<Keys>;
  /** A client that calls the target with these credentials; it is closed with the pair. */
  s3(): Promise<S3Client>;
}

/** A role of a pair file. */
export interface PairRole extends PairCaller {
  /** As the pair file has it, with its path. */
  readonly name: string;
  readonly arn: string;
  /** What the target has to show for a test to pass. */
  readonly requires: 'enforcement' | 'allowed-half';
  /**
   * Makes the real call of an action, and asks the engine; what the matcher `toBeAbleTo` looks at. An object that the
   * action is about is put first, by the bucket's owner.
   *
   * @param key the object's key; of a listing its prefix
   * @throws ActionError for an action of which no call can be made
   */
  ask(action: string, key?: string): Promise<RoleAnswer>;
}

/** A pair that is deployed on a target. */
export interface StartedPair {
  readonly name: string;
  /** As it is deployed: on a shared target with accounts and a bucket of its own. */
  readonly pair: Pair;
  /** What the target has to show for a test to pass. */
  readonly requires: 'enforcement' | 'allowed-half';
  readonly bucket: string;
  /** The bucket's. */
  readonly region: string;
  /** Where the target answers; SDK clients need `forcePathStyle: true`. */
  readonly endpoint: string;
  /** PEM of the authority behind {@link endpoint}; undefined where it has no certificate of its own. */
  readonly ca: string | undefined;
  /** The roles of the pair file. */
  readonly roles: readonly string[];
  /** Root of the producer's account, for set-up: what it does says nothing about a grant. */
  readonly owner: PairCaller;
  /** @throws UnknownRoleError */
  role(name: string): PairRole;
  /** Holds the whole contract against what is deployed; what the matcher `toHonourItsContract` looks at. */
  contract(): Promise<Report>;
  /** Takes the pair away from the target, and ends what was started for it. May be called again. */
  stop(): Promise<StoppedPair>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** A pair that was deployed. */
export interface StoppedPair {
  readonly name: string;
}

/** A role that the pair file does not have; the message lists those that it has. */
export class UnknownRoleError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UnknownRoleError';
  }
}

/** Something was asked of a pair after its end. */
export class StoppedPairError extends Error {
  constructor(pair: string) {
    super(`the pair ${pair} is stopped; deploy it again`);
    this.name = 'StoppedPairError';
  }
}

/** Makes what a test holds of a deployed pair. @param requires what the target has to show */
export function startedPair(deployed: DeployedPair, requires: StartedPair['requires']): StartedPair {
  const { pair } = deployed;
  const { bucket, account, region } = pair.producer;
  const { endpoints } = deployed;
  const made: S3Client[] = [];
  let stopping: Promise<StoppedPair> | undefined;
  const running = (): DeployedPair => {
    if (stopping) throw new StoppedPairError(pair.name);
    return deployed;
  };
  const caller = (credentials: () => Promise<Keys>): PairCaller => ({
    credentials,
    s3: async () => {
      const client = clientOf(endpoints, region, await credentials());
      made.push(client);
      return client;
    },
  });
  const roleOf = (grant: Grant): PairRole => ({
    name: grant.id,
    requires,
    arn: grant.role.arn,
    ...caller(async () => running().keysOf(callerOf(grant))),
    ask: async (action, key) => askRole(running(), grant, action, key),
  });
  const stop = async (): Promise<StoppedPair> => {
    for (const client of made) client.destroy();
    await deployed.stop();
    return { name: pair.name };
  };
  return {
    name: pair.name,
    pair,
    requires,
    bucket,
    region,
    endpoint: endpoints.https,
    ca: endpoints.ca,
    roles: pair.grants.map(({ id }) => id),
    owner: caller(async () => running().setupKeys(account)),
    role: (name) => roleOf(grantNamed(pair, name)),
    contract: async () => running().contract(),
    stop: () => (stopping ??= stop()),
    [Symbol.asyncDispose]: async () => void (await (stopping ??= stop())),
  };
}

function grantNamed({ name: pair, grants }: Pair, name: string): Grant {
  const grant = grants.find(({ id }) => id === name);
  if (grant) return grant;
  const roles = grants.map(({ id }) => id);
  throw new UnknownRoleError(
    `${pair} has no role ${JSON.stringify(name)}; its roles are ${roles.join(', ')}; ` +
      didYouMean(name, roles, 'name one of them'),
  );
}

function clientOf({ https, ca }: DeployedPair['endpoints'], region: string, credentials: Keys): S3Client {
  const requestHandler = new NodeHttpHandler({ httpsAgent: new Agent({ keepAlive: true, ca }) });
  return new S3Client({ endpoint: https, region, credentials, forcePathStyle: true, requestHandler });
}
