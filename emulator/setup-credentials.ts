import { tryFindUser } from '../access/world/lookup';
import { secretAccessKey, type Credentials } from './credentials/secrets';
import type { EmulatorState } from './state';

/** The credentials of an account's root. @param account 12 digits @throws Error */
export function rootCredentials(secret: Buffer, account: string): Credentials {
  if (!/^\d{12}$/.test(account)) throw new Error(`"${account}" is no account id; it has 12 digits`);
  return { accessKeyId: account, secretAccessKey: secretAccessKey(secret, account) };
}

/** The credentials of a user's key. @param user an access key id, or the ARN of a user who has an active one @throws Error */
export function credentialsOf({ world, secret, foreignKeys }: EmulatorState, user: string): Credentials {
  if (!user.startsWith('arn:')) return { accessKeyId: user, secretAccessKey: secretAccessKey(secret, user) };
  const keys = [...(tryFindUser(world, user)?.accessKeys.values() ?? [])];
  const key = keys.find(({ id, status }) => status === 'Active' && !foreignKeys?.has(id));
  if (!key) throw new Error(`${user} is no user with an active access key`);
  return { accessKeyId: key.id, secretAccessKey: secretAccessKey(secret, key.id) };
}
