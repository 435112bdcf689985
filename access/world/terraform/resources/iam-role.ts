import type { PolicyDocument } from '../../../policy/document';
import { iamArn } from '../../arn';
import { uniqueId } from '../../ids';
import { createRole } from '../../roles';
import type { Role } from '../../world';
import { managedPolicyArn, newIamName, pathOf, setBoundary } from '../entities';
import { nameOrGenerated } from '../generated-name';
import { boundPolicy, requiredPolicyIn } from '../policies';
import type { Resource, ResourceType } from '../resource';
import { putInlinePolicy } from './iam-role-policy';

/** The trust policy of a role that nobody can assume yet: until all roles that it may name are there. */
const NOBODY: PolicyDocument = { Version: '2012-10-17', Statement: [] };

/**
 * A role, with the policies that older stacks write into it.
 *
 * @see https://github.com/hashicorp/terraform-provider-aws/blob/v5.100.0/website/docs/r/iam_role.html.markdown
 */
export const iamRole: ResourceType = {
  attributes: {
    name: (resource) => nameOrGenerated(resource, 'name', resource.account.roles),
    path: pathOf,
    id: (resource) => resource.attribute('name'),
    arn: (resource) => iamArn(resource.account, 'role', resource.attribute('path'), resource.attribute('name')),
    unique_id: (resource) => uniqueId('AROA', `${resource.place.account} ${resource.attribute('name')}`),
    max_session_duration: (resource) => resource.given.number('max_session_duration') ?? 3600,
    tags_all: (resource) => resource.tags(),
  },
  make(resource) {
    const { world, place, account, given } = resource;
    const seconds = given.number('max_session_duration') ?? 3600;
    if (!Number.isInteger(seconds) || seconds < 3600 || seconds > 43_200) {
      const allowed = '3600 to 43200 whole seconds';
      resource.refuse({
        what: 'max_session_duration is not one IAM accepts',
        value: seconds,
        allowed,
        fix: 'change it',
      });
    }
    given.ignore('force_detach_policies');
    createRole(world, {
      account: place.account,
      name: newIamName(resource, 64, account.roles.keys()),
      path: resource.attribute('path'),
      uniqueId: resource.attribute('unique_id'),
      trustPolicy: NOBODY,
      description: given.text('description'),
      maxSessionDuration: seconds,
      tags: resource.tags(),
    });
  },
  attach(resource) {
    const { given } = resource;
    const role = made(resource);
    setBoundary(resource, role);
    for (const arn of given.knownTexts('managed_policy_arns') ?? []) {
      role.attachedPolicies.add(managedPolicyArn(resource, arn));
    }
    for (const block of given.blocks('inline_policy')) {
      // An empty block is how a stack says that there are none.
      if (block.text('name') !== undefined || block.text('policy') !== undefined) {
        putInlinePolicy(resource, `role ${role.name}`, role, block.required('name'), block);
      }
    }
  },
  bind(resource) {
    const { world, given } = resource;
    const document = requiredPolicyIn(given, 'assume_role_policy', 'trust');
    made(resource).trustPolicy = boundPolicy(world, given, 'assume_role_policy', 'trust', document);
  },
};

function made(resource: Resource): Role {
  return resource.account.roles.get(resource.attribute('name'))!;
}
