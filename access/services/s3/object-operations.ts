import type { HeaderActions, KmsUse, S3OperationRow } from './operation-row';
import { WRITE, WRITE_EXTRAS } from './write-extras';

type Method = S3OperationRow['method'];

/** An operation on what is known of an object: its sub-resource, and the action's name for a named version. */
const ofObject = (method: Method, query: string, action: string, versionAction = action): S3OperationRow => ({
  method,
  on: 'object',
  query: [query],
  takes: ['versionId'],
  actions: [action],
  versionActions: [versionAction],
  existing: 'attributes',
});

const BYPASS: HeaderActions = {
  headers: ['x-amz-bypass-governance-retention'],
  value: 'true',
  actions: ['BypassGovernanceRetention'],
};

const READ: KmsUse = { key: 'object', actions: ['Decrypt'] };
const PART: KmsUse = { key: 'object', actions: ['GenerateDataKey', 'Decrypt'] };
const COPY = { name: 'x-amz-copy-source', startsWith: '' };

/**
 * S3's operations on objects and on uploads.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html
 */
export const OBJECT_OPERATIONS = {
  GetObject: {
    method: 'GET',
    on: 'object',
    takes: ['versionId', 'partNumber'],
    actions: ['GetObject'],
    versionActions: ['GetObjectVersion'],
    existing: 'content',
    kms: READ,
  },
  HeadObject: {
    method: 'HEAD',
    on: 'object',
    takes: ['versionId', 'partNumber'],
    actions: ['GetObject'],
    versionActions: ['GetObjectVersion'],
    existing: 'content',
    kms: { ...READ, when: { header: 'x-amz-checksum-mode', word: 'enabled' } },
  },
  GetObjectAttributes: {
    method: 'GET',
    on: 'object',
    query: ['attributes'],
    takes: ['versionId'],
    actions: ['GetObject', 'GetObjectAttributes'],
    versionActions: ['GetObjectVersion', 'GetObjectVersionAttributes'],
    existing: 'content',
    kms: { ...READ, when: { header: 'x-amz-object-attributes', word: 'checksum' } },
  },
  GetObjectTorrent: {
    method: 'GET',
    on: 'object',
    query: ['torrent'],
    actions: ['GetObject'],
    existing: 'content',
  },
  SelectObjectContent: {
    method: 'POST',
    on: 'object',
    query: ['select', 'select-type=2'],
    actions: ['GetObject'],
    existing: 'content',
    kms: READ,
  },
  GetObjectAcl: ofObject('GET', 'acl', 'GetObjectAcl', 'GetObjectVersionAcl'),
  GetObjectLegalHold: ofObject('GET', 'legal-hold', 'GetObjectLegalHold'),
  GetObjectRetention: ofObject('GET', 'retention', 'GetObjectRetention'),
  GetObjectTagging: ofObject('GET', 'tagging', 'GetObjectTagging', 'GetObjectVersionTagging'),
  PutObjectAcl: ofObject('PUT', 'acl', 'PutObjectAcl', 'PutObjectVersionAcl'),
  PutObjectLegalHold: ofObject('PUT', 'legal-hold', 'PutObjectLegalHold'),
  PutObjectRetention: { ...ofObject('PUT', 'retention', 'PutObjectRetention'), extras: [BYPASS] },
  PutObjectTagging: ofObject('PUT', 'tagging', 'PutObjectTagging', 'PutObjectVersionTagging'),
  DeleteObjectTagging: ofObject('DELETE', 'tagging', 'DeleteObjectTagging', 'DeleteObjectVersionTagging'),
  UpdateObjectEncryption: {
    method: 'PUT',
    on: 'object',
    query: ['encryption'],
    takes: ['versionId'],
    actions: [
      'UpdateObjectEncryption',
      ...['Encrypt', 'Decrypt', 'GenerateDataKey', 'ReEncryptFrom', 'ReEncryptTo'].map((name) => `kms:${name}`),
    ],
    existing: 'attributes',
  },
  RestoreObject: {
    method: 'POST',
    on: 'object',
    query: ['restore'],
    takes: ['versionId'],
    actions: ['RestoreObject'],
  },

  DeleteObject: {
    method: 'DELETE',
    on: 'object',
    takes: ['versionId'],
    actions: ['DeleteObject'],
    versionActions: ['DeleteObjectVersion'],
    extras: [BYPASS],
  },
  CopyObject: {
    method: 'PUT',
    on: 'object',
    header: COPY,
    actions: ['PutObject'],
    extras: WRITE_EXTRAS,
    createsObject: true,
    kms: WRITE,
  },
  PutObject: {
    method: 'PUT',
    on: 'object',
    actions: ['PutObject'],
    extras: WRITE_EXTRAS,
    createsObject: true,
    kms: WRITE,
  },
  CreateMultipartUpload: {
    method: 'POST',
    on: 'object',
    query: ['uploads'],
    actions: ['PutObject'],
    extras: WRITE_EXTRAS,
    createsObject: false,
    kms: WRITE,
  },
  UploadPartCopy: {
    method: 'PUT',
    on: 'object',
    query: ['uploadId', 'partNumber'],
    header: COPY,
    actions: ['PutObject'],
    createsObject: false,
    kms: PART,
  },
  UploadPart: {
    method: 'PUT',
    on: 'object',
    query: ['uploadId', 'partNumber'],
    actions: ['PutObject'],
    createsObject: false,
    kms: PART,
  },
  CompleteMultipartUpload: {
    method: 'POST',
    on: 'object',
    query: ['uploadId'],
    actions: ['PutObject'],
    createsObject: true,
    kms: READ,
  },
  AbortMultipartUpload: {
    method: 'DELETE',
    on: 'object',
    query: ['uploadId'],
    actions: ['AbortMultipartUpload'],
  },
  ListParts: {
    method: 'GET',
    on: 'object',
    query: ['uploadId'],
    actions: ['ListMultipartUploadParts'],
    kms: READ,
  },
} satisfies Readonly<Record<string, S3OperationRow>>;
