import { userOf } from '../entities';
import { nameOrGenerated } from '../generated-name';
import type { ResourceType } from '../resource';
import { putInlinePolicy } from './iam-role-policy';

/**
 * An inline policy of a user.
 *
 * @see https://github.com/hashicorp/terraform-provider-aws/blob/v5.100.0/website/docs/r/iam_user_policy.html.markdown
 */
export const iamUserPolicy: ResourceType = {
  attributes: {
    name: (resource) => nameOrGenerated(resource, 'name', new Set()),
    id: (resource) => `${resource.attribute('user')}:${resource.attribute('name')}`,
  },
  attach(resource) {
    const user = userOf(resource, 'user');
    putInlinePolicy(resource, `user ${user.name}`, user, resource.attribute('name'), resource.given);
  },
};
