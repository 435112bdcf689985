import { fullName, meaningsOf } from '../meanings';
import type { Rule } from '../rule';

const PUTS_ACL: ReadonlySet<string> = new Set(['s3:PutBucketAcl', 's3:PutObjectAcl', 's3:PutObjectVersionAcl']);

/** ACLs asked for, or allowed, on a bucket that has none: S3 answers AccessControlListNotSupported (R-OWN-1). */
export const aclEnforced: Rule = {
  id: 'acl-enforced',
  severity: 'warning',
  see: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html',
  kinds: ['identity', 'bucket', 'session'],
  inStatement: ({ effect, actions, conditions }, { objectOwnership }) => {
    if (objectOwnership !== 'BucketOwnerEnforced' || effect !== 'Allow') return [];
    const setters = actions.filter((action) => {
      const meanings = meaningsOf(action);
      return meanings.length > 0 && meanings.every((one) => PUTS_ACL.has(fullName(one)));
    });
    return [
      ...setters.map((action) => ({
        element: 'Action',
        severity: 'suggestion' as const,
        text: `${action} is of no use: Object Ownership of the bucket is BucketOwnerEnforced, and S3 refuses to set ACLs`,
        fix: 'leave it out',
      })),
      ...conditions
        .filter(
          ({ name, holdsWithoutKey, base }) =>
            (name === 's3:x-amz-acl' || name.startsWith('s3:x-amz-grant-')) && base !== 'Null' && !holdsWithoutKey,
        )
        .map(({ key, element, values }) => ({
          element,
          text: `the statement is for requests with ${key} ${values.join(', ')} only; a bucket with BucketOwnerEnforced takes no ACL but bucket-owner-full-control`,
          fix: 'leave the condition out: objects belong to the bucket owner whatever the header says',
        })),
    ];
  },
};
