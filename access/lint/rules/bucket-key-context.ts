import type { Rule } from '../rule';

/** A key held to the objects of a bucket: under an S3 Bucket Key the context is the bucket's ARN (R-KMS-4). */
export const bucketKeyContext: Rule = {
  id: 'bucket-key-context',
  severity: 'warning',
  see: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-key.html',
  kinds: ['identity', 'key', 'session'],
  inStatement: ({ effect, conditions }) =>
    conditions
      .filter(
        ({ name, negated, open }) =>
          effect === 'Allow' && name === 'kms:encryptioncontext:aws:s3:arn' && !negated && !open,
      )
      .filter(({ values }) => values.length > 0 && values.every((value) => /^arn:[^:]*:s3:::[^/*?$]+\//.test(value)))
      .map(({ values, element }) => ({
        element,
        text: `under an S3 Bucket Key the encryption context is the bucket's ARN, which ${values.join(', ')} does not match`,
        fix: `list ${values[0]!.replace(/\/.*/s, '')} as well`,
      })),
};
