import { restore, snapshot } from '../../access/world/snapshot';
import type { World } from '../../access/world/world';
import type { Pair } from '../../contract/pair';
import type { StartedBackend } from '../backends/backend';
import type { DeployedWorld } from '../deploy/sdk/deploy-world';
import { withKeys } from '../deploy/sdk/key-arns';
import type { Clients, Keys } from './clients';
import { serviceSessions } from './service-sessions';
import type { Site } from './site';

/**
 * A pair that is deployed on a backend, for those who make calls there.
 *
 * @param world what was deployed
 * @param deployed what became of its keys
 */
export async function remoteSite(
  world: World,
  { keyArns, userKeys }: Pick<DeployedWorld, 'keyArns' | 'userKeys'>,
  backend: StartedBackend,
  sdk: Clients,
  pair: Pair,
): Promise<Site> {
  let sessions: ReadonlyMap<string, Keys> = new Map();
  const site: Site = {
    state: { world: restore(withKeys(snapshot(world), keyArns)) },
    rootCredentials: (account) => backend.setupKeys(account),
    credentialsOf: (arn) => found(userKeys, arn, 'access key'),
    assumeRoleAsService: async (_, arn) => found(sessions, arn, 'session'),
  };
  sessions = await serviceSessions(site, sdk, pair);
  return site;
}

function found(keys: ReadonlyMap<string, Keys>, arn: string, what: string): Keys {
  const one = keys.get(arn);
  if (!one) throw new Error(`there is no ${what} of ${arn}`);
  return one;
}
