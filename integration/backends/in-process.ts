import { ensureAccount } from '../../access/world/create';
import type { StartedAws } from '../../emulator/started-aws';
import type { StartedBackend } from './backend';

/**
 * An AWS of ours that runs in this process, as any other backend.
 *
 * @param stop ends it, and what it stands in front of
 */
export function inProcessBackend(name: string, aws: StartedAws, stop: () => Promise<void>): StartedBackend {
  return {
    name,
    endpoints: { https: aws.endpoint, http: aws.httpEndpoint, ca: aws.ca },
    setupKeys: (account) => aws.rootCredentials(account),
    organize: async (account, document) => {
      const id = `o-${account}`;
      const policies = new Map([[account, { scps: [{ name: 'service control policy', document }], rcps: [] }]]);
      await aws.changeWorld((world) => {
        world.organizations.set(id, { id, policies });
        ensureAccount(world, account).organization = { id, path: ['r-root'] };
      });
      return () =>
        aws.changeWorld((world) => {
          world.organizations.delete(id);
          delete world.accounts.get(account)?.organization;
        });
    },
    stop,
  };
}
