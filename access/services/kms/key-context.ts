import { callerAccount, type Caller } from '../../caller';
import type { World } from '../../world/world';
import { fillPairs, type ContextBuilder } from '../context';
import { accountIn } from '../owner';

/** What every key of a world is, and every key that CreateKey makes here. */
export const KEY_KIND: Readonly<Record<string, string>> = {
  keyspec: 'SYMMETRIC_DEFAULT',
  keyusage: 'ENCRYPT_DECRYPT',
  keyorigin: 'AWS_KMS',
  multiregion: 'false',
};

/**
 * Fills the condition keys of a call on a key that follow from the caller's account and from the key itself, which is a
 * symmetric one of a single region: the world holds no others.
 *
 * `kms:ResourceAliases` works in IAM policies only (R-KMS-ALIAS), but a call has one context for all policies: a key
 * policy with that key, in which AWS would never find it, finds it here.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html
 */
export function fillKey(context: ContextBuilder, world: World, keyArn: string, caller: Caller): void {
  fillCallerAccount(context, caller);
  const account = world.accounts.get(accountIn(keyArn));
  const key = account?.keys.get(keyArn);
  if (!account || !key) return;
  fillPairs(context, 'kms:', KEY_KIND);
  fillPairs(context, 'aws:resourcetag/', key.tags);
  const aliases: string[] = [];
  for (const alias of account.aliases.values()) if (alias.targetKeyArn === keyArn) aliases.push(alias.name);
  if (aliases.length > 0) context['kms:resourcealiases'] = aliases;
}

/** `kms:CallerAccount`; services have none. */
export function fillCallerAccount(context: ContextBuilder, caller: Caller): void {
  const account = callerAccount(caller);
  if (account !== undefined) context['kms:calleraccount'] = account;
}

/** `kms:EncryptionContext:<key>` and `kms:EncryptionContextKeys`; nothing for an empty encryption context. */
export function fillEncryptionContext(
  context: ContextBuilder,
  pairs: Readonly<Record<string, string>> | undefined,
): void {
  const keys = Object.keys(pairs ?? {});
  if (!pairs || keys.length === 0) return;
  fillPairs(context, 'kms:encryptioncontext:', pairs);
  context['kms:encryptioncontextkeys'] = keys;
}
