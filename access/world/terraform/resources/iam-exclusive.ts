import type { Role, User } from '../../world';
import { managedPolicyArn, roleOf, userOf } from '../entities';
import type { Resource, ResourceType } from '../resource';

/**
 * The resources that say which policies a role or user has and no others. In a stack that has just been applied there
 * are no others, so another one is a contradiction, and the next apply would take it away.
 *
 * @see https://github.com/hashicorp/terraform-provider-aws/blob/v5.100.0/website/docs/r/iam_role_policies_exclusive.html.markdown
 */
export const iamRolePoliciesExclusive = inlinePoliciesOf((resource) => roleOf(resource, 'role_name'));
export const iamUserPoliciesExclusive = inlinePoliciesOf((resource) => userOf(resource, 'user_name'));
export const iamRolePolicyAttachmentsExclusive = attachmentsOf((resource) => roleOf(resource, 'role_name'));
export const iamUserPolicyAttachmentsExclusive = attachmentsOf((resource) => userOf(resource, 'user_name'));

function inlinePoliciesOf(principalOf: (resource: Resource) => Role | User): ResourceType {
  return {
    bind(resource) {
      refuseOthers(resource, 'policy_names', [...principalOf(resource).inlinePolicies.keys()]);
    },
  };
}

/** These attach what they list. */
function attachmentsOf(principalOf: (resource: Resource) => Role | User): ResourceType {
  return {
    attach(resource) {
      const { attachedPolicies } = principalOf(resource);
      for (const arn of listedIn(resource, 'policy_arns')) {
        attachedPolicies.add(managedPolicyArn(resource, arn));
      }
    },
    bind(resource) {
      refuseOthers(resource, 'policy_arns', [...principalOf(resource).attachedPolicies]);
    },
  };
}

function listedIn({ given }: Resource, argument: string): readonly string[] {
  return given.knownTexts(argument) ?? given.missing(argument, 'a list of strings');
}

function refuseOthers(resource: Resource, argument: string, there: readonly string[]): void {
  const listed = listedIn(resource, argument);
  const other = there.find((name) => !listed.includes(name)) ?? listed.find((name) => !there.includes(name));
  if (other === undefined) return;
  resource.refuse({
    what: `${argument} is not what the stack makes`,
    value: other,
    allowed: there.join(', '),
    fix: 'list exactly the policies that there are',
  });
}
