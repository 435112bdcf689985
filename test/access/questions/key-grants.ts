import fc from 'fast-check';
import type { KeyGrant } from '../../../access/world/key';
import { SERVICE } from './callers';
import { AWS_NAMES } from './principals';

const pairs = fc.constantFrom<Record<string, string>>(
  { 'aws:s3:arn': 'a' },
  { 'aws:s3:arn': 'a', team: 'a' },
  { team: 'b' },
);

/** A grant of a key; its grantee is any principal but an account by its number. */
export const keyGrants: fc.Arbitrary<KeyGrant> = fc
  .record({
    grantee: fc.constantFrom(SERVICE, ...AWS_NAMES.filter((name) => name.startsWith('arn:'))),
    operations: fc.subarray(['Decrypt', 'GenerateDataKey', 'DescribeKey'], { minLength: 1 }),
    constraint: fc.constantFrom('none', 'none', 'encryptionContextEquals', 'encryptionContextSubset'),
    pairs,
  })
  .map(({ grantee, operations, constraint, pairs }) => ({
    id: 'grant',
    granteePrincipal: grantee,
    operations,
    createdAt: '2026-11-24T12:00:00Z',
    ...(constraint !== 'none' && { [constraint]: pairs }),
  }));
