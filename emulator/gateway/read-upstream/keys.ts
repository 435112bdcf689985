import { createAlias, createKey } from '../../../access/world/keys';
import type { Key, KeyGrant, KeyState } from '../../../access/world/key';
import { bindPrincipal } from '../../../access/world/principal-ids';
import { PolicyError } from '../../../access/policy/errors';
import { askKms, UpstreamRefusal, type Json } from '../kms/cryptography';
import { accountsNamed, readAccounts } from './accounts';
import { resourceDocument } from './documents';
import { CLOSED_RESOURCE, type Reader } from './reader';
import { AwsError } from '../../http/exchange';

const STATES: readonly string[] = ['Enabled', 'Disabled', 'PendingDeletion'];

/** Reads the customer's keys of an account in a region: those for symmetric encryption, with aliases and grants. */
export async function readKeys(reader: Reader, account: string, region: string): Promise<void> {
  const ask = asker(reader, account, region);
  for (const { KeyArn } of await pages(ask, 'ListKeys', 'Keys')) await readKey(reader, ask, String(KeyArn));
  for (const alias of await pages(ask, 'ListAliases', 'Aliases')) addAlias(reader, account, alias);
}

function addAlias({ state: { world } }: Reader, account: string, alias: Json): void {
  const arn = String(alias.AliasArn);
  const targetKeyArn = `${arn.slice(0, arn.indexOf(':alias/'))}:key/${String(alias.TargetKeyId)}`;
  if (!world.accounts.get(account)?.keys.has(targetKeyArn)) return;
  const createdAt = alias.CreationDate === undefined ? {} : { createdAt: instant(alias.CreationDate) };
  createAlias(world, { name: String(alias.AliasName), targetKeyArn, ...createdAt });
}

type Ask = (operation: string, members: Json) => Promise<Json>;

function asker({ upstream }: Reader, account: string, region: string): Ask {
  return async (operation, members) => {
    try {
      return await askKms(upstream, operation, { account, region }, members);
    } catch (error) {
      if (!(error instanceof UpstreamRefusal)) throw error;
      const text = `The backend does not let KMS of ${account} be read: ${operation}: ${await error.answer.text()}`;
      throw new AwsError('ServiceUnavailable', 503, text);
    }
  };
}

async function pages(ask: Ask, operation: string, member: string, more: Json = {}): Promise<Json[]> {
  const items: Json[] = [];
  for (let marker: unknown; ;) {
    const page = await ask(operation, { ...more, ...(marker !== undefined && { Marker: marker }) });
    items.push(...((page[member] ?? []) as Json[]));
    if (page.Truncated !== true) return items;
    marker = page.NextMarker;
  }
}

async function readKey(reader: Reader, ask: Ask, KeyId: string): Promise<void> {
  const { KeyMetadata } = (await ask('DescribeKey', { KeyId })) as { KeyMetadata: Json };
  const state = String(KeyMetadata.KeyState);
  const symmetric = (KeyMetadata.KeySpec ?? 'SYMMETRIC_DEFAULT') === 'SYMMETRIC_DEFAULT';
  if (KeyMetadata.KeyManager === 'AWS') return;
  if (!symmetric || !STATES.includes(state)) {
    return reader.onProblem(
      `key ${KeyId} (${String(KeyMetadata.KeySpec)}, ${state}) is of a kind that is not known here`,
    );
  }
  const [, , , region, account] = KeyId.split(':') as [string, string, string, string, string];
  const key = createKey(reader.state.world, {
    account,
    region,
    id: String(KeyMetadata.KeyId),
    policy: CLOSED_RESOURCE,
    description: String(KeyMetadata.Description ?? ''),
    createdAt: instant(KeyMetadata.CreationDate),
  });
  key.state = state as KeyState;
  if (KeyMetadata.DeletionDate !== undefined) key.deletionDate = instant(KeyMetadata.DeletionDate);
  const { Policy } = await ask('GetKeyPolicy', { KeyId, PolicyName: 'default' });
  await readAccounts(reader, accountsNamed(String(Policy)));
  key.policy = resourceDocument(reader, String(Policy), 'key', `the policy of key ${KeyId}`);
  for (const { TagKey, TagValue } of await pages(ask, 'ListResourceTags', 'Tags', { KeyId })) {
    key.tags.set(String(TagKey), String(TagValue));
  }
  if (state === 'PendingDeletion') return;
  const rotation = await ask('GetKeyRotationStatus', { KeyId });
  key.rotationEnabled = rotation.KeyRotationEnabled === true;
  if (rotation.RotationPeriodInDays !== undefined) key.rotationPeriodInDays = Number(rotation.RotationPeriodInDays);
  for (const grant of await pages(ask, 'ListGrants', 'Grants', { KeyId })) addGrant(reader, key, grant);
}

function addGrant(reader: Reader, key: Key, grant: Json): void {
  const { world } = reader.state;
  const constraints = (grant.Constraints ?? {}) as Record<string, Record<string, string>>;
  const { EncryptionContextEquals: equals, EncryptionContextSubset: subset } = constraints;
  const bound = (arn: unknown): string => bindPrincipal(world, String(arn), 'key');
  try {
    const made: KeyGrant = {
      id: String(grant.GrantId),
      granteePrincipal: bound(grant.GranteePrincipal),
      operations: grant.Operations as string[],
      createdAt: instant(grant.CreationDate),
      ...(grant.RetiringPrincipal !== undefined && { retiringPrincipal: bound(grant.RetiringPrincipal) }),
      ...(equals && { encryptionContextEquals: equals }),
      ...(subset && { encryptionContextSubset: subset }),
      ...(grant.Name !== undefined && grant.Name !== '' && { name: String(grant.Name) }),
    };
    key.grants.set(made.id, made);
  } catch (error) {
    if (!(error instanceof PolicyError)) throw error;
    reader.onProblem(`a grant of key ${key.arn} is left out: ${error.message}`);
  }
}

/** Seconds since the epoch, as JSON 1.1 writes instants. */
function instant(seconds: unknown): string {
  return new Date(Number(seconds) * 1000).toISOString();
}
