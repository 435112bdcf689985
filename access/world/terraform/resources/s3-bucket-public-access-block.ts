import type { PublicAccessBlock } from '../../bucket';
import type { Arguments } from '../arguments';
import { bucketOf } from '../entities';
import type { ResourceType } from '../resource';

/**
 * The public access block of a bucket (R-BPA-1).
 *
 * @see https://github.com/hashicorp/terraform-provider-aws/blob/v5.100.0/website/docs/r/s3_bucket_public_access_block.html.markdown
 */
export const s3BucketPublicAccessBlock: ResourceType = {
  attributes: { id: (resource) => resource.attribute('bucket') },
  attach(resource) {
    const bucket = bucketOf(resource);
    resource.claim(`the public access block of bucket ${bucket.name}`);
    bucket.publicAccessBlock = publicAccessBlockIn(resource.given);
  },
};

/** The four settings; the provider switches off what is left out. */
export function publicAccessBlockIn(given: Arguments): PublicAccessBlock {
  return {
    blockPublicAcls: given.flag('block_public_acls') ?? false,
    ignorePublicAcls: given.flag('ignore_public_acls') ?? false,
    blockPublicPolicy: given.flag('block_public_policy') ?? false,
    restrictPublicBuckets: given.flag('restrict_public_buckets') ?? false,
  };
}
