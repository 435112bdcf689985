import { randomBytes } from 'node:crypto';
import { createWorld } from '../access/world/create';
import type { World } from '../access/world/world';
import { AuthorizationArchive } from './authorizations/archive';
import { AuthorizationLog } from './authorizations/log';
import { createTlsIdentity, type TlsIdentity } from './http/certificate';
import { AwsError, type AwsRequest } from './http/exchange';
import type { Answered, Handling } from './http/request-handler';
import { listen } from './http/server';
import { onFirstCall } from './on-first-call';
import { DataDirectory } from './persistence';
import { AccessLogs } from './s3/access-log/access-logs';
import { s3 } from './s3/index';
import { placeObject } from './s3/place-object';
import { longEnough, startedAws, type StartedAws } from './started-aws';
import type { EmulatorState } from './state';
import { ObjectStore } from './store/object-store';

/** How to start an embedded AWS. */
export interface EmulatorOptions {
  /** On the loopback address. @default 0, a free one */
  readonly port?: number;
  /** Keeps world, objects and secret in this directory. @default nothing is kept */
  readonly dataDir?: string;
  /** The world to begin with, used in place. @default the one of `dataDir`, else an empty one */
  readonly world?: World;
  /** At least 16 bytes. @default the one of `dataDir`, else random */
  readonly secret?: Buffer;
  /** @default the system's */
  readonly clock?: () => Date;
  /**
   * Whether a denial tells why only where AWS tells it, inside one account or organization, or always; then whoever may
   * call GetRequestAuthorizationDetails may do so for any request, too. @default 'aws'
   */
  readonly denialDetails?: 'aws' | 'always';
  /** Told of every fault of the embedded AWS itself, which the caller only sees as an InternalError. @default prints it */
  readonly onFault?: (error: unknown, requestId: string) => void;
}

/** A running embedded AWS. It is saved when it stops. */
export interface StartedEmulator extends StartedAws {
  /** Delivers the server access logs gathered so far, which else takes a few seconds. @returns when they are there */
  flushAccessLogs(): Promise<void>;
  /**
   * Puts a small text into a bucket as its owner, without a request and without asking any policy: for set-up.
   *
   * @param kmsKeyArn the key that encrypts it. @default as the bucket encrypts by default
   * @throws Error when there is no such bucket
   */
  placeObject(bucket: string, key: string, text: string, kmsKeyArn?: string): Promise<void>;
}

const services: Handling['services'] = {
  s3,
  s3control: onFirstCall(() => (require('./s3control/index') as typeof import('./s3control/index')).s3control),
  sts: onFirstCall(() => (require('./sts/index') as typeof import('./sts/index')).sts),
  iam: onFirstCall(() => (require('./iam/index') as typeof import('./iam/index')).iam),
  kms: onFirstCall(() => (require('./kms/index') as typeof import('./kms/index')).kms),
  'iam-toolbox': onFirstCall(() => (require('./iam-toolbox/index') as typeof import('./iam-toolbox/index')).iamToolbox),
};

const serviceSessions = () => require('./sts/service-session') as typeof import('./sts/service-session');

/**
 * Starts an embedded AWS: S3, S3 Control, STS, IAM and KMS on one port of the loopback address, over http and https.
 *
 * @throws Error when the port is taken, or `dataDir` cannot be used
 */
export async function startEmulator(options: EmulatorOptions = {}): Promise<StartedEmulator> {
  const { clock = () => new Date(), onFault = printFault } = options;
  const data = options.dataDir === undefined ? undefined : new DataDirectory(options.dataDir);
  const secret = longEnough(options.secret ?? data?.secret() ?? randomBytes(32));
  // Kept certificates are read at once, so that a damaged file is told now and not to the first client that speaks TLS.
  let identity: TlsIdentity | undefined = data?.tlsIdentity(new Date());
  const tls = (): TlsIdentity => (identity ??= createTlsIdentity(new Date()));
  const archive = new AuthorizationArchive((error) => onFault(error, 'authorization log'), data?.authorizations);
  const authorizations = new AuthorizationLog(archive);
  const state: EmulatorState = {
    world: options.world ?? data?.world() ?? createWorld(),
    objects: await ObjectStore.open(data?.objects),
    secret,
    clock,
    authorizations,
    denialDetails: options.denialDetails ?? 'aws',
  };
  const onChange = data && ((request: AwsRequest) => (mayChangeWorld(request) ? data.save(state.world) : undefined));
  const accessLogs = new AccessLogs(state, (error) => onFault(error, 'access log delivery'));
  const handling = {
    state,
    services,
    onFault,
    onAnswer: (answered: Answered) => accessLogs.note(answered),
    ...(onChange && { onChange }),
  };
  const release = async (): Promise<void> => {
    try {
      await authorizations.close(clock().getTime());
    } finally {
      await state.objects.close();
    }
  };
  const server = await listen(handling, options.port ?? 0, tls).catch(async (error: unknown) => {
    await release();
    throw error;
  });

  const stop = async (): Promise<void> => {
    await server.close();
    try {
      await accessLogs.flush();
      await data?.save(state.world);
    } finally {
      await release();
    }
  };
  const aws = startedAws({
    port: server.port,
    state,
    tls,
    assumeRoleAsService: async (service, roleArn, session) =>
      serviceSessions().assumeRoleAsService(state, service, roleArn, session),
    changeWorld: async (change) => change(state.world),
    stop,
  });
  // Not a copy, which would make the certificate at once.
  return Object.assign(aws, {
    flushAccessLogs: () => accessLogs.flush(),
    placeObject: (bucket: string, key: string, text: string, kmsKeyArn?: string) =>
      placeObject(state, bucket, key, text, kmsKeyArn),
  });
}

/** Reads and object writes leave the world as it is; whatever else comes may have changed it. */
function mayChangeWorld({ service, method, path }: AwsRequest): boolean {
  if (service !== 's3') return true;
  return method !== 'GET' && method !== 'HEAD' && !/^\/[^/]+\/./.test(path);
}

function printFault(error: unknown, requestId: string): void {
  console.error(`embedded AWS: request ${requestId} failed:`, error);
}

export { AwsError };
