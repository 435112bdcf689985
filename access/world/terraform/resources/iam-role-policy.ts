import { isIamName } from '../../names';
import type { Role, User } from '../../world';
import type { Arguments } from '../arguments';
import { roleOf } from '../entities';
import { nameOrGenerated } from '../generated-name';
import { requiredPolicyIn } from '../policies';
import type { Resource, ResourceType } from '../resource';

/**
 * An inline policy of a role.
 *
 * @see https://github.com/hashicorp/terraform-provider-aws/blob/v5.100.0/website/docs/r/iam_role_policy.html.markdown
 */
export const iamRolePolicy: ResourceType = {
  attributes: {
    name: (resource) => nameOrGenerated(resource, 'name', new Set()),
    id: (resource) => `${resource.attribute('role')}:${resource.attribute('name')}`,
  },
  attach(resource) {
    const role = roleOf(resource, 'role');
    putInlinePolicy(resource, `role ${role.name}`, role, resource.attribute('name'), resource.given);
  },
};

/**
 * Puts the `policy` of a block beside the inline policies that a role or user has.
 *
 * @param whose in words, e.g. `role reader`
 * @throws TerraformReadError, PolicyError
 */
export function putInlinePolicy(
  resource: Resource,
  whose: string,
  principal: Role | User,
  name: string,
  given: Arguments,
): void {
  if (!isIamName(name, 128)) {
    const allowed = '1 to 128 letters, digits and _+=,.@-';
    resource.refuse({ what: 'name is not one IAM accepts for a policy', value: name, allowed, fix: 'rename it' });
  }
  resource.claim(`inline policy ${name} of ${whose}`);
  principal.inlinePolicies.set(name, requiredPolicyIn(given, 'policy', 'identity'));
}
