import type { Statement } from '../../access/policy/document';
import { bucketArn, rootArn } from '../../contract/arns';
import { logBucketName } from '../../contract/names';
import { inStatements, statementAdded, type Mistake } from './mistake';
import { withCondition, withoutKey } from './conditions';

const OUTSIDER = '999999999999';

/** Whose access a statement of a resource is about. */
const opens = ({ Effect, Principal }: Statement): boolean => Effect === 'Allow' && Principal !== undefined;

/** Mistakes in who is let in. */
export const principalMistakes: readonly Mistake[] = [
  inStatements('whole-account', 'a role condition is dropped: every principal of its account is let in', (statement) =>
    opens(statement) ? withoutKey(statement, 'aws:PrincipalArn') : undefined,
  ),
  inStatements('wildcard-role', 'a role is named with a star behind it', (statement) => {
    const arn = statement.Condition?.ArnEquals?.['aws:PrincipalArn'];
    if (!opens(statement) || arn === undefined) return undefined;
    return [
      withCondition(
        withoutKey(statement, 'aws:PrincipalArn')![0]!,
        'ArnLike',
        'aws:PrincipalArn',
        `${[arn].flat()[0]}*`,
      ),
    ];
  }),
  inStatements('any-organization', 'the organization is not asked for', (statement) =>
    withoutKey(statement, 'aws:PrincipalOrgID'),
  ),
  statementAdded('everybody', 'everybody may read', ({ pair, site }) =>
    site.kind === 'bucket'
      ? {
          Effect: 'Allow',
          Principal: '*',
          Action: 's3:GetObject',
          Resource: `${bucketArn(pair.partition, pair.producer.bucket)}/*`,
        }
      : undefined,
  ),
  statementAdded('third-account-bucket', 'another account is let into the bucket', ({ pair, site }) =>
    site.kind === 'bucket'
      ? {
          Effect: 'Allow',
          Principal: { AWS: OUTSIDER },
          Action: 's3:GetObject',
          Resource: `${bucketArn(pair.partition, pair.producer.bucket)}/*`,
        }
      : undefined,
  ),
  statementAdded('third-account-key', 'another account may use the key', ({ site }) =>
    site.kind === 'key'
      ? { Effect: 'Allow', Principal: { AWS: OUTSIDER }, Action: 'kms:Decrypt', Resource: '*' }
      : undefined,
  ),
  statementAdded(
    'key-default',
    'the key leaves all use of it to its account, as default key policies do',
    ({ pair, site }) =>
      site.kind === 'key'
        ? {
            Effect: 'Allow',
            Principal: { AWS: rootArn(pair.partition, pair.producer.account) },
            Action: 'kms:*',
            Resource: '*',
          }
        : undefined,
  ),
  statementAdded('consumer-in-logs', 'the consumer may read the access logs', ({ pair, site }) =>
    site.kind === 'log-bucket'
      ? {
          Effect: 'Allow',
          Principal: { AWS: pair.consumer.account },
          Action: 's3:GetObject',
          Resource: `${bucketArn(pair.partition, logBucketName(pair))}/*`,
        }
      : undefined,
  ),
];
