import type { Bucket } from '../../../access/world/bucket';
import { createWorld } from '../../../access/world/create';
import type { Account, World } from '../../../access/world/world';
import type { StartedBackend } from '../../backends/backend';
import type { Clients, Keys } from '../../probe/clients';
import { settle } from '../settle';
import { takeAwayAfter } from '../take-away-after';
import { assertDeployable } from './assert-deployable';
import { makeBucket, putLogging, putPolicy } from './buckets';
import { difference } from './difference';
import { entitiesOf, type Entities } from './entities';
import { makeInstanceProfile } from './instance-profiles';
import { makeAlias, makeKey, settleKey } from './keys';
import { makeManagedPolicy } from './managed-policies';
import { makeRole, setTrust } from './roles';
import { setupOf, type Setup } from './setup';
import { makeUser } from './users';

/** What a world became on a backend. */
export interface DeployedWorld {
  /** An access key of each user who has an active one in the world, by the user's ARN. */
  readonly userKeys: ReadonlyMap<string, Keys>;
  /** The ARN of each key in the world -> the one that it has on the backend. */
  readonly keyArns: ReadonlyMap<string, string>;
  /**
   * Takes away all that was made, and nothing else. Keys are pending deletion then, as KMS deletes none at once.
   *
   * @throws Error that says what is left behind
   */
  remove(): Promise<void>;
}

/** How a world is deployed. */
export interface DeployWorldOptions {
  /** What is there already, and stays as it is. @default nothing */
  readonly beside?: World;
  /** Ends the deployment; what was made by then is taken away. */
  readonly signal?: AbortSignal;
}

/**
 * Makes what a world has by API calls, each as the root of the account that it is in. Organizations are no part of it: they
 * are not made by those who deploy.
 *
 * @throws Error when a call is refused, and what was made by then is taken away; or for what is not made by API calls
 */
export async function deployWorld(
  world: World,
  backend: StartedBackend,
  sdk: Clients,
  { beside = createWorld(), signal }: DeployWorldOptions = {},
): Promise<DeployedWorld> {
  const setup = setupOf(world, backend, sdk, signal);
  const added = difference(world, beside);
  assertDeployable(added);
  const each = async <M extends keyof Entities>(
    what: string,
    member: M,
    make: (setup: Setup, account: Account, one: Entities[M]) => Promise<void>,
  ) => {
    signal?.throwIfAborted();
    const made = [...added.accounts.values()].flatMap((account) =>
      [...entitiesOf(account)[member]].map(([name, one]) =>
        make(setup, account, one).catch(refused(`${what} ${name} in account ${account.id}`, signal)),
      ),
    );
    await settle(made);
  };
  const eachBucket = async (what: string, make: (setup: Setup, bucket: Bucket) => Promise<void>) => {
    signal?.throwIfAborted();
    const made = [...added.buckets.values()].map((one) =>
      make(setup, one).catch(refused(`${what} ${one.name}`, signal)),
    );
    await settle(made);
  };
  const remove = () => setup.made.remove();
  try {
    // Policies name keys, keys' policies name roles, and roles' policies each other: first all there is, then who may what.
    await each('key', 'keys', makeKey);
    await each('alias', 'aliases', makeAlias);
    await each('policy', 'managedPolicies', makeManagedPolicy);
    await each('user', 'users', makeUser);
    await each('role', 'roles', makeRole);
    await each('trust policy of role', 'roles', setTrust);
    await each('instance profile', 'instanceProfiles', makeInstanceProfile);
    await each('settings of key', 'keys', settleKey);
    await eachBucket('bucket', makeBucket);
    await eachBucket('policy of bucket', putPolicy);
    await eachBucket('logging of bucket', putLogging);
  } catch (error) {
    return takeAwayAfter(error, remove);
  }
  return { userKeys: setup.userKeys, keyArns: setup.keyArns, remove };
}

function refused(what: string, signal: AbortSignal | undefined): (error: unknown) => never {
  return (error) => {
    throw signal?.aborted ? error : new Error(`${what}: ${String(error)}`, { cause: error });
  };
}
