import { PutObjectCommand } from '@aws-sdk/client-s3';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { join } from 'node:path';
import { createBucket } from '../../../access/world/buckets';
import { createWorld } from '../../../access/world/create';
import { defaultKeyPolicy } from '../../../access/world/default-key-policy';
import { createKey } from '../../../access/world/keys';
import { createRole } from '../../../access/world/roles';
import type { World } from '../../../access/world/world';
import { addFixtures } from '../../../contract/fixtures';
import { loadPairs } from '../../../contract/load';
import { startEmulator, type StartedEmulator } from '../../../emulator/index';
import type { StartedBackend } from '../../../integration/backends/backend';
import { embeddedBackend } from '../../../integration/backends/embedded';
import { deployDirect, worldBefore } from '../../../integration/deploy/direct';
import { assertMissing } from '../../../integration/deploy/sdk/assert-missing';
import { deployWorld } from '../../../integration/deploy/sdk/deploy-world';
import { keyIdsBeside } from '../../../integration/deploy/sdk/new-keys';
import { removeWorld } from '../../../integration/deploy/sdk/remove-world';
import { setupOf } from '../../../integration/deploy/sdk/setup';
import type { PairStacks } from '../../../integration/deploy/stack-files';
import { strangersOf } from '../../../integration/deploy/strangers';
import { stacksOf } from '../../../integration/deploy/synthesized';
import { clients, type Clients } from '../../../integration/probe/clients';
import { normalized } from '../normalized-world';
import { accountsOf, withoutDeletedKeys } from '../what-is-left';
import { richWorld } from './rich-world';

const pairs = ['lake-to-analytics', 'orders-with-partner'];
const files = pairs.map((name) => join(__dirname, '..', '..', '..', 'pairs', `${name}.yaml`));
const account = '111111111111';
const region = 'eu-west-1';
const root = `arn:aws:iam::${account}:root`;

/** What both stacks and the fixtures of a pair make. */
function worldOf(stacks: PairStacks): World {
  const world = worldBefore(stacks);
  deployDirect(world, stacks);
  addFixtures(world, stacks.pair, strangersOf(stacks));
  return world;
}

