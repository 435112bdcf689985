import { managedPolicyArn, roleOf } from '../entities';
import type { ResourceType } from '../resource';

/**
 * A managed policy that a role has.
 *
 * @see https://github.com/hashicorp/terraform-provider-aws/blob/v5.100.0/website/docs/r/iam_role_policy_attachment.html.markdown
 */
export const iamRolePolicyAttachment: ResourceType = {
  attach(resource) {
    const role = roleOf(resource, 'role');
    role.attachedPolicies.add(managedPolicyArn(resource, resource.given.required('policy_arn')));
  },
};
