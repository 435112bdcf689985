import { iamArn } from '../../arn';
import { uniqueId } from '../../ids';
import { createInstanceProfile } from '../../instance-profiles';
import { newIamName, pathOf, roleOf } from '../entities';
import { nameOrGenerated } from '../generated-name';
import type { ResourceType } from '../resource';

/**
 * An instance profile, through which EC2 instances get a role.
 *
 * @see https://github.com/hashicorp/terraform-provider-aws/blob/v5.100.0/website/docs/r/iam_instance_profile.html.markdown
 */
export const iamInstanceProfile: ResourceType = {
  attributes: {
    name: (resource) => nameOrGenerated(resource, 'name', resource.account.instanceProfiles),
    path: pathOf,
    id: (resource) => resource.attribute('name'),
    arn: (resource) =>
      iamArn(resource.account, 'instance-profile', resource.attribute('path'), resource.attribute('name')),
    unique_id: (resource) => uniqueId('AIPA', `${resource.place.account} ${resource.attribute('name')}`),
    tags_all: (resource) => resource.tags(),
  },
  attach(resource) {
    const { world, place, account, given } = resource;
    createInstanceProfile(world, {
      account: place.account,
      name: newIamName(resource, 128, account.instanceProfiles.keys()),
      path: resource.attribute('path'),
      uniqueId: resource.attribute('unique_id'),
      tags: resource.tags(),
      ...(given.known('role') !== undefined && { role: roleOf(resource, 'role').name }),
    });
  },
};
