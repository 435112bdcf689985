import type { AclGrant } from './bucket';

/** Everyone, signed or not. */
export const ALL_USERS = 'http://acs.amazonaws.com/groups/global/AllUsers';
/** Every AWS account, by signed requests. */
export const AUTHENTICATED_USERS = 'http://acs.amazonaws.com/groups/global/AuthenticatedUsers';
/** S3's delivery of access logs. */
export const LOG_DELIVERY = 'http://acs.amazonaws.com/groups/s3/LogDelivery';

/** The account of EC2 that reads machine images (`za-team`), which `aws-exec-read` lets in. */
const EC2_BUNDLE_READER = '6aa5a366c34c1cbe25dc49211496e913e0351eb0e8c37aa3477e40942ec6b97c';

/** Whether a group is one by which S3 takes an ACL for public (R-BPA-3). */
export function isPublicGroup({ grantee }: AclGrant): boolean {
  return 'uri' in grantee && (grantee.uri === ALL_USERS || grantee.uri === AUTHENTICATED_USERS);
}

/**
 * Whether S3 takes an ACL for public: whatever it grants to AllUsers or AuthenticatedUsers is enough.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
 */
export function isPublicAcl(grants: readonly AclGrant[]): boolean {
  return grants.some(isPublicGroup);
}

/** What a canned ACL is about, and who owns it: canonical user ids. */
export interface CannedAclTarget {
  readonly on: 'bucket' | 'object';
  readonly owner: string;
  readonly bucketOwner: string;
}

const group = (uri: string, permission: AclGrant['permission']): AclGrant => ({ grantee: { uri }, permission });
const none = (): AclGrant[] => [];

const CANNED: Readonly<Record<string, (target: CannedAclTarget) => AclGrant[] | undefined>> = {
  private: none,
  'public-read': () => [group(ALL_USERS, 'READ')],
  'public-read-write': () => [group(ALL_USERS, 'READ'), group(ALL_USERS, 'WRITE')],
  'aws-exec-read': () => [{ grantee: { canonicalId: EC2_BUNDLE_READER }, permission: 'READ' }],
  'authenticated-read': () => [group(AUTHENTICATED_USERS, 'READ')],
  'bucket-owner-read': (target) => toBucketOwner(target, 'READ'),
  'bucket-owner-full-control': (target) => toBucketOwner(target, 'FULL_CONTROL'),
  'log-delivery-write': ({ on }) =>
    on === 'bucket' ? [group(LOG_DELIVERY, 'WRITE'), group(LOG_DELIVERY, 'READ_ACP')] : undefined,
};

/** For a bucket, whose owner has everything, S3 ignores these. */
function toBucketOwner({ owner, bucketOwner }: CannedAclTarget, permission: AclGrant['permission']): AclGrant[] {
  return owner === bucketOwner ? [] : [{ grantee: { canonicalId: bucketOwner }, permission }];
}

/**
 * The grants of a canned ACL beside the owner's FULL_CONTROL.
 *
 * @returns undefined for a name that S3 does not know, or not for what the ACL is about
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html#canned-acl
 */
export function cannedAcl(name: string, target: CannedAclTarget): readonly AclGrant[] | undefined {
  return Object.hasOwn(CANNED, name) ? CANNED[name]!(target) : undefined;
}
