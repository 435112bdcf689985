import { keyOf } from '../entities';
import { boundPolicy, requiredPolicyIn } from '../policies';
import type { ResourceType } from '../resource';

/**
 * The policy of a key that another resource makes.
 *
 * @see https://github.com/hashicorp/terraform-provider-aws/blob/v5.100.0/website/docs/r/kms_key_policy.html.markdown
 */
export const kmsKeyPolicy: ResourceType = {
  attributes: { id: (resource) => resource.attribute('key_id') },
  bind(resource) {
    const { world, given } = resource;
    const key = keyOf(resource, 'key_id');
    given.ignore('bypass_policy_lockout_safety_check');
    resource.claim(`the policy of key ${key.arn}`);
    key.policy = boundPolicy(world, given, 'policy', 'key', requiredPolicyIn(given, 'policy', 'key'));
  },
};
