import type { Statement } from '../../access/policy/document';
import type { PolicySite } from '../../integration/mutations/policy-sites';

const bucket = { side: 'producer', address: 'aws_s3_bucket_policy.data.policy' } as const;
const logs = { side: 'producer', address: 'aws_s3_bucket_policy.logs.policy' } as const;
const key = { side: 'producer', address: 'aws_kms_key.key.policy' } as const;
const reader = { side: 'consumer', address: 'aws_iam_role_policy.analytics-reader.policy' } as const;
const readerTrust = { side: 'consumer', address: 'aws_iam_role.analytics-reader.assume_role_policy' } as const;
const accessRole = { side: 'producer', address: 'aws_iam_role_policy.orders-with-partner-orders-sync.policy' } as const;
const accessTrust = {
  side: 'producer',
  address: 'aws_iam_role.orders-with-partner-orders-sync.assume_role_policy',
} as const;

/** What somebody does to the statements of a policy. */
export type Change = (statements: Statement[]) => readonly Statement[];

/** Changes one statement. */
export const to =
  (sid: string, change: (statement: Statement) => Partial<Statement>): Change =>
  (statements) =>
    statements.map((statement) => (statement.Sid === sid ? { ...statement, ...change(statement) } : statement));
/** Takes one statement away. */
export const without =
  (sid: string): Change =>
  (statements) =>
    statements.filter(({ Sid }) => Sid !== sid);
/** Adds a statement. */
const and =
  (statement: Omit<Statement, 'Effect'>): Change =>
  (statements) => [...statements, { Effect: 'Allow', ...statement }];
const like = (arn: string) => ({ ArnLike: { 'aws:PrincipalArn': arn } });

export const lake = 'lake-to-analytics';
const partner = 'orders-with-partner';
const objects = 'arn:aws:s3:::acme-lake-exports';

