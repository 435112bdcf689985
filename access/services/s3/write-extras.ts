import type { HeaderActions, KmsUse } from './operation-row';

/** The headers that set an ACL. */
export const ACL_HEADERS: readonly string[] = [
  'x-amz-acl',
  'x-amz-grant-read',
  'x-amz-grant-write',
  'x-amz-grant-read-acp',
  'x-amz-grant-write-acp',
  'x-amz-grant-full-control',
];

/** What a new object's headers need besides `s3:PutObject`. */
export const WRITE_EXTRAS: readonly HeaderActions[] = [
  { headers: ACL_HEADERS, actions: ['PutObjectAcl'] },
  { headers: ['x-amz-tagging'], actions: ['PutObjectTagging'] },
  {
    headers: ['x-amz-object-lock-mode', 'x-amz-object-lock-retain-until-date'],
    actions: ['PutObjectRetention'],
  },
  { headers: ['x-amz-object-lock-legal-hold'], actions: ['PutObjectLegalHold'] },
];

/** With the key of the object that is made. */
export const WRITE: KmsUse = { key: 'new', actions: ['GenerateDataKey'] };
