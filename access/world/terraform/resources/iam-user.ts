import { iamArn } from '../../arn';
import { uniqueId } from '../../ids';
import { createUser } from '../../users';
import { newIamName, pathOf, setBoundary } from '../entities';
import type { ResourceType } from '../resource';

/**
 * A user, without any access key.
 *
 * @see https://github.com/hashicorp/terraform-provider-aws/blob/v5.100.0/website/docs/r/iam_user.html.markdown
 */
export const iamUser: ResourceType = {
  attributes: {
    name: ({ given }) => given.required('name'),
    path: pathOf,
    id: (resource) => resource.attribute('name'),
    arn: (resource) => iamArn(resource.account, 'user', resource.attribute('path'), resource.attribute('name')),
    unique_id: (resource) => uniqueId('AIDA', `${resource.place.account} ${resource.attribute('name')}`),
    tags_all: (resource) => resource.tags(),
  },
  make(resource) {
    const { world, place, account, given } = resource;
    given.ignore('force_destroy');
    createUser(world, {
      account: place.account,
      name: newIamName(resource, 64, account.users.keys()),
      path: resource.attribute('path'),
      uniqueId: resource.attribute('unique_id'),
      tags: resource.tags(),
    });
  },
  attach(resource) {
    setBoundary(resource, resource.account.users.get(resource.attribute('name'))!);
  },
};
