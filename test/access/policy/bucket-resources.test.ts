import { describe, expect, test } from '@jest/globals';
import { checkBucketResources } from '../../../access/policy/bucket-resources';
import type { OneOrMany } from '../../../access/policy/document';
import { unknownValue } from '../../../access/policy/unknown';
import { refusalBy } from './refusal';

/** What S3 says of a statement in the policy of the bucket `acme`. */
function refusalOf(Action: OneOrMany<string>, Resource: OneOrMany<string>): string | undefined {
  const document = { Statement: { Effect: 'Allow', Principal: '*', Action, Resource } } as const;
  return refusalBy(() => checkBucketResources(document, 'acme'))?.message;
}

const OTHER_BUCKET = 'Policy has invalid resource';
const OTHER_LEVEL = 'Action does not apply to any resource(s) in statement';
const bucket = 'arn:aws:s3:::acme';
const objects = 'arn:aws:s3:::acme/*';

describe('the resources of a bucket policy (R-RES)', () => {
  test.each([
    ['the bucket', 's3:ListBucket', bucket],
    ['objects', 's3:GetObject', 'arn:aws:s3:::acme/reports/*'],
    ['both, for actions on either', ['s3:ListBucket', 's3:GetObject'], [bucket, objects]],
    ['a pattern that the bucket matches', 's3:ListBucket', 'arn:aws:s3:::ac?e'],
    ['a pattern that the bucket and its objects match', ['s3:ListBucket', 's3:GetObject'], 'arn:aws:s3:::ac*'],
    ['actions with wildcards, which may be on either', ['s3:*', 's3:Get*'], objects],
    ['an action on the bucket with Object in its name', 's3:GetBucketObjectLockConfiguration', bucket],
    ['a bucket of another partition', 's3:ListBucket', 'arn:aws-cn:s3:::acme'],
    ['a resource that is not known yet', ['s3:ListBucket', 's3:GetObject'], unknownValue('aws_s3_bucket.data.arn')],
    ['objects whose keys have line ends', 's3:GetObject', 'arn:aws:s3:::acme/a\nb'],
    [
      'an action on the bucket and one on objects, in whatever order',
      ['s3:GetObject', 's3:ListBucket'],
      [objects, bucket],
    ],
    ['an action that is not known yet', unknownValue('action'), bucket],
    ['the same, on objects', unknownValue('action'), objects],
  ])('are accepted: %s', (_, action, resource) => {
    expect(refusalOf(action, resource)).toBeUndefined();
  });

  test.each([
    ['another bucket', 's3:ListBucket', 'arn:aws:s3:::other', OTHER_BUCKET],
    ['a bucket whose name begins alike', 's3:ListBucket', 'arn:aws:s3:::acme2', OTHER_BUCKET],
    ['objects of another bucket among their own', 's3:GetObject', [objects, 'arn:aws:s3:::other/*'], OTHER_BUCKET],
    ['a pattern that the bucket does not match', 's3:ListBucket', 'arn:aws:s3:::a?me?', OTHER_BUCKET],
    ['everything', 's3:*', '*', OTHER_BUCKET],
    ['an ARN of the bucket behind other text', 's3:ListBucket', `x${bucket}`, OTHER_BUCKET],
    ['objects of no bucket', 's3:GetObject', 'arn:aws:s3:::/*', OTHER_BUCKET],
    ['objects, for an action on the bucket', 's3:ListBucket', objects, OTHER_LEVEL],
    ['the bucket, for an action on objects', 's3:GetObject', bucket, OTHER_LEVEL],
    ['the bucket, for an action on objects without Object in its name', 's3:AbortMultipartUpload', bucket, OTHER_LEVEL],
    ['objects, for one action of two', ['s3:GetObject', 's3:GetBucketTagging'], objects, OTHER_LEVEL],
  ])('are refused: %s', (_, action, resource, message) => {
    expect(refusalOf(action, resource)).toBe(message);
  });

  test.each([
    ['s3:ListBucket', objects, 's3:ListBucket is on the bucket itself, which no Resource of the statement names'],
    ['s3:GetObject', bucket, 's3:GetObject is on objects (BUCKET/*), which no Resource of the statement names'],
    [
      's3:ListAllMyBuckets',
      bucket,
      's3:ListAllMyBuckets is on neither buckets nor objects, which no Resource of the statement names',
    ],
    [
      's3:ListBucket',
      'arn:aws:s3:::other',
      '"arn:aws:s3:::other" is not of the bucket acme; write arn:aws:s3:::acme or arn:aws:s3:::acme/*',
    ],
  ])('are refused for %s on %s with what is wrong', (Action, Resource, detail) => {
    const document = { Statement: { Effect: 'Allow', Principal: '*', Action, Resource } } as const;
    expect(refusalBy(() => checkBucketResources(document, 'acme'))?.detail).toBe(detail);
  });

  test('are not asked for where a statement is about all but some', () => {
    const NotResource = 'arn:aws:s3:::acme/public/*';
    const document = {
      Statement: { Effect: 'Deny', Principal: '*', Action: 's3:ListBucket', NotResource },
    } as const;
    expect(refusalBy(() => checkBucketResources(document, 'acme'))).toBeUndefined();
  });

  test('a pattern with many wildcards is matched without backtracking through all of them', () => {
    const document = {
      Statement: {
        Effect: 'Allow',
        Principal: '*',
        Action: 's3:*',
        Resource: `arn:aws:s3:::${'*a'.repeat(40)}b`,
      },
    } as const;
    expect(refusalBy(() => checkBucketResources(document, 'a'.repeat(63)))?.message).toBe(OTHER_BUCKET);
  });
});
