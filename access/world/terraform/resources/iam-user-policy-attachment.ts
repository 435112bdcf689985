import { managedPolicyArn, userOf } from '../entities';
import type { ResourceType } from '../resource';

/**
 * A managed policy that a user has.
 *
 * @see https://github.com/hashicorp/terraform-provider-aws/blob/v5.100.0/website/docs/r/iam_user_policy_attachment.html.markdown
 */
export const iamUserPolicyAttachment: ResourceType = {
  attach(resource) {
    const user = userOf(resource, 'user');
    user.attachedPolicies.add(managedPolicyArn(resource, resource.given.required('policy_arn')));
  },
};
