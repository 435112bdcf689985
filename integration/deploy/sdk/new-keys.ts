import { DescribeKeyCommand, ListKeysCommand } from '@aws-sdk/client-kms';
import type { Key } from '../../../access/world/key';
import type { World } from '../../../access/world/world';
import type { KmsSender } from '../../probe/clients';
import { scheduleDeletion } from './keys';
import type { Setup } from './setup';

/** The ids of all keys that are where a world has some. */
export async function keyIdsBeside(setup: Setup, world: World): Promise<Set<string>> {
  const ids = await Promise.all(keysOf(world).map(({ account, region }) => keyIds(setup.kms(account, region))));
  return new Set(ids.flat());
}

/**
 * Has the keys of a world deleted that are there by now. Keys have no names: they are known by their description, and by
 * not having been there before.
 *
 * @param before from {@link keyIdsBeside}
 */
export async function removeNewKeys(setup: Setup, world: World, before: ReadonlySet<string>): Promise<void> {
  for (const { account, region, description } of keysOf(world)) {
    const kms = setup.kms(account, region);
    for (const KeyId of (await keyIds(kms)).filter((id) => !before.has(id))) {
      const { KeyMetadata } = await kms.send(new DescribeKeyCommand({ KeyId }));
      const isLeft = KeyMetadata?.Description === description && KeyMetadata.KeyState !== 'PendingDeletion';
      if (isLeft) await scheduleDeletion(kms, KeyId);
    }
  }
}

function keysOf({ accounts }: World): Key[] {
  return [...accounts.values()].flatMap(({ keys }) => [...keys.values()]);
}

async function keyIds(kms: KmsSender): Promise<string[]> {
  const ids: string[] = [];
  let Marker: string | undefined;
  do {
    const page = await kms.send(new ListKeysCommand({ Marker }));
    ids.push(...(page.Keys ?? []).map(({ KeyId }) => KeyId!));
    Marker = page.Truncated ? page.NextMarker : undefined;
  } while (Marker !== undefined);
  return ids;
}
