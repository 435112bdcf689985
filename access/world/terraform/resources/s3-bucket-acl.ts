import type { Arguments } from '../arguments';
import { bucketOf } from '../entities';
import type { ResourceType } from '../resource';

/**
 * The ACL of a bucket: one that gives nobody but the owner anything, which the owner has anyway. Grants to others are
 * refused rather than left out, as they could open what policies do not.
 *
 * @see https://github.com/hashicorp/terraform-provider-aws/blob/v5.100.0/website/docs/r/s3_bucket_acl.html.markdown
 */
export const s3BucketAcl: ResourceType = {
  attach(resource) {
    const bucket = bucketOf(resource);
    resource.claim(`the ACL of bucket ${bucket.name}`);
    refuseOtherGrants(resource.given);
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

/** Holds the ACL in the arguments of a bucket or of its ACL against what is read here. @throws TerraformReadError */
export function refuseOtherGrants(given: Arguments): void {
  const refusal = {
    what: 'an ACL for others than the owner is not decided here (R-ACL)',
    allowed: `private or ${OWNER}`,
    fix: 'say in the bucket policy who has access',
  };
  const acl = given.known('acl') ?? 'private';
  if (acl !== 'private' && acl !== OWNER) given.refuse({ ...refusal, value: acl });
  if (given.blocks('grant').length > 0) given.refuse({ ...refusal, value: 'grant' });
  for (const policy of given.blocks('access_control_policy')) {
    const owner = policy.block('owner');
    owner?.ignore('display_name');
    const ownerId = owner?.text('id');
    for (const grant of policy.blocks('grant')) {
      const grantee = grant.block('grantee');
      const isOwner = grantee?.known('type') === 'CanonicalUser' && grantee.text('id') === ownerId;
      if (!isOwner || grant.known('permission') === undefined)
        given.refuse({ ...refusal, value: 'access_control_policy' });
    }
  }
}
