import type { EmulatorState } from '../state';
import type { KnownAccounts } from './known-accounts';
import type { Queue } from './queue';
import type { ObjectNotes } from './s3/object-notes';
import type { Uploads } from './s3/uploads';
import type { Upstream } from './upstream/upstream';

/** All that a gateway's services work with. */
export interface Gateway {
  /** Its world is what decisions are made from; each change replaces it by another one. No object is in its store. */
  readonly state: EmulatorState;
  readonly upstream: Upstream;
  /** Runs changes of the world one after the other. */
  readonly changes: Queue;
  readonly known: KnownAccounts;
  readonly uploads: Uploads;
  readonly notes: ObjectNotes;
  /** By the ARN of a key that the world does not hold: whether it is one that the backend manages as AWS does. */
  readonly managedKeys: Map<string, boolean>;
}
