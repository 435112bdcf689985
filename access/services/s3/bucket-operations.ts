import type { HeaderActions, S3OperationRow } from './operation-row';
import { ACL_HEADERS, WRITE, WRITE_EXTRAS } from './write-extras';

type Method = S3OperationRow['method'];

/** An operation on a bucket's sub-resource that needs one action. */
const subResource = (method: Method, query: string, ...actions: readonly string[]): S3OperationRow => ({
  method,
  on: 'bucket',
  query: [query],
  actions,
});

/** One of several configurations of a bucket, each with an id. */
const numbered = (method: Method, query: string, action: string): S3OperationRow => ({
  method,
  on: 'bucket',
  query: [query, 'id'],
  actions: [action],
});

const BUCKET_EXTRAS: readonly HeaderActions[] = [
  { headers: ACL_HEADERS, actions: ['PutBucketAcl'] },
  {
    headers: ['x-amz-bucket-object-lock-enabled'],
    value: 'true',
    actions: ['PutBucketObjectLockConfiguration', 'PutBucketVersioning'],
  },
  { headers: ['x-amz-object-ownership'], actions: ['PutBucketOwnershipControls'] },
];

/** Actions on tables of the account, which S3 makes in the caller's name. */
const TABLES = ['CreateNamespace', 'CreateTable', 'GetTable', 'PutTablePolicy'].map((name) => `s3tables:${name}`);
const TABLE_BUCKETS = ['CreateTableBucket', 'PutTableBucketPolicy', 'PutTableEncryption'].map(
  (name) => `s3tables:${name}`,
);

/**
 * S3's operations on the account and on buckets.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html
 */
