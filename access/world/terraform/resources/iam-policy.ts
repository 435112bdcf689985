import { iamArn } from '../../arn';
import { uniqueId } from '../../ids';
import { createManagedPolicy } from '../../managed-policies';
import { alreadyThere, newIamName, pathOf } from '../entities';
import { nameOrGenerated, type TakenNames } from '../generated-name';
import { requiredPolicyIn } from '../policies';
import type { Resource, ResourceType } from '../resource';

/**
 * A customer managed policy.
 *
 * @see https://github.com/hashicorp/terraform-provider-aws/blob/v5.100.0/website/docs/r/iam_policy.html.markdown
 */
export const iamPolicy: ResourceType = {
  attributes: {
    name: (resource) => nameOrGenerated(resource, 'name', takenNames(resource)),
    path: pathOf,
    arn: (resource) => iamArn(resource.account, 'policy', resource.attribute('path'), resource.attribute('name')),
    id: (resource) => resource.attribute('arn'),
    policy_id: (resource) => uniqueId('ANPA', `${resource.place.account} ${resource.attribute('name')}`),
    tags_all: (resource) => resource.tags(),
  },
  make(resource) {
    const { world, place, account, given } = resource;
    const arn = resource.attribute('arn');
    if (account.managedPolicies.has(arn)) alreadyThere(resource, arn);
    // Names are unique in an account, whatever the path.
    const taken = [...account.managedPolicies.values()].map((policy) => policy.name);
    const name = newIamName(resource, 128, taken);
    createManagedPolicy(world, {
      account: place.account,
      name,
      path: resource.attribute('path'),
      policyId: resource.attribute('policy_id'),
      description: given.text('description'),
      // The grammar and size of managed policies are those of boundaries, which are some.
      document: requiredPolicyIn(given, 'policy', 'boundary'),
      tags: resource.tags(),
    });
  },
};

function takenNames({ account, given }: Resource): TakenNames {
  const { managedPolicies } = account;
  const path = given.known('path') ?? '/';
  return { size: managedPolicies.size, has: (name) => managedPolicies.has(iamArn(account, 'policy', path, name)) };
}
