import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { join } from 'node:path';
import { loadPairs } from '../../../contract/load';
import { otherBuckets, ownBucket } from '../../../contract/fixture-names';
import { inNamespace } from '../../../integration/jest/namespace';

const folder = join(__dirname, '..', '..', '..', 'pairs');
const [lake, orders] = loadPairs(
  ['lake-to-analytics', 'orders-with-partner'].map((name) => join(folder, `${name}.yaml`)),
);

describe('a pair in a namespace', () => {
  test('has other accounts, the same for the same, wherever they are named', () => {
    const { producer, consumer, grants } = inNamespace(lake!, 'aa');
    expect(producer.account).toMatch(/^\d{12}$/);
    expect(new Set([producer.account, consumer.account, '111111111111', '222222222222']).size).toBe(4);
    expect(grants[0]!.role.arn).toBe(`arn:aws:iam::${consumer.account}:role/analytics-reader`);
    expect(grants[0]!.trustedBy[1]).toEqual({
      kind: 'role',
      account: consumer.account,
      arn: `arn:aws:iam::${consumer.account}:role/ci`,
    });
    expect(JSON.stringify(inNamespace(orders!, 'aa'))).not.toMatch(/111111111111|333333333333/);
  });

  test('keeps every other name', () => {
    const named = { ...lake!, grants: [{ ...lake!.grants[0]!, id: 'sync-222222222222', externalId: 'x222222222222' }] };
    const [grant] = inNamespace(named, 'aa').grants;
    expect(grant).toMatchObject({
      id: 'sync-222222222222',
      externalId: 'x222222222222',
      prefixes: ['reports/', 'daily/'],
    });
  });

  test('has a bucket whose fixtures are of the namespace too, however long its name', () => {
    const bucketName = fc.stringMatching(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/);
    const names = (bucket: string, id: string) => {
      const pair = inNamespace({ ...lake!, producer: { ...lake!.producer, bucket } }, id);
      return [pair.producer.bucket, ...otherBuckets(pair), ownBucket(pair, {}), ownBucket(pair, { accessRole: {} })];
    };
    fc.assert(
      fc.property(bucketName, (bucket) => {
        const all = [...names(bucket, 'aaaaaaaa'), ...names(bucket, 'bbbbbbbb')];
        expect(new Set(all).size).toBe(all.length);
        expect(all.every((name) => name.length <= 63)).toBe(true);
      }),
    );
  });

  test('is another one each time', () => {
    expect(inNamespace(lake!).producer).not.toEqual(inNamespace(lake!).producer);
  });
});