export const BUCKET_OPERATIONS = {
  ListBuckets: { method: 'GET', on: 'service', actions: ['ListAllMyBuckets'] },

  CreateBucket: {
    method: 'PUT',
    on: 'bucket',
    actions: ['CreateBucket'],
    extras: BUCKET_EXTRAS,
    tagActions: ['TagResource'],
  },
  DeleteBucket: { method: 'DELETE', on: 'bucket', actions: ['DeleteBucket'] },
  HeadBucket: { method: 'HEAD', on: 'bucket', actions: ['ListBucket'] },
  ListObjects: { method: 'GET', on: 'bucket', actions: ['ListBucket'], lists: true },
  ListObjectsV2: {
    method: 'GET',
    on: 'bucket',
    query: ['list-type=2'],
    actions: ['ListBucket'],
    lists: true,
  },
  ListObjectVersions: {
    method: 'GET',
    on: 'bucket',
    query: ['versions'],
    actions: ['ListBucketVersions'],
    lists: true,
  },
  ListMultipartUploads: subResource('GET', 'uploads', 'ListBucketMultipartUploads'),

  DeleteBucketAnalyticsConfiguration: numbered('DELETE', 'analytics', 'PutAnalyticsConfiguration'),
  DeleteBucketCors: subResource('DELETE', 'cors', 'PutBucketCORS'),
  DeleteBucketEncryption: subResource('DELETE', 'encryption', 'PutEncryptionConfiguration'),
  DeleteBucketIntelligentTieringConfiguration: numbered(
    'DELETE',
    'intelligent-tiering',
    'PutIntelligentTieringConfiguration',
  ),
  DeleteBucketInventoryConfiguration: numbered('DELETE', 'inventory', 'PutInventoryConfiguration'),
  DeleteBucketLifecycle: subResource('DELETE', 'lifecycle', 'PutLifecycleConfiguration'),
  DeleteBucketMetadataConfiguration: subResource(
    'DELETE',
    'metadataConfiguration',
    'DeleteBucketMetadataTableConfiguration',
  ),
  DeleteBucketMetadataTableConfiguration: subResource(
    'DELETE',
    'metadataTable',
    'DeleteBucketMetadataTableConfiguration',
  ),
  DeleteBucketMetricsConfiguration: numbered('DELETE', 'metrics', 'PutMetricsConfiguration'),
  DeleteBucketOwnershipControls: subResource('DELETE', 'ownershipControls', 'PutBucketOwnershipControls'),
  DeleteBucketPolicy: subResource('DELETE', 'policy', 'DeleteBucketPolicy'),
  DeleteBucketReplication: subResource('DELETE', 'replication', 'PutReplicationConfiguration'),
  DeleteBucketTagging: subResource('DELETE', 'tagging', 'PutBucketTagging'),
  DeleteBucketWebsite: subResource('DELETE', 'website', 'DeleteBucketWebsite'),
  DeletePublicAccessBlock: subResource('DELETE', 'publicAccessBlock', 'PutBucketPublicAccessBlock'),

  GetBucketAbac: subResource('GET', 'abac', 'GetBucketAbac'),
  GetBucketAccelerateConfiguration: subResource('GET', 'accelerate', 'GetAccelerateConfiguration'),
  GetBucketAcl: subResource('GET', 'acl', 'GetBucketAcl'),
  GetBucketAnalyticsConfiguration: numbered('GET', 'analytics', 'GetAnalyticsConfiguration'),
  GetBucketCors: subResource('GET', 'cors', 'GetBucketCORS'),
  GetBucketEncryption: subResource('GET', 'encryption', 'GetEncryptionConfiguration'),
  GetBucketIntelligentTieringConfiguration: numbered(
    'GET',
    'intelligent-tiering',
    'GetIntelligentTieringConfiguration',
  ),
  GetBucketInventoryConfiguration: numbered('GET', 'inventory', 'GetInventoryConfiguration'),
  GetBucketLifecycleConfiguration: subResource('GET', 'lifecycle', 'GetLifecycleConfiguration'),
  GetBucketLocation: subResource('GET', 'location', 'GetBucketLocation'),
  GetBucketLogging: subResource('GET', 'logging', 'GetBucketLogging'),
  GetBucketMetadataConfiguration: subResource('GET', 'metadataConfiguration', 'GetBucketMetadataTableConfiguration'),
  GetBucketMetadataTableConfiguration: subResource('GET', 'metadataTable', 'GetBucketMetadataTableConfiguration'),
  GetBucketMetricsConfiguration: numbered('GET', 'metrics', 'GetMetricsConfiguration'),
  GetBucketNotificationConfiguration: subResource('GET', 'notification', 'GetBucketNotification'),
  GetBucketOwnershipControls: subResource('GET', 'ownershipControls', 'GetBucketOwnershipControls'),
  GetBucketPolicy: subResource('GET', 'policy', 'GetBucketPolicy'),
  GetBucketPolicyStatus: subResource('GET', 'policyStatus', 'GetBucketPolicyStatus'),
  GetBucketReplication: subResource('GET', 'replication', 'GetReplicationConfiguration'),
  GetBucketRequestPayment: subResource('GET', 'requestPayment', 'GetBucketRequestPayment'),
  GetBucketTagging: subResource('GET', 'tagging', 'GetBucketTagging'),
  GetBucketVersioning: subResource('GET', 'versioning', 'GetBucketVersioning'),
  GetBucketWebsite: subResource('GET', 'website', 'GetBucketWebsite'),
  GetObjectLockConfiguration: subResource('GET', 'object-lock', 'GetBucketObjectLockConfiguration'),
  GetPublicAccessBlock: subResource('GET', 'publicAccessBlock', 'GetBucketPublicAccessBlock'),
  ListBucketAnalyticsConfigurations: subResource('GET', 'analytics', 'GetAnalyticsConfiguration'),
  ListBucketIntelligentTieringConfigurations: subResource(
    'GET',
    'intelligent-tiering',
    'GetIntelligentTieringConfiguration',
  ),
  ListBucketInventoryConfigurations: subResource('GET', 'inventory', 'GetInventoryConfiguration'),
  ListBucketMetricsConfigurations: subResource('GET', 'metrics', 'GetMetricsConfiguration'),

  PutBucketAbac: subResource('PUT', 'abac', 'PutBucketAbac'),
  PutBucketAccelerateConfiguration: subResource('PUT', 'accelerate', 'PutAccelerateConfiguration'),
  PutBucketAcl: subResource('PUT', 'acl', 'PutBucketAcl'),
  PutBucketAnalyticsConfiguration: numbered('PUT', 'analytics', 'PutAnalyticsConfiguration'),
  PutBucketCors: subResource('PUT', 'cors', 'PutBucketCORS'),
  PutBucketEncryption: subResource('PUT', 'encryption', 'PutEncryptionConfiguration'),
  PutBucketIntelligentTieringConfiguration: numbered(
    'PUT',
    'intelligent-tiering',
    'PutIntelligentTieringConfiguration',
  ),
  PutBucketInventoryConfiguration: numbered('PUT', 'inventory', 'PutInventoryConfiguration'),
  PutBucketLifecycleConfiguration: subResource('PUT', 'lifecycle', 'PutLifecycleConfiguration'),
  PutBucketLogging: subResource('PUT', 'logging', 'PutBucketLogging'),
  PutBucketMetricsConfiguration: numbered('PUT', 'metrics', 'PutMetricsConfiguration'),
  PutBucketNotificationConfiguration: subResource('PUT', 'notification', 'PutBucketNotification'),
  PutBucketOwnershipControls: subResource('PUT', 'ownershipControls', 'PutBucketOwnershipControls'),
  PutBucketPolicy: subResource('PUT', 'policy', 'PutBucketPolicy'),
  PutBucketReplication: subResource('PUT', 'replication', 'PutReplicationConfiguration', 'iam:PassRole'),
  PutBucketRequestPayment: subResource('PUT', 'requestPayment', 'PutBucketRequestPayment'),
  PutBucketTagging: subResource('PUT', 'tagging', 'PutBucketTagging'),
  PutBucketVersioning: subResource('PUT', 'versioning', 'PutBucketVersioning'),
  PutBucketWebsite: subResource('PUT', 'website', 'PutBucketWebsite'),
  PutObjectLockConfiguration: subResource('PUT', 'object-lock', 'PutBucketObjectLockConfiguration'),
  PutPublicAccessBlock: subResource('PUT', 'publicAccessBlock', 'PutBucketPublicAccessBlock'),

  CreateBucketMetadataConfiguration: subResource(
    'POST',
    'metadataConfiguration',
    'CreateBucketMetadataTableConfiguration',
    ...TABLES,
    ...TABLE_BUCKETS,
  ),
  CreateBucketMetadataTableConfiguration: subResource(
    'POST',
    'metadataTable',
    'CreateBucketMetadataTableConfiguration',
    ...TABLES,
  ),
  UpdateBucketMetadataAnnotationTableConfiguration: subResource(
    'PUT',
    'metadataAnnotationTable',
    'UpdateBucketMetadataAnnotationTableConfiguration',
    'iam:PassRole',
  ),
  UpdateBucketMetadataInventoryTableConfiguration: subResource(
    'PUT',
    'metadataInventoryTable',
    'UpdateBucketMetadataInventoryTableConfiguration',
    ...TABLES,
    's3tables:CreateTableBucket',
    's3tables:PutTableEncryption',
  ),
  UpdateBucketMetadataJournalTableConfiguration: subResource(
    'PUT',
    'metadataJournalTable',
    'UpdateBucketMetadataJournalTableConfiguration',
  ),

  /** Each key in its body is asked for by itself, as DeleteObject. */
  DeleteObjects: { method: 'POST', on: 'bucket', query: ['delete'], actions: [] },

  /** A form in a browser; its key is in the body. */
  PostObject: {
    method: 'POST',
    on: 'bucket',
    header: { name: 'content-type', startsWith: 'multipart/form-data' },
    resource: 'object',
    actions: ['PutObject'],
    extras: WRITE_EXTRAS,
    createsObject: true,
    kms: WRITE,
  },
} satisfies Readonly<Record<string, S3OperationRow>>;
