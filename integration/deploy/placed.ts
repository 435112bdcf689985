import { DescribeKeyCommand } from '@aws-sdk/client-kms';
import { GetBucketEncryptionCommand } from '@aws-sdk/client-s3';
import { cloneWorld } from '../../access/world/clone';
import type { World } from '../../access/world/world';
import { dataKeyOf } from '../../contract/data-key';
import { addFixtures } from '../../contract/fixtures';
import type { Pair } from '../../contract/pair';
import type { StartedBackend } from '../backends/backend';
import { Undo } from '../undo';
import type { Clients, Keys } from '../probe/clients';
import { emptyBuckets } from '../probe/objects';
import { deployDirect, worldBefore } from './direct';
import { assertMissing } from './sdk/assert-missing';
import { deployWorld } from './sdk/deploy-world';
import { difference } from './sdk/difference';
import { keyIdsBeside } from './sdk/new-keys';
import { removeWorld } from './sdk/remove-world';
import { setupOf } from './sdk/setup';
import type { PairStacks } from './stack-files';
import { strangersOf } from './strangers';
import { takeAwayAfter } from './take-away-after';
import { terraformStacks } from './terraform';

/** The stacks and fixtures of a pair on a backend. */
export interface Placed {
  /** What is there, as it was read from the stacks: keys have other ids. */
  readonly world: World;
  /** The ARN of each key in the world -> the one that it has on the backend. */
  readonly keyArns: ReadonlyMap<string, string>;
  /** An access key of each user of the fixtures, by the user's ARN. */
  readonly userKeys: ReadonlyMap<string, Keys>;
  /** Takes all of it away, also after an abort. @throws Error that says what is left behind */
  remove(): Promise<void>;
}

/** How stacks get to a backend. */
export interface PlaceOptions {
  readonly stacks: PairStacks;
  readonly backend: StartedBackend;
  readonly sdk: Clients;
  /** Whether accounts that the pair does not name are left out, because others on the backend have them too. @default false */
  readonly ownAccountsOnly?: boolean;
  /** Ends it; what was made by then is taken away. */
  readonly signal?: AbortSignal;
}

/** How stacks get somewhere: by what their JSON says, or by Terraform. */
export type DeployWay = 'direct' | 'terraform';

/** Deploys stacks and fixtures on a backend. @throws StackFileError, TerraformError, or Error when a call is refused */
export function place(deploy: DeployWay, options: PlaceOptions): Promise<Placed> {
  return deploy === 'direct' ? placeDirect(options) : placeByTerraform(options);
}

/**
 * Deploys stacks and fixtures by API calls.
 *
 * @throws what {@link place} throws; what was made by then is taken away
 */
async function placeDirect({ stacks, backend, sdk, ownAccountsOnly, signal }: PlaceOptions): Promise<Placed> {
  const world = worldBefore(stacks);
  deployDirect(world, stacks);
  addFixtures(world, stacks.pair, strangersOf(stacks));
  if (ownAccountsOnly) leaveOwnAccounts(world, stacks);
  return { world, ...(await deployWorld(world, backend, sdk, { signal })) };
}

/**
 * Has Terraform apply the stacks, asks that a second plan is empty, and adds the fixtures by API calls.
 *
 * @throws as {@link placeDirect}
 */
async function placeByTerraform({ stacks, backend, sdk, ownAccountsOnly, signal }: PlaceOptions): Promise<Placed> {
  const { pair, producer, consumer } = stacks;
  const before = worldBefore(stacks);
  if (ownAccountsOnly) leaveOwnAccounts(before, stacks);
  const beside = cloneWorld(before);
  deployDirect(beside, stacks);
  const world = cloneWorld(beside);
  addFixtures(world, pair, strangersOf(stacks));
  if (ownAccountsOnly) leaveOwnAccounts(world, stacks);

  const undo = new Undo();
  const remove = async () => {
    const left = await undo.all();
    if (left.length) throw new Error(left.join('; '));
  };
  try {
    const named = await deployWorld(before, backend, sdk, { signal });
    undo.add('whoever the stacks name', named.remove);
    const stacksOnly = difference(beside, before);
    const setup = setupOf(beside, backend, sdk);
    await assertMissing(setup, stacksOnly);
    const keysBefore = await keyIdsBeside(setup, stacksOnly);
    undo.add('what Terraform lost', () => removeWorld(setup, stacksOnly, keysBefore));
    const terraform = await terraformStacks([producer, consumer], backend, signal);
    undo.add("Terraform's directory", terraform.remove);
    undo.add('the stacks', () => terraform.destroy(true));
    const site = { state: { world }, rootCredentials: (account: string) => backend.setupKeys(account) };
    undo.add('the objects', () => emptyBuckets(site, sdk, pair));
    await terraform.apply();
    await terraform.assertPlanIsEmpty();
    const fixtures = await deployWorld(world, backend, sdk, { beside, signal });
    undo.add('the fixtures', fixtures.remove);
    return {
      world,
      keyArns: new Map([...fixtures.keyArns, ...(await dataKeyArn(world, pair, backend, sdk))]),
      userKeys: new Map([...named.userKeys, ...fixtures.userKeys]),
      remove,
    };
  } catch (error) {
    return takeAwayAfter(error, remove);
  }
}

function leaveOwnAccounts(world: World, { pair, producer, consumer }: PairStacks): void {
  const text = JSON.stringify([pair, producer.json, consumer.json]);
  for (const id of [...world.accounts.keys()]) if (!text.includes(id)) world.accounts.delete(id);
}

/** The ARN of the data key that Terraform made, which the bucket knows. */
async function dataKeyArn(
  world: World,
  pair: Pair,
  backend: StartedBackend,
  sdk: Clients,
): Promise<[string, string][]> {
  const key = dataKeyOf(world, pair);
  if (!key) return [];
  const { account, region, bucket: Bucket } = pair.producer;
  const keys = backend.setupKeys(account);
  const { ServerSideEncryptionConfiguration } = await sdk
    .s3(keys, region)
    .send(new GetBucketEncryptionCommand({ Bucket }));
  const [rule] = ServerSideEncryptionConfiguration?.Rules ?? [];
  const KeyId = rule?.ApplyServerSideEncryptionByDefault?.KMSMasterKeyID;
  const { KeyMetadata } = await sdk.kms(keys, region).send(new DescribeKeyCommand({ KeyId }));
  return [[key.arn, KeyMetadata!.Arn!]];
}
