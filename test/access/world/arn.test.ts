import { describe, expect, test } from '@jest/globals';
import { parseArn, partitionOf } from '../../../access/world/arn';

describe('an ARN', () => {
  test('is taken apart at its first five colons', () => {
    expect(parseArn('arn:aws-cn:logs:cn-north-1:111111111111:log-group:a:b')).toEqual({
      partition: 'aws-cn',
      service: 'logs',
      region: 'cn-north-1',
      account: '111111111111',
      resource: 'log-group:a:b',
    });
    expect(parseArn('arn:aws:s3:::acme/')).toEqual({
      partition: 'aws',
      service: 's3',
      region: '',
      account: '',
      resource: 'acme/',
    });
  });

  test.each([
    ['a text without colons', 'acme'],
    ['one that begins otherwise', 'urn:aws:s3:::acme'],
    ['one without a partition', 'arn::s3:::acme'],
    ['one without a service', 'arn:aws::::acme'],
    ['one that ends at its account', 'arn:aws:iam::111111111111'],
  ])('%s is none', (_, text) => {
    expect(parseArn(text)).toBeUndefined();
  });
});

test.each([
  ['eu-west-1', 'aws'],
  ['us-east-1', 'aws'],
  ['cn-north-1', 'aws-cn'],
  ['us-gov-west-1', 'aws-us-gov'],
])('the region %s is of the partition %s', (region, partition) => {
  expect(partitionOf(region)).toBe(partition);
});
