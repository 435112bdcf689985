import { namesAction } from '../meanings';
import type { Rule } from '../rule';

/** Objects may be read and the bucket not listed: S3 then says 403, not 404, of keys that do not exist (R-S3-404). */
export const readWithoutList: Rule = {
  id: 'read-without-list',
  severity: 'suggestion',
  see: 'https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadObject.html',
  kinds: ['identity', 'bucket'],
  inPolicy: ({ statements }) => {
    const allows = statements.filter(({ effect }) => effect === 'Allow');
    const reader = allows.find((statement) => namesAction(statement, 's3:GetObject'));
    const lists = allows.some(
      (statement) => namesAction(statement, 's3:ListBucket') || statement.statement.NotAction !== undefined,
    );
    if (!reader || lists) return [];
    return [
      {
        statement: reader,
        element: 'Action',
        text: 's3:GetObject without s3:ListBucket: a key that does not exist answers 403 AccessDenied instead of 404',
        fix: 'allow s3:ListBucket on the bucket, limited by s3:prefix if need be; leave it out if that is meant',
      },
    ];
  },
};
