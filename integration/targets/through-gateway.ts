import type { Check } from '../../contract/check';
import type { OrganizationMembership } from '../../access/world/world';
import { leaveOrganization } from '../../contract/halves';
import { joinOrganization } from '../deploy/direct';
import type { Pair } from '../../contract/pair';
import type { StartedGateway } from '../../emulator/gateway/index';
import { clients } from '../probe/clients';
import { prober } from '../probe/prober';
import type { Answer, Target } from './target';

/**
 * A target behind a gateway that is asked in process for what no client can ask: what services do, who have no
 * credentials, and what would be so once the consumer's account has left its organization.
 */
export function throughGateway(target: Target, gateway: StartedGateway): Target {
  const sdk = clients({ https: gateway.endpoint, http: gateway.httpEndpoint, ca: gateway.ca });
  return {
    ...target,
    deploy: async (stacks) => {
      const { pair } = stacks;
      // No such backend has organizations: the gateway is told of the one that the accounts are in.
      await gateway.changeWorld((world) => joinOrganization(world, pair));
      const { ask, remove } = await target.deploy(stacks);
      const probe = prober(gateway, sdk, pair, new Uint8Array());
      return {
        ask: async (half, checks) => {
          const fromOutside = checks.filter((check) => !isInside(check));
          const said = await ask(half, fromOutside);
          const answers = new Map<Check, Answer>(fromOutside.map((check, index) => [check, said[index]!]));
          for (const check of checks.filter(isInside)) {
            const work = () => probe(check);
            answers.set(check, await (check.outsideOrganization ? elsewhere(gateway, pair, work) : work()));
          }
          return checks.map((check) => answers.get(check)!);
        },
        remove,
      };
    },
    stop: async () => {
      sdk.destroy();
      await target.stop();
    },
  };
}

const isInside = ({ actor, outsideOrganization }: Check): boolean => actor.kind === 'service' || !!outsideOrganization;

/** Does something while the consumer's account is in another organization. */
async function elsewhere<T>(gateway: StartedGateway, pair: Pair, work: () => Promise<T>): Promise<T> {
  let organization: OrganizationMembership | undefined;
  await gateway.changeWorld((world) => {
    organization = world.accounts.get(pair.consumer.account)!.organization;
    leaveOrganization(world, pair);
  });
  try {
    return await work();
  } finally {
    await gateway.changeWorld((world) => {
      const consumer = world.accounts.get(pair.consumer.account)!;
      if (organization) consumer.organization = organization;
      else delete consumer.organization;
    });
  }
}
