import { describe, expect, test } from '@jest/globals';
import { join } from 'node:path';
import { loadPairs } from '../../../contract/load';
import { operationOf, requestOf } from '../../../integration/probe/action-request';

const [lake] = loadPairs([join(__dirname, '..', '..', '..', 'pairs', 'lake-to-analytics.yaml')]);

describe('an action', () => {
  test.each([
    ['s3:GetObject', 'GetObject'],
    ['s3:GetObjectVersion', 'GetObject'],
    ['s3:PutObject', 'PutObject'],
    ['s3:ListBucket', 'ListObjectsV2'],
    ['s3:ListBucketVersions', 'ListObjectVersions'],
    ['s3:ListBucketMultipartUploads', 'ListMultipartUploads'],
    ['s3:ListMultipartUploadParts', 'ListParts'],
    ['s3:AbortMultipartUpload', 'AbortMultipartUpload'],
    ['s3:GetEncryptionConfiguration', 'GetBucketEncryption'],
    ['s3:DeleteBucketPolicy', 'DeleteBucketPolicy'],
    ['kms:GenerateDataKey', 'GenerateDataKey'],
  ])('%s is asked for by %s', (action, operation) => {
    expect(operationOf(action).operation).toBe(operation);
  });

  test.each([
    's3:GetObjectAttributes',
    's3:ReplicateObject',
    's3:PutReplicationConfigurationX',
    'ec2:RunInstances',
    '',
  ])('%j is asked for by none', (action) => {
    expect(() => operationOf(action)).toThrow(`no call asks for ${JSON.stringify(action)} alone; `);
  });

  test('on an object needs its key', () => {
    expect(() => requestOf(lake!, 's3:GetObject')).toThrow(
      "s3:GetObject is asked of an object: give its key, as in toBeAbleTo('s3:GetObject', 'reports/a.csv')",
    );
  });

  test('on the bucket or the data key takes none, but a listing takes a prefix', () => {
    expect(() => requestOf(lake!, 's3:GetBucketPolicy', 'a')).toThrow('asked of the bucket as a whole: leave "a" out');
    expect(() => requestOf(lake!, 'kms:Decrypt', 'a')).toThrow('asked of the pair\'s data key: leave "a" out');
    expect(requestOf(lake!, 's3:ListBucket', 'reports/')).toMatchObject({ query: { prefix: 'reports/' } });
  });

  test('on a version names it', () => {
    expect(requestOf(lake!, 's3:GetObjectVersion', 'a', 'v1')).toMatchObject({ query: { versionid: 'v1' } });
  });
});
