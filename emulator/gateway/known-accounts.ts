import { partitionOf } from '../../access/world/arn';
import { cloneWorld } from '../../access/world/clone';
import { ensureAccount } from '../../access/world/create';
import type { EmulatorState } from '../state';
import type { Queue } from './queue';
import { accountsNamed, readAccounts } from './read-upstream/accounts';
import { readKeys } from './read-upstream/keys';
import type { Reader } from './read-upstream/reader';
import type { Upstream } from './upstream/upstream';

/** What the reading of accounts works with. */
export interface KnownAccountsOptions {
  readonly state: EmulatorState;
  readonly upstream: Upstream;
  readonly changes: Queue;
  /** Gets the ids of access keys that the backend made. */
  readonly foreignKeys: Set<string>;
  /** Told of what cannot be taken as AWS would have it, and how it is taken instead. */
  readonly onProblem: (problem: string) => void;
}

/** ARNs of keys, as they are and URL-encoded. */
const KEY = /arn(?::|%3A)aws[a-z-]*(?::|%3A)kms(?::|%3A)([a-z0-9-]+)(?::|%3A)(\d{12})(?::|%3A)/gi;

/**
 * The accounts of the backend that the world knows. One that is met for the first time is read: its principals, policies
 * and buckets, and its keys in each region that is met.
 */
export class KnownAccounts {
  private readonly accounts = new Set<string>();
  private readonly regions = new Set<string>();

  constructor(private readonly options: KnownAccountsOptions) {}

  /**
   * Sees to it that the world knows an account.
   *
   * @param region whose keys are needed
   * @returns undefined when it does already
   * @throws AwsError ServiceUnavailable (503) when the backend does not let it be read; the next who asks tries again
   */
  ensure(account: string, region: string): Promise<void> | undefined {
    return this.regions.has(`${account} ${region}`) ? undefined : this.read(account, region);
  }

  /** As {@link ensure}, for every account whose principals or keys a text names. */
  async ensureNamed(text: string, region: string): Promise<void> {
    for (const account of accountsNamed(text)) await this.ensure(account, region);
    for (const [, own, account] of text.matchAll(KEY)) await this.ensure(account!, own!);
  }

  private read(account: string, region: string): Promise<void> {
    const { state, changes, ...options } = this.options;
    return changes.run(async () => {
      if (this.regions.has(`${account} ${region}`)) return;
      const world = cloneWorld(state.world);
      ensureAccount(world, account, partitionOf(region));
      const known = new Set(this.accounts);
      const reader: Reader = { ...options, state: { ...state, world }, known };
      await readAccounts(reader, [account]);
      await readKeys(reader, account, region);
      state.world = world;
      for (const read of known) this.accounts.add(read);
      this.regions.add(`${account} ${region}`);
    });
  }
}
