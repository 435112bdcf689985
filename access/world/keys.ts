import type { PolicyDocument } from '../policy/document';
import { parseArn, partitionOf } from './arn';
import { ensureAccount, EPOCH } from './create';
import { keyId } from './ids';
import type { Key } from './key';
import type { KeyAlias, World } from './world';

/** What a key has from its making. */
export interface NewKey {
  readonly account: string;
  readonly region: string;
  /** A UUID. @default one that follows from account, region and how many keys there are */
  readonly id?: string;
  /** With its principals bound to unique ids; see `bindPrincipals`. */
  readonly policy: PolicyDocument;
  /** @default '' */
  readonly description?: string;
  readonly tags?: Readonly<Record<string, string>>;
  /** ISO-8601. @default the same moment for all */
  readonly createdAt?: string;
}

/** Puts a customer managed key into the world: enabled, without rotation, grants or alias. */
export function createKey(world: World, { account, region, policy, description = '', ...key }: NewKey): Key {
  const partition = partitionOf(region);
  const { keys } = ensureAccount(world, account, partition);
  const id = key.id ?? keyId(`${account} ${region} ${keys.size}`);
  const made: Key = {
    arn: `arn:${partition}:kms:${region}:${account}:key/${id}`,
    id,
    account,
    region,
    createdAt: key.createdAt ?? EPOCH,
    description,
    policy,
    state: 'Enabled',
    rotationEnabled: false,
    rotationPeriodInDays: 365,
    grants: new Map(),
    tags: new Map(Object.entries(key.tags ?? {})),
  };
  keys.set(made.arn, made);
  return made;
}

/**
 * Puts an alias beside the key that it names.
 *
 * @param alias name with its `alias/`; it lives in the key's account and region
 * @throws Error when the target is no key ARN
 */
export function createAlias(
  world: World,
  alias: { readonly name: string; readonly targetKeyArn: string; readonly createdAt?: string },
): KeyAlias {
  const { name, targetKeyArn, createdAt = EPOCH } = alias;
  const target = parseArn(targetKeyArn);
  if (!target) throw new Error(`${targetKeyArn} is no key ARN`);
  const { partition, region, account } = target;
  const made: KeyAlias = {
    name,
    arn: `arn:${partition}:kms:${region}:${account}:${name}`,
    region,
    targetKeyArn,
    createdAt,
  };
  ensureAccount(world, account).aliases.set(made.arn, made);
  return made;
}
