import type { Check } from '../check';
import type { Grant, Pair } from '../pair';
import { halvesOfSession, refused, sessionOfGrant, type Ask } from './ask';
import { shownPrefix, useOf } from './requests';

/** What another grant of the same pair opens, and this one does not. */
export function otherGrants(pair: Pair, grant: Grant): Check[] {
  const asks = pair.grants.flatMap((other): Ask[] => {
    if (other === grant) return [];
    return other.access.flatMap((verb) => {
      const isOwn = (prefix: string) =>
        grant.access.includes(verb) && grant.prefixes.some((own) => prefix.startsWith(own));
      const prefix = other.prefixes.find((one) => !isOwn(one));
      if (prefix === undefined) return [];
      return [
        {
          what: `${verb}-of(${other.id})`,
          title: `${verb} ${shownPrefix(prefix)}, which is for ${other.id}`,
          actor: sessionOfGrant(grant),
          request: useOf(verb, pair.producer.bucket, prefix),
        },
      ];
    });
  });
  return refused(grant.id, halvesOfSession(grant), asks);
}