describe('deploying a world through the API', () => {
  let worlds: ReadonlyMap<string, World>;
  let emulator: StartedEmulator;
  let backend: StartedBackend;
  let sdk: Clients;

  /** What is on the backend. */
  const left = (): unknown => normalized(withoutDeletedKeys(emulator.state.world));

  beforeAll(async () => {
    const stacks = stacksOf(loadPairs(files));
    const ofPairs = stacks.map((one): [string, World] => [one.pair.name, worldOf(one)]);
    worlds = new Map([...ofPairs, ['all settings', richWorld()]]);
  });
  beforeEach(async () => {
    emulator = await startEmulator();
    backend = embeddedBackend(emulator);
    sdk = clients(backend.endpoints);
  });
  afterEach(async () => {
    sdk.destroy();
    await emulator.stop();
  });

  test.each([...pairs, 'all settings'])('leaves that world, and its removal nothing: %s', async (name) => {
    const world = worlds.get(name)!;
    emulator.state.world = accountsOf(world);
    const deployed = await deployWorld(world, backend, sdk);
    expect(normalized(emulator.state.world)).toEqual(normalized(world));

    await deployed.remove();
    expect(left()).toEqual(normalized(accountsOf(world)));
  });

  test('gives the keys of users that work, and tells which key became which', async () => {
    const { userKeys, keyArns } = await deployWorld(richWorld(), backend, sdk);
    const keys = userKeys.get(`arn:aws:iam::${account}:user/ops/operator`)!;
    const { accounts } = emulator.state.world;
    expect(accounts.get(account)!.users.get('operator')!.accessKeys.get(keys.accessKeyId)!.status).toBe('Active');
    expect(emulator.credentialsOf(keys.accessKeyId).secretAccessKey).toBe(keys.secretAccessKey);
    expect(new Set(keyArns.values())).toEqual(new Set(accounts.get(account)!.keys.keys()));
  });

  test('a bucket goes with what was put into it, and what is gone already keeps nothing', async () => {
    const world = richWorld();
    const deployed = await deployWorld(world, backend, sdk);
    const s3 = sdk.s3(backend.setupKeys(account), region);
    await s3.send(new PutObjectCommand({ Bucket: 'acme-rich-data', Key: 'one', Body: '1' }));
    emulator.state.world.accounts.get(account)!.roles.delete('writer');
    emulator.state.world.buckets.delete('acme-rich-logs');
    await deployed.remove();
    expect(left()).toEqual(normalized(accountsOf(world)));
  });

  test('what somebody else made of a world is found there, and can be taken away too', async () => {
    const world = richWorld();
    const setup = setupOf(world, backend, sdk);
    const other = createKey(emulator.state.world, {
      account,
      region,
      policy: defaultKeyPolicy(root),
      description: 'off',
    });
    const keysBefore = await keyIdsBeside(setup, world);
    await assertMissing(setup, world);
    await deployWorld(world, backend, sdk);
    await expect(assertMissing(setup, world)).rejects.toThrow('is there already');

    emulator.state.world.accounts.get(account)!.roles.delete('writer');
    await removeWorld(setup, world, keysBefore);
    const expected = accountsOf(world);
    expected.accounts.get(account)!.keys.set(other.arn, other);
    expect(left()).toEqual(normalized(expected));
  });

  test('a failure takes away what was made, and nothing that was there before', async () => {
    emulator.state.world = accountsOf(richWorld());
    const { trustPolicy } = richWorld().accounts.get(account)!.roles.get('reader')!;
    createRole(emulator.state.world, { account, name: 'writer', trustPolicy });
    const before = left();
    await expect(deployWorld(richWorld(), backend, sdk)).rejects.toThrow(
      /^role writer in account 111111111111: EntityAlreadyExistsException: /,
    );
    expect(left()).toEqual(before);
  });

  test('a bucket that its owner had before is left as it was, in us-east-1 too', async () => {
    emulator.state.world = accountsOf(richWorld());
    createBucket(emulator.state.world, { name: 'acme-rich-logs', account, region: 'us-east-1' });
    const before = left();
    await expect(deployWorld(richWorld(), backend, sdk)).rejects.toThrow(/^bucket acme-rich-logs: .*there already/);
    expect(left()).toEqual(before);
  });

  test('what is not made by API calls is told before anything is made', async () => {
    const blocked = richWorld();
    blocked.accounts.get(account)!.publicAccessBlock = blocked.buckets.get('acme-rich-own')!.publicAccessBlock;
    await expect(deployWorld(blocked, backend, sdk)).rejects.toThrow(/^account 111111111111 blocks .* with Terraform/);
    const shared = richWorld();
    const grantee = { uri: 'http://acs.amazonaws.com/groups/s3/LogDelivery' };
    shared.buckets.get('acme-rich-logs')!.acl = [{ grantee, permission: 'WRITE' }];
    await expect(deployWorld(shared, backend, sdk)).rejects.toThrow(
      /^bucket acme-rich-logs has an ACL .* with Terraform/,
    );
    expect(left()).toEqual(normalized(createWorld()));
  });

  test('an abort takes away what was made', async () => {
    const controller = new AbortController();
    const deploying = deployWorld(richWorld(), { ...backend, setupKeys: aborting(controller) }, sdk, controller);
    await expect(deploying).rejects.toThrow('enough');
    expect(left()).toEqual(normalized(accountsOf(richWorld())));
  });

  /** Aborts in the middle: at the twelfth time that somebody asks for keys. */
  function aborting(controller: AbortController): StartedBackend['setupKeys'] {
    let asked = 0;
    return (id) => {
      if (++asked === 12) controller.abort(new Error('enough'));
      return backend.setupKeys(id);
    };
  }
});
