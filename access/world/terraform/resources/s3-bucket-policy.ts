import { checkBucketResources } from '../../../policy/bucket-resources';
import type { PolicyDocument } from '../../../policy/document';
import type { Bucket } from '../../bucket';
import { bucketOf } from '../entities';
import { boundPolicy, requiredPolicyIn, saying } from '../policies';
import type { Resource, ResourceType } from '../resource';

/**
 * A bucket policy. Whether BlockPublicPolicy would refuse it is not asked; see `readTerraform`.
 *
 * @see https://github.com/hashicorp/terraform-provider-aws/blob/v5.100.0/website/docs/r/s3_bucket_policy.html.markdown
 */
export const s3BucketPolicy: ResourceType = {
  attributes: { id: (resource) => resource.attribute('bucket') },
  bind(resource) {
    const document = requiredPolicyIn(resource.given, 'policy', 'bucket');
    setBucketPolicy(resource, bucketOf(resource), document);
  },
};

/** Saves what the `policy` argument says as the policy of a bucket. @throws TerraformReadError, PolicyError */
export function setBucketPolicy(resource: Resource, bucket: Bucket, document: PolicyDocument): void {
  const { world, given } = resource;
  resource.claim(`the policy of bucket ${bucket.name}`);
  saying(given, 'policy', () => checkBucketResources(document, bucket.name));
  bucket.policy = boundPolicy(world, given, 'policy', 'bucket', document);
}
