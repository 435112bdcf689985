import type { Partition } from '../../caller';

/** Where a resource is made. */
export interface Place {
  /** 12 digits. */
  readonly account: string;
  readonly partition: Partition;
  readonly region: string;
}
