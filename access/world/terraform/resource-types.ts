import type { Declaration } from './configuration';
import { refuseObjectAcl } from './object-acl';
import { TerraformReadError } from './read-error';
import type { ResourceType } from './resource';
import { iamAccessKey } from './resources/iam-access-key';
import {
  iamRolePoliciesExclusive,
  iamRolePolicyAttachmentsExclusive,
  iamUserPoliciesExclusive,
  iamUserPolicyAttachmentsExclusive,
} from './resources/iam-exclusive';
import { iamInstanceProfile } from './resources/iam-instance-profile';
import { iamPolicy } from './resources/iam-policy';
import { iamRole } from './resources/iam-role';
import { iamRolePolicy } from './resources/iam-role-policy';
import { iamRolePolicyAttachment } from './resources/iam-role-policy-attachment';
import { iamUser } from './resources/iam-user';
import { iamUserPolicy } from './resources/iam-user-policy';
import { iamUserPolicyAttachment } from './resources/iam-user-policy-attachment';
import { kmsAlias } from './resources/kms-alias';
import { kmsGrant } from './resources/kms-grant';
import { kmsKey } from './resources/kms-key';
import { kmsKeyPolicy } from './resources/kms-key-policy';
import { s3AccountPublicAccessBlock } from './resources/s3-account-public-access-block';
import { s3Bucket } from './resources/s3-bucket';
import { s3BucketAcl } from './resources/s3-bucket-acl';
import { s3BucketLifecycleConfiguration } from './resources/s3-bucket-lifecycle-configuration';
import { s3BucketLogging } from './resources/s3-bucket-logging';
import { s3BucketOwnershipControls } from './resources/s3-bucket-ownership-controls';
import { s3BucketPolicy } from './resources/s3-bucket-policy';
import { s3BucketPublicAccessBlock } from './resources/s3-bucket-public-access-block';
import { s3BucketServerSideEncryptionConfiguration } from './resources/s3-bucket-server-side-encryption-configuration';
import { s3BucketVersioning } from './resources/s3-bucket-versioning';

/** The resource types that become part of a world. */
const KNOWN: ReadonlyMap<string, ResourceType> = new Map([
  ['aws_iam_access_key', iamAccessKey],
  ['aws_iam_instance_profile', iamInstanceProfile],
  ['aws_iam_policy', iamPolicy],
  ['aws_iam_role', iamRole],
  ['aws_iam_role_policies_exclusive', iamRolePoliciesExclusive],
  ['aws_iam_role_policy', iamRolePolicy],
  ['aws_iam_role_policy_attachment', iamRolePolicyAttachment],
  ['aws_iam_role_policy_attachments_exclusive', iamRolePolicyAttachmentsExclusive],
  ['aws_iam_user', iamUser],
  ['aws_iam_user_policies_exclusive', iamUserPoliciesExclusive],
  ['aws_iam_user_policy', iamUserPolicy],
  ['aws_iam_user_policy_attachment', iamUserPolicyAttachment],
  ['aws_iam_user_policy_attachments_exclusive', iamUserPolicyAttachmentsExclusive],
  ['aws_kms_alias', kmsAlias],
  ['aws_kms_grant', kmsGrant],
  ['aws_kms_key', kmsKey],
  ['aws_kms_key_policy', kmsKeyPolicy],
  ['aws_s3_account_public_access_block', s3AccountPublicAccessBlock],
  ['aws_s3_bucket', s3Bucket],
  ['aws_s3_bucket_acl', s3BucketAcl],
  ['aws_s3_bucket_lifecycle_configuration', s3BucketLifecycleConfiguration],
  ['aws_s3_bucket_logging', s3BucketLogging],
  ['aws_s3_bucket_ownership_controls', s3BucketOwnershipControls],
  ['aws_s3_bucket_policy', s3BucketPolicy],
  ['aws_s3_bucket_public_access_block', s3BucketPublicAccessBlock],
  ['aws_s3_bucket_server_side_encryption_configuration', s3BucketServerSideEncryptionConfiguration],
  ['aws_s3_bucket_versioning', s3BucketVersioning],
]);

/**
 * How the names of types begin that may decide over calls of S3, KMS, STS or IAM: those of these services themselves;
 * organizations and permission sets, which add policies and roles to an account; and what makes other resources out of
 * a text that is not read here. The policies of all other services are about their own resources only.
 */
const DECIDING: readonly string[] = [
  'aws_cloudcontrolapi_',
  'aws_cloudformation_',
  'aws_controltower_',
  'aws_iam_',
  'aws_kms_',
  'aws_organizations_',
  'aws_s3',
  'aws_serverlessapplicationrepository_',
  'aws_servicecatalog_',
  'aws_ssoadmin_',
  'awscc_',
];

/** Types among those that decide over nothing all the same, and why. */
const HARMLESS: ReadonlyMap<string, string> = new Map([
  ['aws_iam_account_alias', 'a name for people to sign in with'],
  ['aws_iam_account_password_policy', 'how people sign in, not what they may do'],
  ['aws_iam_openid_connect_provider', 'trust policies say who may come through it'],
  ['aws_iam_saml_provider', 'trust policies say who may come through it'],
  ['aws_iam_server_certificate', 'what a load balancer shows to its clients'],
  ['aws_iam_signing_certificate', 'how a user proves who it is, not what it may do'],
  ['aws_iam_user_login_profile', 'how a user proves who it is, not what it may do'],
  ['aws_iam_user_ssh_key', 'how a user proves who it is, not what it may do'],
  ['aws_iam_virtual_mfa_device', 'how a user proves who it is, not what it may do'],
  ['aws_kms_ciphertext', 'bytes'],
  ['aws_s3_bucket_accelerate_configuration', 'another way to the same bucket, under the same policies'],
  ['aws_s3_bucket_analytics_configuration', 'statistics'],
  ['aws_s3_bucket_cors_configuration', 'what browsers do with answers'],
  ['aws_s3_bucket_intelligent_tiering_configuration', 'how objects are kept'],
  ['aws_s3_bucket_inventory', 'S3 writes lists where another bucket policy lets it'],
  ['aws_s3_bucket_metric', 'statistics'],
  ['aws_s3_bucket_notification', 'S3 tells others where their policies let it'],
  ['aws_s3_bucket_object', 'bytes, but for their ACL'],
  ['aws_s3_bucket_object_lock_configuration', 'refuses more than policies do, and only to delete or change versions'],
  ['aws_s3_bucket_replication_configuration', 'S3 copies as a role, under policies'],
  ['aws_s3_bucket_website_configuration', 'another way to the same objects, under the same policies'],
  ['aws_s3_object', 'bytes, but for their ACL'],
  ['aws_s3_object_copy', 'bytes, but for their ACL'],
]);

/**
 * How a resource becomes part of a world.
 *
 * @returns undefined for a type that decides over nothing in it
 * @throws TerraformReadError for a type that may decide and is not known: leaving it out could hide what it opens
 */
export function resourceTypeOf(declaration: Declaration): ResourceType | undefined {
  const { address, type } = declaration;
  refuseObjectAcl(declaration);
  const known = KNOWN.get(type);
  if (known || HARMLESS.has(type) || !DECIDING.some((beginning) => type.startsWith(beginning))) return known;
  throw new TerraformReadError(address, {
    what: `resources of type ${type} can decide over access and are not read here`,
    allowed: [...KNOWN.keys()].join(', '),
    fix: 'say the same with one of these, or leave it to another stack',
  });
}
