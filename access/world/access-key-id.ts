const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/**
 * An access key id that carries its account, as AWS's do: GetAccessKeyInfo reads it back.
 *
 * @param prefix `AKIA` for a user's key, `ASIA` for temporary credentials
 * @param account 12 digits
 * @param bits 40 bits that tell the keys of an account apart
 */
export function accessKeyId(prefix: 'AKIA' | 'ASIA', account: string, bits: bigint): string {
  let value = (BigInt(account) << 40n) | bits;
  let text = '';
  for (let digit = 0; digit < 16; digit++) {
    text = ALPHABET[Number(value & 31n)]! + text;
    value >>= 5n;
  }
  return prefix + text;
}

/** The account that {@link accessKeyId} put into an id; undefined for an id of another form. */
export function accountOfAccessKeyId(id: string): string | undefined {
  if (!/^A[KS]IA[A-Z2-7]{16}$/.test(id)) return undefined;
  let value = 0n;
  for (const char of id.slice(4)) value = (value << 5n) | BigInt(ALPHABET.indexOf(char));
  const account = (value >> 40n).toString().padStart(12, '0');
  return account.length === 12 ? account : undefined;
}
