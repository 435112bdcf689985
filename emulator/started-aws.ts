import type { World } from '../access/world/world';
import type { Credentials } from './credentials/secrets';
import type { TlsIdentity } from './http/certificate';
import { credentialsOf, rootCredentials } from './setup-credentials';
import type { EmulatorState } from './state';
import type { TemporaryCredentials } from './sts/credentials';
import type { ServiceSessionOptions } from './sts/service-session';

/** A running AWS of ours: the embedded one, or a gateway in front of another backend. */
export interface StartedAws {
  readonly port: number;
  /** `https://127.0.0.1:port`; clients must trust {@link ca}. */
  readonly endpoint: string;
  /** `http://127.0.0.1:port`, the same port. */
  readonly httpEndpoint: string;
  /** The certificate authority behind {@link endpoint}, PEM. */
  readonly ca: string;
  /** Its world is what decisions are made from. */
  readonly state: EmulatorState;
  /** The credentials of an account's root: for set-up, as checks want credentials that IAM or STS made. @param account 12 digits */
  rootCredentials(account: string): Credentials;
  /** The credentials of a user's key. @param user an access key id, or the ARN of a user who has one. @throws Error */
  credentialsOf(user: string): Credentials;
  /** A service principal assumes a role: in process only, as services have no credentials. @throws AwsError */
  assumeRoleAsService(service: string, roleArn: string, options: ServiceSessionOptions): Promise<TemporaryCredentials>;
  /**
   * Changes what no API of ours changes, such as organizations. @param change of the world as it is then, in place
   */
  changeWorld(change: (world: World) => void): Promise<void>;
  /** Ends every connection, and gives port and files back. May be called again. */
  stop(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** What a running AWS of ours is made of. */
export interface AwsParts {
  readonly port: number;
  readonly state: EmulatorState;
  /** Asked for once something needs the certificate. */
  readonly tls: () => TlsIdentity;
  /** How a service assumes a role. */
  readonly assumeRoleAsService: StartedAws['assumeRoleAsService'];
  readonly changeWorld: StartedAws['changeWorld'];
  /** Asked for once. */
  readonly stop: () => Promise<void>;
}

/** A running AWS as its user holds it. */
export function startedAws({ port, state, tls, assumeRoleAsService, changeWorld, stop }: AwsParts): StartedAws {
  let stopped: Promise<void> | undefined;
  const stopOnce = (): Promise<void> => (stopped ??= stop());
  return {
    port,
    endpoint: `https://127.0.0.1:${port}`,
    httpEndpoint: `http://127.0.0.1:${port}`,
    get ca() {
      return tls().ca;
    },
    state,
    rootCredentials: (account) => rootCredentials(state.secret, account),
    credentialsOf: (user) => credentialsOf(state, user),
    assumeRoleAsService,
    changeWorld,
    stop: stopOnce,
    [Symbol.asyncDispose]: stopOnce,
  };
}

/** The secret that everything minted is derived from. @throws Error when it is shorter than 16 bytes */
export function longEnough(secret: Buffer): Buffer {
  if (secret.length < 16) throw new Error(`The secret has ${secret.length} bytes; it needs at least 16`);
  return secret;
}
