import type { Call } from '../../call';
import { parseArn } from '../../world/arn';
import type { World } from '../../world/world';
import { fillPairs } from '../context';
import { globalContext } from '../global-context';
import { accountIn, accountOf } from '../owner';
import type { IamRequest } from '../request';

/**
 * The one call that has to be allowed for an IAM request: the action with the operation's name on the entity. It is in
 * the entity's account; `*` and the policies that AWS manages are in the caller's.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html
 */
export function iamCalls(world: World, request: IamRequest): readonly Call[] {
  const { operation, caller, connection, resource } = request;
  const named = accountIn(resource);
  const owner = /^\d{12}$/.test(named) ? named : accountOf(caller);
  const context = globalContext(world, connection, owner);
  const tags = tagsOf(world, resource);
  if (tags) {
    fillPairs(context, 'iam:resourcetag/', tags);
    fillPairs(context, 'aws:resourcetag/', tags);
  }
  Object.assign(context, request.context);
  return [{ caller, action: `iam:${operation}`, resource, resourceAccount: owner, context }];
}

/** The tags of the entity with an ARN; undefined when there is none. */
function tagsOf(world: World, arn: string): ReadonlyMap<string, string> | undefined {
  const account = world.accounts.get(accountIn(arn));
  if (!account) return undefined;
  const name = arn.slice(arn.lastIndexOf('/') + 1);
  switch (parseArn(arn)!.resource.split('/')[0]) {
    case 'role':
      return account.roles.get(name)?.tags;
    case 'user':
      return account.users.get(name)?.tags;
    case 'policy':
      return account.managedPolicies.get(arn)?.tags;
    case 'instance-profile':
      return account.instanceProfiles.get(name)?.tags;
  }
  return undefined;
}
