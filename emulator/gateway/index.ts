import { randomBytes } from 'node:crypto';
import { createWorld } from '../../access/world/create';
import { AuthorizationArchive } from '../authorizations/archive';
import { AuthorizationLog } from '../authorizations/log';
import type { World } from '../../access/world/world';
import type { Credentials } from '../credentials/secrets';
import { createTlsIdentity, type TlsIdentity } from '../http/certificate';
import { listen } from '../http/server';
import { longEnough, startedAws, type StartedAws } from '../started-aws';
import type { EmulatorState } from '../state';
import { ObjectStore } from '../store/object-store';
import { assumeRoleAsService } from '../sts/service-session';
import type { Gateway } from './gateway';
import { KnownAccounts } from './known-accounts';
import { Queue } from './queue';
import { ObjectNotes } from './s3/object-notes';
import { Uploads } from './s3/uploads';
import { gatewayServices } from './services';
import { Upstream } from './upstream/upstream';

/** How to start a gateway. */
export interface GatewayOptions {
  /** Where the backend answers, e.g. `http://127.0.0.1:4566`. */
  readonly upstream: string;
  /** PEM of the authority behind an https `upstream`. @default the ones Node knows */
  readonly upstreamCa?: string;
  /**
   * The backend's own credentials for setting something up in an account.
   *
   * @default LocalStack's: the account's 12 digits, with any secret
   */
  readonly upstreamCredentials?: (account: string) => Credentials;
  /** On the loopback address. @default 0, a free one */
  readonly port?: number;
  /** At least 16 bytes; credentials hold as long as it is the same. @default random */
  readonly secret?: Buffer;
  /**
   * The world to begin with, used in place, for what a backend cannot hold, such as organizations; it is completed by
   * what the backend has. @default an empty one
   */
  readonly world?: World;
  /** Accounts of the backend that are read at once; others are when they are first met. @default none */
  readonly accounts?: readonly string[];
  /** Whose keys are read for `accounts`. @default 'us-east-1' */
  readonly region?: string;
  /** @default the system's */
  readonly clock?: () => Date;
  /** Whether a denial tells why only where AWS tells it, inside one account or organization, or always. @default 'aws' */
  readonly denialDetails?: 'aws' | 'always';
  /** Told of every fault of the gateway itself, which the caller only sees as an InternalError. @default prints it */
  readonly onFault?: (error: unknown, requestId: string) => void;
  /** Told in a sentence of what the backend has and AWS would not, and how it is taken instead. @default prints it */
  readonly onProblem?: (problem: string) => void;
}

/** A running gateway; its callers see what callers of the embedded AWS see. When it stops, the backend goes on. */
export type StartedGateway = StartedAws;

/**
 * Starts a gateway in front of an AWS-compatible backend that does not enforce IAM: S3, S3 Control, STS, IAM and KMS on one
 * port of the loopback address, over http and https. It verifies signatures, decides each call with its own world, answers
 * refusals itself, and has the backend do what is allowed. What the world holds is read from the world: it is what
 * decisions are made from, and backends answer less exactly. What it does not hold, objects above all, is read from the
 * backend. What the backend changes by itself, or others change in it, the gateway does not see.
 *
 * @throws Error when the URL is none, the port is taken, or the backend does not answer
 */
export async function startGateway(options: GatewayOptions): Promise<StartedGateway> {
  const { clock = () => new Date(), onFault = printFault, onProblem = printProblem } = options;
  const secret = longEnough(options.secret ?? randomBytes(32));
  const { upstreamCredentials: credentials = localStackCredentials, upstreamCa: ca } = options;
  const upstream = new Upstream({ url: urlOf(options.upstream), credentials, ...(ca !== undefined && { ca }) });
  const foreignKeys = new Set<string>();
  const authorizations = new AuthorizationLog(new AuthorizationArchive((error) => onFault(error, 'authorization log')));
  const state: EmulatorState = {
    world: options.world ?? createWorld(),
    objects: await ObjectStore.open(),
    secret,
    clock,
    foreignKeys,
    authorizations,
    denialDetails: options.denialDetails ?? 'aws',
  };
  const changes = new Queue();
  const known = new KnownAccounts({ state, upstream, changes, foreignKeys, onProblem });
  const gateway: Gateway = {
    state,
    upstream,
    changes,
    known,
    uploads: new Uploads(),
    notes: new ObjectNotes(),
    managedKeys: new Map(),
  };
  let identity: TlsIdentity | undefined;
  const tls = (): TlsIdentity => (identity ??= createTlsIdentity(new Date()));
  const release = async (): Promise<void> => {
    upstream.close();
    try {
      await authorizations.close(clock().getTime());
    } finally {
      await state.objects.close();
    }
  };
  try {
    await upstream.probe();
    for (const account of options.accounts ?? []) await known.ensure(account, options.region ?? 'us-east-1');
  } catch (error) {
    await release();
    throw error;
  }
  const server = await listen({ state, services: gatewayServices(gateway), onFault }, options.port ?? 0, tls).catch(
    async (error: unknown) => {
      await release();
      throw error;
    },
  );

  const stop = async (): Promise<void> => {
    // Closed first: a request that waits for the backend would keep the server waiting.
    upstream.close();
    await server.close();
    await release();
  };
  return startedAws({
    port: server.port,
    state,
    tls,
    assumeRoleAsService: async (service, roleArn, session) => {
      await known.ensureNamed(roleArn, session.region ?? 'us-east-1');
      return assumeRoleAsService(state, service, roleArn, session);
    },
    changeWorld: (change) => changes.run(async () => change(state.world)),
    stop,
  });
}

/** LocalStack takes an access key id of 12 digits for the account, and looks at no secret. */
function localStackCredentials(account: string): Credentials {
  return { accessKeyId: account, secretAccessKey: 'test' };
}

function urlOf(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url && /^https?:$/.test(url.protocol) && url.pathname === '/') return url;
  throw new Error(`"${text}" is no URL of a backend; it is one such as http://127.0.0.1:4566, without a path`);
}

function printFault(error: unknown, requestId: string): void {
  console.error(`gateway: request ${requestId} failed:`, error);
}

function printProblem(problem: string): void {
  console.error(`gateway: ${problem}`);
}
