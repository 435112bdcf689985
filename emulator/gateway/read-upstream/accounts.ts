import { ensureAccount } from '../../../access/world/create';
import { readAccountBlock } from './account-block';
import { readBuckets } from './buckets';
import type { Later } from './later';
import { readPrincipals } from './principals';
import type { Reader } from './reader';

/** Roles, users and their sessions, in ARNs as they are and URL-encoded; an account as such need not be known to be meant. */
const PRINCIPAL =
  /arn(?::|%3A)aws[a-z-]*(?::|%3A)(?:iam|sts)(?::|%3A){2}(\d{12})(?::|%3A)(?:role|user|assumed-role|federated-user)(?:\/|%2F)/gi;

/** The accounts whose principals a text names. */
export function accountsNamed(text: string): ReadonlySet<string> {
  return new Set(Array.from(text.matchAll(PRINCIPAL), ([, account]) => account!));
}

/** Reads accounts and those whose principals their policies name: a policy means the principals that are there. */
export async function readAccounts(reader: Reader, accounts: Iterable<string>): Promise<void> {
  const queue = [...accounts];
  const later: Later = { texts: [], work: [] };
  for (let account = queue.shift(); account !== undefined; account = queue.shift()) {
    if (reader.known.has(account)) continue;
    reader.known.add(account);
    ensureAccount(reader.state.world, account);
    await readPrincipals(reader, account, later);
    await readAccountBlock(reader, account);
    await readBuckets(reader, account, later);
    for (const text of later.texts.splice(0)) queue.push(...accountsNamed(text));
  }
  for (const work of later.work) await work();
}
