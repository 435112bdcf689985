import type { World } from '../access/world/world';
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
}

/** One service: it decides through `access/` and answers, or throws an AwsError, at once or as a rejection. */
export type Service = (state: EmulatorState, request: AwsRequest) => Promise<AwsResponse>;
