import type { ObjectOwnership } from '../../bucket';
import { bucketOf } from '../entities';
import type { ResourceType } from '../resource';

const VALUES: readonly ObjectOwnership[] = ['BucketOwnerEnforced', 'BucketOwnerPreferred', 'ObjectWriter'];

/**
 * Who owns the objects of a bucket (R-OWN-1, R-OWN-2).
 *
 * @see https://github.com/hashicorp/terraform-provider-aws/blob/v5.100.0/website/docs/r/s3_bucket_ownership_controls.html.markdown
 */
export const s3BucketOwnershipControls: ResourceType = {
  attributes: { id: (resource) => resource.attribute('bucket') },
  attach(resource) {
    const bucket = bucketOf(resource);
    resource.claim(`the ownership controls of bucket ${bucket.name}`);
    const ownership = resource.given.block('rule')?.oneOf('object_ownership', VALUES);
    bucket.ownership =
      ownership ??
      resource.refuse({ what: 'it has no rule', allowed: VALUES.join(', '), fix: 'add rule.object_ownership' });
  },
};
