import { describe, expect, test } from '@jest/globals';
import { accessKeyId, accountOfAccessKeyId } from '../../../access/world/access-key-id';
import { ANONYMOUS_ACCOUNT, canonicalIdOf } from '../../../access/world/create';
import { keyId, uniqueId } from '../../../access/world/ids';

const seeds = Array.from({ length: 200 }, (_, index) => `seed ${index}`);

describe('ids in the form of', () => {
  test.each([
    ['unique ids of IAM', (seed: string) => uniqueId('AROA', seed), /^AROA[A-Z2-7]{17}$/],
    ['key ids of KMS', keyId, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/],
    ['canonical user ids of S3', canonicalIdOf, /^[0-9a-f]{64}$/],
  ])('%s are the same for the same seed and differ for others', (_, make, form) => {
    const made = seeds.map(make);
    expect(made.filter((id) => !form.test(id))).toEqual([]);
    expect(new Set(made).size).toBe(seeds.length);
    expect(seeds.map(make)).toEqual(made);
  });

  test('differ by what they name', () => {
    expect(uniqueId('AIDA', 'a').slice(4)).not.toBe(uniqueId('AROA', 'a').slice(4));
  });
});

test("whoever signs nothing has AWS's own canonical user id", () => {
  // https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html
  expect(canonicalIdOf(ANONYMOUS_ACCOUNT)).toBe('65a011a29cdf8ec533ec3d1ccaae921c');
});

describe('access key ids (GetAccessKeyInfo)', () => {
  test.each([
    ['AKIA', '111111111111', 0n],
    ['ASIA', '000000000042', 1n],
    ['AKIA', '999999999999', (1n << 40n) - 1n],
  ] as const)('%s… carries the account %s', (prefix, account, bits) => {
    const id = accessKeyId(prefix, account, bits);
    expect(id).toMatch(new RegExp(`^${prefix}[A-Z2-7]{16}$`));
    expect(accountOfAccessKeyId(id)).toBe(account);
  });

  test.each([
    ['is of a role', 'AROAQDHQ3Y6QAAAAAAAA'],
    ['has other characters', 'AKIAQDHQ3Y6QAAAAAAA1'],
    ['is too short', 'AKIAQDHQ3Y6Q'],
    ['is too long', 'AKIAAAAAAAAAAAAAAAAAA'],
    ['begins with something else', 'xAKIAQDHQ3Y6QAAAAAAAA'],
    ['stands for more than 12 digits', 'AKIA7777777777777777'],
  ])('no account is read from one that %s', (_, id) => {
    expect(accountOfAccessKeyId(id)).toBeUndefined();
  });
});
