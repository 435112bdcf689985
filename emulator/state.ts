import type { World } from '../access/world/world';
import type { AuthorizationLog } from './authorizations/log';
import type { AwsRequest, AwsResponse } from './http/exchange';
import type { ObjectStore } from './store/object-store';

/** All that one embedded AWS holds: the world, the object bytes beside it, and its secret. */
export interface EmulatorState {
  world: World;
  readonly objects: ObjectStore;
  /** Secret keys, session tokens and KMS key material are derived from this; it never leaves the process. */
  readonly secret: Buffer;
  /** Now; tests may set it. */
  readonly clock: () => Date;
  /** Ids of access keys that another AWS made: their secrets are not ours, so that nothing signed with them can be verified. @default none */
  readonly foreignKeys?: ReadonlySet<string>;
  /** What was decided about the requests of the last 24 hours. @default nothing is kept */
  readonly authorizations?: AuthorizationLog;
  /** Whether denials tell why only where AWS tells it, or always. @default 'aws' */
  readonly denialDetails?: 'aws' | 'always';
}

/** One service: it decides through `access/` and answers, or throws an AwsError, at once or as a rejection. */
export type Service = (state: EmulatorState, request: AwsRequest) => Promise<AwsResponse>;
