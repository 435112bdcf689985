import { createHash, randomBytes } from 'node:crypto';
import type { Pair } from '../../contract/pair';

/** As long as leaves room for what fixtures and logs put before and after a bucket's name. */
const longestBucket = 50;

/**
 * The same pair in accounts and with a bucket of its own, so that several of it can stand on one backend: accounts get
 * other ids, the same for the same, and the bucket's name an ending. All other names are of an account, and stay.
 *
 * @param id of the namespace: lower-case letters and digits. @default a random one
 */
export function inNamespace(pair: Pair, id = randomBytes(4).toString('hex')): Pair {
  const { bucket } = pair.producer;
  const begin = bucket.slice(0, longestBucket - id.length - 1).replace(/[.-]+$/, '');
  const named: Pair = { ...pair, producer: { ...pair.producer, bucket: `${begin}-${id}` } };
  // As a whole value or in an ARN: digits in a role's name or an external id are something else.
  const text = JSON.stringify(named).replace(/(?<=")\d{12}(?=")|(?<=:)\d{12}(?=:)/g, (account) =>
    accountIn(id, account),
  );
  return JSON.parse(text) as Pair;
}

/** An account id that is none of those at either end, which people and fixtures choose. */
function accountIn(id: string, account: string): string {
  const hash = createHash('sha256').update(`${id} ${account}`).digest().readUIntBE(0, 6);
  return String(200_000_000_000 + (hash % 700_000_000_000));
}
