import { createKey } from '../../keys';
import { keyId } from '../../ids';
import { defaultKeyPolicy } from '../../default-key-policy';
import { firstFree } from '../generated-name';
import { boundPolicy, policyIn } from '../policies';
import type { Resource, ResourceType } from '../resource';

/**
 * A symmetric KMS key of one region. Its id follows from account, region and address.
 *
 * @see https://github.com/hashicorp/terraform-provider-aws/blob/v5.100.0/website/docs/r/kms_key.html.markdown
 */
export const kmsKey: ResourceType = {
  attributes: {
    key_id: newKeyId,
    id: (resource) => resource.attribute('key_id'),
    arn: (resource) => keyArn(resource, resource.attribute('key_id')),
    tags_all: (resource) => resource.tags(),
  },
  make(resource) {
    const { world, place, account, given } = resource;
    given.oneOf('key_usage', ['ENCRYPT_DECRYPT']);
    given.oneOf('customer_master_key_spec', ['SYMMETRIC_DEFAULT']);
    given.oneOf('multi_region', ['false']);
    given.ignore('bypass_policy_lockout_safety_check', 'deletion_window_in_days');
    const key = createKey(world, {
      account: place.account,
      region: place.region,
      id: resource.attribute('key_id'),
      policy: defaultKeyPolicy(`arn:${place.partition}:iam::${account.id}:root`),
      description: given.text('description'),
      tags: resource.tags(),
    });
    if (given.flag('is_enabled') === false) key.state = 'Disabled';
    key.rotationEnabled = given.flag('enable_key_rotation') ?? false;
    key.rotationPeriodInDays = given.number('rotation_period_in_days') ?? key.rotationPeriodInDays;
  },
  bind(resource) {
    const { world, account, given } = resource;
    const document = policyIn(given, 'policy', 'key');
    if (!document) return;
    const arn = resource.attribute('arn');
    resource.claim(`the policy of key ${arn}`);
    account.keys.get(arn)!.policy = boundPolicy(world, given, 'policy', 'key', document);
  },
};

function keyArn({ place }: Resource, id: string): string {
  return `arn:${place.partition}:kms:${place.region}:${place.account}:key/${id}`;
}

function newKeyId(resource: Resource): string {
  const { place, account, address } = resource;
  const taken = { size: account.keys.size, has: (id: string) => account.keys.has(keyArn(resource, id)) };
  return firstFree(taken, (salt) => keyId(`${place.account} ${place.region} ${address} ${salt}`));
}
