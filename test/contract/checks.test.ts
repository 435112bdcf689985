import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { join } from 'node:path';
import type { Check } from '../../contract/check';
import { checksOf } from '../../contract/checks';
import { loadPairs } from '../../contract/load';
import type { Pair } from '../../contract/pair';
import { arbitraryPair } from './arbitrary-pair';

const example = (...path: string[]): Pair => loadPairs([join(__dirname, '..', ...path)])[0]!;
const lake = example('..', 'pairs', 'lake-to-analytics.yaml');
const partner = example('..', 'pairs', 'orders-with-partner.yaml');
const writers = example('vectors', 'pairs', 'writers-with-key.yaml');

/** The must-nots that the halves are asked: `what` -> halves. */
function refusals(pair: Pair, grant: string): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const { id, half, expect: expected, grant: of } of checksOf(pair)) {
    if (of !== grant || expected !== 'deny') continue;
    const what = id.slice(grant.length + 1, -half.length - 1);
    found.set(what, [...(found.get(what) ?? []), half]);
  }
  return found;
}

const all = ['both', 'producer', 'consumer'];
const producer = ['both', 'producer'];
const consumer = ['both', 'consumer'];

describe('the contract of a grant by bucket policy', () => {
  test.each([
    ['no-write', all],
    ['no-ListParts', all],
    ['no-AbortMultipartUpload', all],
    ['no-delete', all],
    ['read-sibling(reports/)', all],
    ['read-sibling(daily/)', all],
    ['list-sibling(reports/)', all],
    ['read-inner(reports/)', all],
    ['list-all', all],
    ['list-empty-prefix', all],
    ['list-shorter(reports)', all],
    ['read-version', all],
    ['delete-version', all],
    ['list-versions', all],
    ['read-object-acl', all],
    ['write-object-acl', all],
    ['read-bucket-acl', all],
    ['write-bucket-acl', all],
    ['read-bucket-policy', all],
    ['write-bucket-policy', all],
    ['delete-bucket-policy', all],
    ['delete-bucket', all],
    ['read-in-longer-bucket', consumer],
    ['read-in-log-bucket', all],
    ['direct-Decrypt', all],
    ['direct-GenerateDataKey', all],
    ['create-grant', all],
    ['key-for-own-bucket', all],
    ['key-of-own-bucket', all],
    ['read-anonymous', producer],
    ['list-without-tls', producer],
    ['read-longer-role', producer],
    ['read-other-role', producer],
    ['read-third-account', producer],
    ['list-outside-organization', producer],
    ['key-third-account', ['producer']],
    ['assumed-by-other-role', consumer],
    ['assumed-by-producer', consumer],
    ['assumed-by-third-account', consumer],
    ['assumed-by-other-service', consumer],
    ['assumed-by(arn:aws:iam::222222222222:role/ci)-ci-crossbucket', consumer],
    ['assumed-by(arn:aws:iam::222222222222:role/ci)-with-tags', consumer],
    ['assumed-by(arn:aws:iam::222222222222:role/ci)-with-source-identity', consumer],
    ['assume(crossbucket-other)', consumer],
  ])('has %s refused, asked of %j', (what, halves) => {
    expect(refusals(lake, 'analytics-reader').get(what)).toEqual(halves);
  });

  test.each([
    ['write-AES256', producer],
    ['write-SSE-C', producer],
    ['write-own-key', all],
    ['write-with-acl', all],
    ['write-with-tags', all],
    ['list-shorter(in/)', all],
    ['read-of(auditor)', all],
    ['assumed-by(lambda.amazonaws.com)-for-third-account', consumer],
    ['assumed-by(lambda.amazonaws.com)-with-tags', consumer],
  ])('that writes has %s refused, asked of %j', (what, halves) => {
    expect(refusals(writers, 'team/data/writer').get(what)).toEqual(halves);
  });

  test('lets services say for whom they act, and tag sessions, only where they do', () => {
    const assumed = checksOf(writers).flatMap(({ id, request }) =>
      /assumed-by\([^)]*\)\/both$/.test(id) && request.service === 'sts'
        ? [[id, request.sourceAccount, request.tags]]
        : [],
    );
    expect(assumed).toEqual([
      ['team/data/writer/assumed-by(lambda.amazonaws.com)/both', '012345678901', undefined],
      ['team/data/writer/assumed-by(pods.eks.amazonaws.com)/both', undefined, { 'eks-cluster-name': 'crossbucket' }],
      ['team/data/writer/assumed-by(arn:aws:iam::012345678901:role/ops/deploy)/both', undefined, undefined],
      ['auditor/assumed-by(arn:aws:iam::444444444444:role/audit)/both', undefined, undefined],
    ]);
  });
});

describe('the contract of a grant via assume-role', () => {
  test.each([
    ['no-external-id', producer],
    ['wrong-external-id', producer],
    ['longer-external-id', producer],
    ['assume-longer-role', producer],
    ['assume-third-account', producer],
    ['assume-unnamed-role', producer],
    ['assume-with-tags', all],
    ['assume-with-source-identity', all],
    ['assume(crossbucket-other)', consumer],
    ['assume(orders-with-partner-orders-sync-crossbucket)', consumer],
    ['read-directly', all],
    ['delete-directly', all],
    ['read-version', producer],
    ['read-sibling(orders/)', producer],
    ['read-in-longer-bucket', producer],
    ['write-own-key', producer],
  ])('has %s refused, asked of %j', (what, halves) => {
    expect(refusals(partner, 'partners/orders-sync').get(what)).toEqual(halves);
  });
});

describe('the checks of any pair', () => {
  const allowedActors = (check: Check) => check.expect === 'deny' || check.half === 'both';
  const isWellMade = ({ id, grant, half, title, request }: Check) =>
    id.startsWith(`${grant}/`) &&
    id.endsWith(`/${half}`) &&
    title !== '' &&
    (request.service !== 's3' || (utf8(request.key).length <= 1024 && request.bucket!.length <= 63));
  const utf8 = (text = '') => new TextEncoder().encode(text);

  test('have ids of their own, ask the deployment what is allowed, and stay below S3 limits', () => {
    fc.assert(
      fc.property(arbitraryPair, (pair) => {
        const checks = checksOf(pair);
        const ids = checks.map(({ id }) => id);
        expect(new Set(ids).size).toBe(ids.length);
        expect(checks.filter((check) => !allowedActors(check))).toEqual([]);
        expect(checks.filter((check) => !isWellMade(check))).toEqual([]);
      }),
    );
  });

  test('allow every verb below every prefix of every grant', () => {
    fc.assert(
      fc.property(arbitraryPair, (pair) => {
        const ids = new Set(checksOf(pair).map(({ id }) => id));
        for (const { id, access, prefixes } of pair.grants) {
          for (const verb of access)
            for (const prefix of prefixes) expect(ids).toContain(`${id}/${verb}(${prefix})/both`);
        }
      }),
    );
  });
});
