import { namesAction } from '../meanings';
import type { LintedStatement } from '../linted-policy';
import type { Rule } from '../rule';

/** Leave to write under SSE-KMS in one go only: each part of a multipart upload needs kms:Decrypt as well (R-KMS-3). */
export const keyUseWithoutDecrypt: Rule = {
  id: 'key-use-without-decrypt',
  severity: 'warning',
  see: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpuoverview.html#mpuAndPermissions',
  kinds: ['identity', 'key'],
  inPolicy: ({ statements }) => {
    const allows = statements.filter(({ effect }) => effect === 'Allow');
    const writer = allows.find((statement) => namesAction(statement, 'kms:GenerateDataKey'));
    const decrypts = allows.some(
      (statement) => namesAction(statement, 'kms:Decrypt') || statement.statement.NotAction !== undefined,
    );
    if (!writer || decrypts || !isForS3(writer, allows)) return [];
    return [
      {
        statement: writer,
        element: 'Action',
        text: 'kms:GenerateDataKey without kms:Decrypt: single uploads pass, multipart uploads are refused',
        fix: 'allow kms:Decrypt along with it',
      },
    ];
  },
};

function isForS3({ conditions }: LintedStatement, allows: readonly LintedStatement[]): boolean {
  return (
    conditions.some(
      ({ name, values }) => name === 'kms:viaservice' && values.some((value) => value.startsWith('s3.')),
    ) || allows.some((statement) => namesAction(statement, 's3:PutObject'))
  );
}
