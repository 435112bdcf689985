import { bucketNameProblem } from '../../../services/s3/bucket-name';
import { createBucket } from '../../buckets';
import type { Bucket } from '../../bucket';
import { DNS_SUFFIX } from '../dns-suffix';
import { alreadyThere } from '../entities';
import { nameOrGenerated } from '../generated-name';
import { policyIn } from '../policies';
import type { Resource, ResourceType } from '../resource';
import { refuseOtherGrants } from './s3-bucket-acl';
import { setLogging } from './s3-bucket-logging';
import { setBucketPolicy } from './s3-bucket-policy';
import { setEncryption } from './s3-bucket-server-side-encryption-configuration';

/**
 * A bucket, with AWS's settings for new ones.
 *
 * @see https://github.com/hashicorp/terraform-provider-aws/blob/v5.100.0/website/docs/r/s3_bucket.html.markdown
 */
export const s3Bucket: ResourceType = {
  attributes: {
    bucket: (resource) => nameOrGenerated(resource, 'bucket', resource.world.buckets),
    id: (resource) => resource.attribute('bucket'),
    arn: (resource) => `arn:${resource.place.partition}:s3:::${resource.attribute('bucket')}`,
    region: ({ place }) => place.region,
    bucket_domain_name: (resource) => `${resource.attribute('bucket')}.s3.${DNS_SUFFIX[resource.place.partition]}`,
    bucket_regional_domain_name: (resource) =>
      `${resource.attribute('bucket')}.s3.${resource.place.region}.${DNS_SUFFIX[resource.place.partition]}`,
    tags_all: (resource) => resource.tags(),
  },
  make(resource) {
    const { world, place } = resource;
    const name = resource.attribute('bucket');
    const problem = bucketNameProblem(name);
    if (problem) {
      const { what, allowed } = problem;
      resource.refuse({ what: `the bucket's name ${what}`, value: name, allowed, fix: 'rename the bucket' });
    }
    if (world.buckets.has(name)) alreadyThere(resource, name);
    const bucket = createBucket(world, { name, account: place.account, region: place.region });
    bucket.tags = new Map(Object.entries(resource.tags()));
  },
  attach(resource) {
    setOwnSettings(resource, made(resource));
  },
  bind(resource) {
    const document = policyIn(resource.given, 'policy', 'bucket');
    if (document) setBucketPolicy(resource, made(resource), document);
  },
};

function made(resource: Resource): Bucket {
  return resource.world.buckets.get(resource.attribute('bucket'))!;
}

/** The settings that older stacks write into the bucket instead of a resource of their own. */
function setOwnSettings(resource: Resource, bucket: Bucket): void {
  const { given } = resource;
  refuseOtherGrants(given);
  const versioning = given.block('versioning');
  versioning?.ignore('mfa_delete');
  if (versioning?.flag('enabled')) {
    resource.claim(`versioning of bucket ${bucket.name}`);
    bucket.versioning = 'Enabled';
  }
  const encryption = given.block('server_side_encryption_configuration');
  if (encryption) setEncryption(resource, bucket, encryption);
  const logging = given.block('logging');
  if (logging) setLogging(resource, bucket, logging);
  // How objects are kept, copied on or shown decides over no call: each of these uses permissions that policies give.
  given.ignore('acceleration_status', 'cors_rule', 'force_destroy', 'lifecycle_rule', 'replication_configuration');
  // A lock refuses more than policies do, and only to delete or change versions.
  given.ignore('object_lock_configuration', 'object_lock_enabled', 'website');
}
