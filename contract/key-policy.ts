import type { PolicyDocument, Statement } from '../access/policy/document';
import { rootArn } from './arns';
import { keyStatement, throughThisBucket } from './grant-statements';
import type { Pair } from './pair';
import { forConsumerRole, grantLabels } from './producer-half';

/**
 * What administrators of the producer's account may do, as far as IAM lets them: everything about the key, and nothing
 * with it. `kms:CreateGrant` is not among them, because with a grant one gives oneself the use of the key.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html#key-policy-default-allow-administrators
 */
const administration: readonly string[] = [
  'kms:DescribeKey',
  'kms:GetKeyPolicy',
  'kms:GetKeyRotationStatus',
  'kms:ListGrants',
  'kms:ListKeyPolicies',
  'kms:ListKeyRotations',
  'kms:ListResourceTags',
  'kms:PutKeyPolicy',
  'kms:UpdateKeyDescription',
  'kms:EnableKey',
  'kms:DisableKey',
  'kms:EnableKeyRotation',
  'kms:DisableKeyRotation',
  'kms:RotateKeyOnDemand',
  'kms:CreateAlias',
  'kms:UpdateAlias',
  'kms:DeleteAlias',
  'kms:RevokeGrant',
  'kms:TagResource',
  'kms:UntagResource',
  'kms:ScheduleKeyDeletion',
  'kms:CancelKeyDeletion',
];

/**
 * The policy of the data key: the producer's account administers it and uses it through S3 for this bucket, both as far as
 * its own IAM policies say; each grant by bucket policy that needs the key may use it likewise. Access roles are of the
 * producer's account: their own policies say what they may do, under the same conditions.
 *
 * `Resource: "*"` is this key, as everywhere in key policies.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-overview.html
 */
export function keyPolicy(pair: Pair): PolicyDocument {
  const { partition, producer, grants } = pair;
  const labels = grantLabels(pair);
  const own = { Effect: 'Allow', Principal: { AWS: rootArn(partition, producer.account) }, Resource: '*' } as const;
  const opened = grants.flatMap((grant): Statement[] => {
    const statement = grant.via === 'bucket-policy' ? keyStatement(pair, grant) : undefined;
    if (!statement) return [];
    return [{ ...forConsumerRole(pair, grant, statement, labels.get(grant.id)!), Resource: '*' }];
  });
  return {
    Version: '2012-10-17',
    Statement: [
      { Sid: 'AdministerByThisAccount', ...own, Action: administration },
      {
        Sid: 'UseByThisAccountThroughS3',
        ...own,
        Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
        Condition: throughThisBucket(pair),
      },
      ...opened,
    ],
  };
}
