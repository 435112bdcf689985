import type { Bucket } from '../../bucket';
import type { Arguments } from '../arguments';
import { bucketOf } from '../entities';
import type { Resource, ResourceType } from '../resource';

/**
 * The default encryption of a bucket.
 *
 * @see https://github.com/hashicorp/terraform-provider-aws/blob/v5.100.0/website/docs/r/s3_bucket_server_side_encryption_configuration.html.markdown
 */
export const s3BucketServerSideEncryptionConfiguration: ResourceType = {
  attributes: { id: (resource) => resource.attribute('bucket') },
  attach(resource) {
    setEncryption(resource, bucketOf(resource), resource.given);
  },
};

/** Sets the default encryption of a bucket from a block that has its `rule`. @throws TerraformReadError */
export function setEncryption(resource: Resource, bucket: Bucket, configuration: Arguments): void {
  resource.claim(`the encryption of bucket ${bucket.name}`);
  const rule =
    configuration.block('rule') ?? resource.refuse({ what: 'it has no rule', allowed: 'one rule', fix: 'add rule' });
  const byDefault = rule.block('apply_server_side_encryption_by_default');
  const algorithm = byDefault?.oneOf('sse_algorithm', ['AES256', 'aws:kms', 'aws:kms:dsse']) ?? 'AES256';
  // Empty is how older stacks leave the key out.
  const kmsMasterKeyId = byDefault?.known('kms_master_key_id') || undefined;
  if (kmsMasterKeyId !== undefined && algorithm === 'AES256') {
    resource.refuse({
      what: 'kms_master_key_id does not go with AES256',
      value: kmsMasterKeyId,
      allowed: 'a key with aws:kms or aws:kms:dsse only',
      fix: 'correct sse_algorithm, or take the key out',
    });
  }
  const bucketKeyEnabled = rule.flag('bucket_key_enabled') ?? false;
  bucket.encryption = { algorithm, ...(kmsMasterKeyId !== undefined && { kmsMasterKeyId }), bucketKeyEnabled };
}
