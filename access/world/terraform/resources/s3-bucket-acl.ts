import { ALL_USERS, AUTHENTICATED_USERS, cannedAcl, LOG_DELIVERY } from '../../acl';
import type { AclGrant } from '../../bucket';
import { canonicalIdOf } from '../../create';
import type { Arguments } from '../arguments';
import { bucketOf } from '../entities';
import type { ResourceType } from '../resource';

/**
 * The ACL of a bucket: a canned one, or the grants that it spells out (R-ACL).
 *
 * @see https://github.com/hashicorp/terraform-provider-aws/blob/v5.100.0/website/docs/r/s3_bucket_acl.html.markdown
 */
export const s3BucketAcl: ResourceType = {
  attach(resource) {
    const bucket = bucketOf(resource);
    resource.claim(`the ACL of bucket ${bucket.name}`);
    bucket.acl = [
      ...cannedGrants(resource.given, canonicalIdOf(bucket.account)),
      ...resource.given.blocks('access_control_policy').flatMap(grantsOfPolicy),
    ];
  },
  // Once the ownership controls are there, whichever of the two comes first in the file.
  bind(resource) {
    const bucket = bucketOf(resource);
    if (bucket.ownership !== 'BucketOwnerEnforced' || resource.given.known('acl') === OWNER) return;
    resource.refuse({
      what: `bucket ${bucket.name} takes no ACL (AccessControlListNotSupported, R-OWN-1)`,
      value: resource.given.known('acl'),
      allowed: `no ACL, or ${OWNER}, under BucketOwnerEnforced`,
      fix: 'take the ACL out',
    });
  },
};

const OWNER = 'bucket-owner-full-control';
const BUCKET_ACLS = ['private', 'public-read', 'public-read-write', 'authenticated-read', 'aws-exec-read'] as const;
const PERMISSIONS = ['FULL_CONTROL', 'READ', 'WRITE', 'READ_ACP', 'WRITE_ACP'] as const;
const GROUPS = [ALL_USERS, AUTHENTICATED_USERS, LOG_DELIVERY] as const;

function cannedGrants(given: Arguments, owner: string): readonly AclGrant[] {
  const canned = given.oneOf('acl', [...BUCKET_ACLS, 'log-delivery-write', 'bucket-owner-read', OWNER]) ?? 'private';
  return cannedAcl(canned, { on: 'bucket', owner, bucketOwner: owner })!;
}

/** The owner may stand in it by a reference that only an apply resolves; everyone else has to be known. */
function grantsOfPolicy(policy: Arguments): AclGrant[] {
  const owner = policy.block('owner');
  owner?.ignore('display_name');
  const ownerId = owner?.text('id');
  return policy.blocks('grant').flatMap((grant): AclGrant[] => {
    const permission = grant.oneOf('permission', PERMISSIONS);
    const grantee = grant.block('grantee');
    const type = grantee?.oneOf('type', ['CanonicalUser', 'Group']);
    if (!grantee || !permission || !type) {
      return grant.refuse({
        what: 'the grant is not whole',
        allowed: 'a permission, and a grantee with its type',
        fix: 'add what is missing',
      });
    }
    if (type === 'Group') {
      const uri = grantee.oneOf('uri', GROUPS) ?? grantee.required('uri');
      return [{ grantee: { uri }, permission }];
    }
    if (ownerId !== undefined && grantee.text('id') === ownerId) return [];
    return [{ grantee: { canonicalId: grantee.required('id') }, permission }];
  });
}

/** Refuses the ACL of others that an older stack writes into the bucket. @throws TerraformReadError */
export function refuseOtherGrants(given: Arguments): void {
  const refusal = {
    what: 'an ACL for others than the owner is not read in the bucket itself (R-ACL)',
    allowed: `private or ${OWNER}`,
    fix: 'write it as an aws_s3_bucket_acl',
  };
  const acl = given.known('acl') ?? 'private';
  if (acl !== 'private' && acl !== OWNER) given.refuse({ ...refusal, value: acl });
  if (given.blocks('grant').length > 0) given.refuse({ ...refusal, value: 'grant' });
}
