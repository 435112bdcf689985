import type { LifecycleRule } from '../../bucket';
import type { Arguments } from '../arguments';
import { bucketOf } from '../entities';
import type { ResourceType } from '../resource';

/**
 * The lifecycle rules of a bucket. They decide over no call; a world keeps what its owner can read back of them.
 *
 * @see https://github.com/hashicorp/terraform-provider-aws/blob/v5.100.0/website/docs/r/s3_bucket_lifecycle_configuration.html.markdown
 */
export const s3BucketLifecycleConfiguration: ResourceType = {
  attributes: { id: (resource) => resource.attribute('bucket') },
  attach(resource) {
    const { given } = resource;
    const bucket = bucketOf(resource);
    resource.claim(`the lifecycle rules of bucket ${bucket.name}`);
    given.ignore('transition_default_minimum_object_size');
    const rules = given.blocks('rule').flatMap((rule) => ruleOf(rule) ?? []);
    if (rules.length > 0) bucket.lifecycle = rules;
  },
};

/** The rule as a world has it; undefined when it is for some tags or sizes only, for which a world has no place. */
function ruleOf(rule: Arguments): LifecycleRule | undefined {
  rule.ignore('transition', 'noncurrent_version_transition');
  const filter = rule.block('filter');
  const and = filter?.block('and');
  const noncurrent = rule.block('noncurrent_version_expiration');
  const expiration = rule.block('expiration');
  expiration?.ignore('date');
  const read: LifecycleRule = {
    id: rule.required('id'),
    status: rule.oneOf('status', ['Enabled', 'Disabled']) ?? rule.missing('status', 'Enabled or Disabled'),
    ...given('prefix', and?.known('prefix') ?? filter?.known('prefix') ?? rule.known('prefix')),
    ...given(
      'abortIncompleteMultipartUploadDays',
      rule.block('abort_incomplete_multipart_upload')?.number('days_after_initiation'),
    ),
    ...given('noncurrentVersionExpirationDays', noncurrent?.number('noncurrent_days')),
    ...given('newerNoncurrentVersions', noncurrent?.number('newer_noncurrent_versions')),
    ...given('expirationDays', expiration?.number('days')),
    ...given('expiredObjectDeleteMarker', expiration?.flag('expired_object_delete_marker')),
  };
  return isNarrowed(filter, 'tag') || isNarrowed(and, 'tags') ? undefined : read;
}

/** Whether a filter asks for more than a prefix. @param tags the name under which it has tags */
function isNarrowed(filter: Arguments | undefined, tags: 'tag' | 'tags'): boolean {
  const narrowing = [tags, 'object_size_greater_than', 'object_size_less_than'];
  return narrowing.filter((name) => filter?.value(name) !== undefined).length > 0;
}

/** A member, where it has a value. */
function given<K extends string, V>(name: K, value: V | undefined): Partial<Record<K, V>> {
  return value === undefined ? {} : ({ [name]: value } as Partial<Record<K, V>>);
}
