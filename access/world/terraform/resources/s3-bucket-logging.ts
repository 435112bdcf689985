import type { Bucket } from '../../bucket';
import type { Arguments } from '../arguments';
import { bucketOf } from '../entities';
import type { Resource, ResourceType } from '../resource';

/**
 * The server access logs of a bucket.
 *
 * @see https://github.com/hashicorp/terraform-provider-aws/blob/v5.100.0/website/docs/r/s3_bucket_logging.html.markdown
 */
export const s3BucketLogging: ResourceType = {
  attributes: { id: (resource) => resource.attribute('bucket') },
  attach(resource) {
    // How the keys of logs are built; `target_grant` stays refused: it opens them by ACL.
    resource.given.ignore('target_object_key_format');
    setLogging(resource, bucketOf(resource), resource.given);
  },
};

/** Sets the logging of a bucket from a block that has its target. @throws TerraformReadError */
export function setLogging(resource: Resource, bucket: Bucket, logging: Arguments): void {
  resource.claim(`logging of bucket ${bucket.name}`);
  bucket.logging = {
    targetBucket: logging.required('target_bucket'),
    targetPrefix: logging.known('target_prefix') ?? '',
  };
}
