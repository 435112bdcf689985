import { bucketOf } from '../entities';
import type { ResourceType } from '../resource';

/**
 * The versioning of a bucket.
 *
 * @see https://github.com/hashicorp/terraform-provider-aws/blob/v5.100.0/website/docs/r/s3_bucket_versioning.html.markdown
 */
export const s3BucketVersioning: ResourceType = {
  attributes: { id: (resource) => resource.attribute('bucket') },
  attach(resource) {
    const { given } = resource;
    const bucket = bucketOf(resource);
    resource.claim(`versioning of bucket ${bucket.name}`);
    // MFA delete refuses more than policies do, and only to delete versions.
    given.ignore('mfa');
    const configuration = given.block('versioning_configuration');
    configuration?.ignore('mfa_delete');
    const status = configuration?.oneOf('status', ['Enabled', 'Suspended', 'Disabled']);
    if (status === undefined) {
      resource.refuse({
        what: 'it has no status',
        allowed: 'Enabled, Suspended or Disabled',
        fix: 'add versioning_configuration.status',
      });
    }
    // Disabled is the provider's word for a bucket that never had versions.
    if (status !== 'Disabled') bucket.versioning = status;
  },
};
