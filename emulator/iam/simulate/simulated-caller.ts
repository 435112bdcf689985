import type { RequestContext } from '../../../access/call';
import type { Caller } from '../../../access/caller';
import { callerNamed } from '../../../access/simulate/caller-named';
import { iamArn } from '../../../access/world/arn';
import { sessionOf, tryFindRole, tryFindUser, userCaller } from '../../../access/world/lookup';
import type { World } from '../../../access/world/world';
import { invalidInput } from './invalid-input';

const SESSION = /^arn:[^:]*:sts::(\d{12}):assumed-role\/([^/]+)\/(.+)$/;

/**
 * Who a simulated request comes from: the user or role of the world where there is one, so that unique ids and tags are
 * right, and else whom the name alone describes. A role's ARN stands for some session of it. AWS takes users, and roles
 * where no resource policy is given; sessions, federated users, services and `anonymous` are taken here beside them.
 *
 * @param context in which `aws:PrincipalArn` tells the path of a session's role, if the world does not
 * @throws AwsError InvalidInput for a name that means no caller
 */
export function simulatedCaller(world: World, name: string, context: RequestContext): Caller {
  const [, account, roleName, sessionName] = SESSION.exec(name) ?? [];
  const home = world.accounts.get(account ?? name.split(':')[4] ?? '');
  const user = tryFindUser(world, name);
  if (home && user) return userCaller(home, user);
  const role = roleName === undefined ? tryFindRole(world, name) : home?.roles.get(roleName);
  if (home && role) {
    // Whether it was opened with MFA is for the request to say.
    const session = { sessionName: sessionName ?? 'simulation', mfa: undefined };
    return sessionOf(world, iamArn(home, 'role', role.path, role.name), session);
  }
  const principalArn = context['aws:principalarn'];
  try {
    return callerNamed(name, typeof principalArn === 'string' ? { principalArn } : {});
  } catch (error) {
    throw invalidInput((error as Error).message);
  }
}
