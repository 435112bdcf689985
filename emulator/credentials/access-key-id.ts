import { randomBytes } from 'node:crypto';
import { accessKeyId } from '../../access/world/access-key-id';

export { accountOfAccessKeyId } from '../../access/world/access-key-id';

/**
 * Makes an access key id that carries its account.
 *
 * @param prefix `AKIA` for a user's key, `ASIA` for temporary credentials
 * @param account 12 digits
 */
export function newAccessKeyId(prefix: 'AKIA' | 'ASIA', account: string): string {
  return accessKeyId(
    prefix,
    account,
    randomBytes(5).reduce((value, byte) => value * 256n + BigInt(byte), 0n),
  );
}
