import { asksForKey } from '../linted-policy';
import { namesAction } from '../meanings';
import type { Rule } from '../rule';

const HEADERS = /^s3:x-amz-(server-side-encryption|server-side-encryption-aws-kms-key-id|acl)$/;

/** A Deny that hits every upload without the header: the bucket's default encryption does not send one (R-C-MISS). */
export const encryptionHeaderDeny: Rule = {
  id: 'encryption-header-deny',
  severity: 'warning',
  see: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/default-encryption-faq.html',
  inStatement: (statement, { statements }) => {
    if (statement.effect !== 'Deny' || !namesAction(statement, 's3:PutObject')) return [];
    return statement.conditions
      .filter(({ name, holdsWithoutKey }) => holdsWithoutKey && HEADERS.test(name) && !asksForKey(statement, name))
      .filter(
        ({ name }) =>
          !statements.some(
            ({ effect, conditions }) =>
              effect === 'Deny' &&
              conditions.some((other) => other.name === name && other.base === 'Null' && other.values.includes('true')),
          ),
      )
      .map(({ operator, key, element }) => ({
        element,
        text: `${operator} holds for uploads without ${key} too: those, and the parts of multipart uploads, are denied`,
        fix: `add "Null": {"${key}": "false"}, or leave the statement out: the bucket's own settings decide for uploads without the header`,
      }));
  },
};