/** What somebody did to a stack, and a check that it has to turn red. */
export const tamperings: readonly [
  what: string,
  pair: string,
  site: Pick<PolicySite, 'side' | 'address'>,
  Change,
  id: string,
][] = [
  [
    'a star for a prefix',
    lake,
    bucket,
    to('AnalyticsReaderRead', () => ({ Resource: `${objects}/*` })),
    'analytics-reader/read-sibling(reports/)/producer',
  ],
  [
    'a prefix without its slash',
    lake,
    bucket,
    to('AnalyticsReaderRead', () => ({ Resource: [`${objects}/reports/*`, `${objects}/daily*`] })),
    'analytics-reader/read-sibling(daily/)/producer',
  ],
  [
    'a prefix cut short',
    lake,
    reader,
    to('Read', () => ({ Resource: [`${objects}/rep*`, `${objects}/daily/*`] })),
    'analytics-reader/read-sibling(reports/)/consumer',
  ],
  [
    'a star before a prefix',
    lake,
    bucket,
    to('AnalyticsReaderRead', () => ({ Resource: [`${objects}/*reports/*`, `${objects}/daily/*`] })),
    'analytics-reader/read-inner(reports/)/producer',
  ],
  [
    'one more prefix',
    lake,
    bucket,
    to('AnalyticsReaderRead', () => ({
      Resource: [`${objects}/reports/*`, `${objects}/daily/*`, `${objects}/payroll/*`],
    })),
    'analytics-reader/read-at(payroll/crossbucket-wild)/producer',
  ],
  [
    'a prefix less',
    lake,
    bucket,
    to('AnalyticsReaderRead', () => ({ Resource: `${objects}/reports/*` })),
    'analytics-reader/read(daily/)/both',
  ],
  [
    'a star after the bucket',
    lake,
    reader,
    to('Read', () => ({ Resource: [`${objects}*/reports/*`, `${objects}/daily/*`] })),
    'analytics-reader/read-in-longer-bucket/consumer',
  ],
  [
    's3:Get*',
    lake,
    bucket,
    to('AnalyticsReaderRead', () => ({ Action: 's3:Get*' })),
    'analytics-reader/read-version/producer',
  ],
  ['s3:*', lake, reader, to('Read', () => ({ Action: 's3:*' })), 'analytics-reader/delete-version/consumer'],
  [
    'one more action',
    lake,
    bucket,
    to('AnalyticsReaderRead', () => ({ Action: ['s3:GetObject', 's3:GetObjectTagging'] })),
    'analytics-reader/operation-GetObjectTagging/producer',
  ],
  [
    'a verb that was not granted',
    lake,
    bucket,
    to('AnalyticsReaderRead', () => ({ Action: ['s3:GetObject', 's3:DeleteObject'] })),
    'analytics-reader/no-delete/producer',
  ],
  [
    'no aws:PrincipalArn on the bucket',
    lake,
    bucket,
    to('AnalyticsReaderRead', () => ({ Condition: {} })),
    'analytics-reader/read-other-role/producer',
  ],
  [
    'no aws:PrincipalArn on the key',
    lake,
    key,
    to('AnalyticsReaderUseKey', ({ Condition }) => ({ Condition: { ...Condition, ArnEquals: {} } })),
    'analytics-reader/key-longer-role/producer',
  ],
  [
    'a wildcard after the role',
    lake,
    bucket,
    to('AnalyticsReaderList', ({ Condition }) => ({
      Condition: { StringLike: Condition!.StringLike!, ...like('arn:aws:iam::222222222222:role/analytics-reader*') },
    })),
    'analytics-reader/list-longer-role/producer',
  ],
  [
    'a wildcard before the role',
    lake,
    bucket,
    to('AnalyticsReaderList', ({ Condition }) => ({
      Condition: { StringLike: Condition!.StringLike!, ...like('arn:aws:iam::222222222222:role/*analytics-reader') },
    })),
    'analytics-reader/list-other-role/producer',
  ],
  [
    'no organization',
    lake,
    bucket,
    to('AnalyticsReaderList', ({ Condition }) => ({ Condition: { ...Condition, StringEquals: {} } })),
    'analytics-reader/list-outside-organization/producer',
  ],
  [
    'no s3:prefix on the bucket',
    lake,
    bucket,
    to('AnalyticsReaderList', ({ Condition }) => ({ Condition: { ...Condition, StringLike: {} } })),
    'analytics-reader/list-all/producer',
  ],
  [
    'no s3:prefix on the role',
    lake,
    reader,
    to('List', () => ({ Condition: {} })),
    'analytics-reader/list-all/consumer',
  ],
  [
    'no kms:ViaService',
    lake,
    reader,
    to('UseKey', ({ Condition }) => ({ Condition: { StringLike: Condition!.StringLike! } })),
    'analytics-reader/direct-Decrypt/consumer',
  ],
  [
    'no encryption context',
    lake,
    key,
    to('AnalyticsReaderUseKey', ({ Condition }) => ({ Condition: { ...Condition, StringLike: {} } })),
    'analytics-reader/key-of-own-bucket/producer',
  ],
  [
    'a key policy without the consumer',
    lake,
    key,
    without('AnalyticsReaderUseKey'),
    'analytics-reader/read(reports/)/both',
  ],
  ['a key that nobody administers', lake, key, without('AdministerByThisAccount'), '*/own-direct-DescribeKey/both'],
  [
    'a key for its whole account',
    lake,
    key,
    and({ Principal: { AWS: 'arn:aws:iam::111111111111:root' }, Action: 'kms:*', Resource: '*' }),
    '*/own-direct-Decrypt/producer',
  ],
  [
    'another account on the key',
    lake,
    key,
    and({ Principal: { AWS: '555555555555' }, Action: 'kms:*', Resource: '*' }),
    'analytics-reader/direct-Decrypt-by(arn:aws:iam::555555555555:role/crossbucket-other)/producer',
  ],
  [
    'requests without TLS',
    lake,
    bucket,
    without('DenyInsecureTransport'),
    'analytics-reader/list-without-tls/producer',
  ],
  ['requests over outdated TLS', lake, bucket, without('DenyOutdatedTls'), '*/own-read-old-tls/producer'],
  ['another algorithm', partner, bucket, without('DenyOtherAlgorithm'), 'partners/orders-sync/write-aws-kms/producer'],
  [
    'keys in requests',
    partner,
    bucket,
    without('DenyCustomerProvidedKey'),
    'partners/orders-sync/write-SSE-C/producer',
  ],
  [
    'another account on the bucket',
    lake,
    bucket,
    and({
      Principal: { AWS: 'arn:aws:iam::555555555555:root' },
      Action: 's3:GetObject',
      Resource: `${objects}/reports/*`,
    }),
    'analytics-reader/read-by(arn:aws:iam::555555555555:role/crossbucket-other)/both',
  ],
  [
    'a user of the consumer on the bucket',
    lake,
    bucket,
    and({
      Principal: { AWS: 'arn:aws:iam::222222222222:user/eve' },
      Action: 's3:GetObject',
      Resource: `${objects}/reports/*`,
    }),
    'analytics-reader/read-by(arn:aws:iam::222222222222:user/eve)/producer',
  ],
  [
    'everybody on the bucket',
    lake,
    bucket,
    and({ Principal: '*', Action: 's3:GetObject', Resource: `${objects}/*` }),
    'analytics-reader/list(reports/)/both',
  ],
  [
    'delivery of anybody’s logs',
    lake,
    logs,
    to('DeliverAccessLogs', () => ({ Condition: {} })),
    '*/logs-delivery-for-third-account/producer',
  ],
  [
    'the consumer on the log bucket',
    lake,
    logs,
    and({ Principal: { AWS: '222222222222' }, Action: 's3:GetObject', Resource: `${objects}-logs/*` }),
    'analytics-reader/read-in-log-bucket/producer',
  ],
  [
    'one more service that is trusted',
    lake,
    readerTrust,
    and({ Principal: { Service: 'states.amazonaws.com' }, Action: 'sts:AssumeRole' }),
    'analytics-reader/assumed-by(states.amazonaws.com)/consumer',
  ],
  [
    'the whole consumer account trusted',
    lake,
    readerTrust,
    to('RolesOf222222222222', () => ({ Condition: {} })),
    'analytics-reader/assumed-by-other-role/consumer',
  ],
  [
    'session tags',
    lake,
    readerTrust,
    to('RolesOf222222222222', () => ({ Action: ['sts:AssumeRole', 'sts:TagSession'] })),
    'analytics-reader/assumed-by(arn:aws:iam::222222222222:role/ci)-with-tags/consumer',
  ],
  [
    'no external id',
    partner,
    accessTrust,
    to('ConsumerRole', ({ Condition }) => ({ Condition: { ArnEquals: Condition!.ArnEquals! } })),
    'partners/orders-sync/no-external-id/producer',
  ],
  [
    'any external id that begins right',
    partner,
    accessTrust,
    to('ConsumerRole', ({ Condition }) => ({
      Condition: { ArnEquals: Condition!.ArnEquals!, StringLike: { 'sts:ExternalId': 'acme-7f3c9a52*' } },
    })),
    'partners/orders-sync/longer-external-id/producer',
  ],
  [
    'an access role for all roles of the consumer',
    partner,
    accessTrust,
    to('ConsumerRole', ({ Condition }) => ({ Condition: { StringEquals: Condition!.StringEquals! } })),
    'partners/orders-sync/assume-unnamed-role/producer',
  ],
  [
    'an access role for all buckets',
    partner,
    accessRole,
    to('Read', () => ({ Resource: 'arn:aws:s3:::*/orders/*' })),
    'partners/orders-sync/read-in-longer-bucket/producer',
  ],
];
