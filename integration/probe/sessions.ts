import { entryOf } from '../../contract/fixtures';
import type { Actor } from '../../contract/check';
import type { Pair } from '../../contract/pair';
import { assumeRole } from './assume-role';
import type { Clients, Keys } from './clients';
import type { Site } from './site';

/** A caller with credentials. */
export type SignedActor = Extract<Actor, { kind: 'role' | 'user' }>;

/** Gets credentials for the actors of a pair's checks, each minted by STS or IAM. */
export interface Sessions {
  /** @throws Error of the SDK when a role on the way cannot be assumed */
  of(actor: SignedActor): Promise<Keys>;
}

/**
 * Obtains sessions as their owners would: a service's role by that service, a role that another role may assume through
 * that role, a fixture's role through the fixture user's access key. Sessions are kept for the run.
 */
export function sessions(site: Site, sdk: Clients, pair: Pair): Sessions {
  const kept = new Map<string, Promise<Keys>>();
  const once = (id: string, make: () => Promise<Keys>): Promise<Keys> => {
    const made = kept.get(id);
    if (made) return made;
    const making = make();
    kept.set(id, making);
    // A refusal is not kept: with the other half thrown open the same role may be assumable.
    making.catch(() => kept.delete(id));
    return making;
  };
  const session = (arn: string): Promise<Keys> =>
    once(arn, async () => {
      const entry = entryOf(pair, arn);
      if (entry.kind === 'service') {
        const { service, sourceAccount, tags } = entry;
        return site.assumeRoleAsService(service, arn, { sessionName: 'crossbucket', sourceAccount, tags });
      }
      const keys = entry.kind === 'user' ? site.credentialsOf(entry.arn) : await session(entry.arn);
      return assume(keys, arn, undefined);
    });
  const assume = (keys: Keys, RoleArn: string, ExternalId: string | undefined): Promise<Keys> =>
    assumeRole(sdk.sts(keys, pair.consumer.region), { RoleArn, ExternalId });
  return {
    of: async (actor) => {
      if (actor.kind === 'user') return site.credentialsOf(actor.arn);
      const { arn, through } = actor;
      if (!through) return session(arn);
      return once(`${arn} ${through.arn}`, async () => assume(await session(arn), through.arn, through.externalId));
    },
  };
}
