import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Finding } from '../../access/lint/finding';
import { lint } from '../../access/lint/lint';
import type { PolicyDocument, PolicyKind } from '../../access/policy/document';
import { consumerDocuments, producerDocuments, type RoleDocuments } from '../../contract/documents';
import { loadPairs } from '../../contract/load';
import type { Pair } from '../../contract/pair';
import { arbitraryPair } from './arbitrary-pair';

/** What the linter says of all policies of a pair, but for suggestions. */
function complaintsAbout(pair: Pair): Finding[] {
  const { bucketPolicy, keyPolicy, logBucketPolicy, accessRoles } = producerDocuments(pair);
  const inAccount = (account: string) => (document: PolicyDocument | undefined, kind: PolicyKind) =>
    document ? lint(document, { kind, account, objectOwnership: 'BucketOwnerEnforced' }) : [];
  const producer = inAccount(pair.producer.account);
  const ofRole = (say: typeof producer) => (role: RoleDocuments) => [
    ...say(role.trustPolicy, 'trust'),
    ...say(role.policy, 'identity'),
  ];
  return [
    ...producer(bucketPolicy, 'bucket'),
    ...producer(keyPolicy, 'key'),
    ...producer(logBucketPolicy, 'bucket'),
    ...[...accessRoles.values()].flatMap(ofRole(producer)),
    ...[...consumerDocuments(pair).roles.values()].flatMap(ofRole(inAccount(pair.consumer.account))),
  ].filter(({ severity }) => severity !== 'suggestion');
}

const folders = [join(__dirname, '../../pairs'), join(__dirname, '../vectors/pairs')];
const files = folders.flatMap((folder) => readdirSync(folder).map((file) => ({ file, path: join(folder, file) })));

describe('the linter finds no error and nothing to warn of', () => {
  test.each(files)('in the policies of $file', ({ path }) => {
    for (const pair of loadPairs([path])) expect(complaintsAbout(pair)).toEqual([]);
  });

  test('in the policies of any pair', () => {
    fc.assert(fc.property(arbitraryPair, (pair) => expect(complaintsAbout(pair)).toEqual([])));
  });
});
