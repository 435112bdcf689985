import type { Actor, Check, Half } from '../check';
import type { Grant } from '../pair';

/** One call of the contract, before it is said which halves are asked. */
export interface Ask extends Pick<
  Check,
  'actor' | 'request' | 'secure' | 'tlsVersion' | 'outsideOrganization' | 'opened' | 'title'
> {
  /** What it shows; with the grant it makes the check's id. */
  readonly what: string;
}

/**
 * Halves that can refuse a call, and the deployment, which has both. What nobody in the consumer's account does is the same
 * in the deployment and with the producer's half alone, and is asked of `onlyProducer`.
 */
export const onlyProducer: readonly Half[] = ['producer'];
export const anyHalf: readonly Half[] = ['both', 'producer', 'consumer'];
export const producerHalf: readonly Half[] = ['both', 'producer'];
export const consumerHalf: readonly Half[] = ['both', 'consumer'];

/** Calls that have to be allowed. Only the deployment is asked: a half that is thrown open allows them anyway. */
export function allowed(grant: string, asks: readonly Ask[]): Check[] {
  return asks.map(({ what, ...ask }) => ({
    id: `${grant}/${what}/both`,
    grant,
    half: 'both',
    expect: 'allow',
    ...ask,
  }));
}

/** Calls that each of the halves has to refuse. */
export function refused(grant: string, halves: readonly Half[], asks: readonly Ask[]): Check[] {
  return asks.flatMap(({ what, ...ask }) =>
    halves.map((half): Check => ({ id: `${grant}/${what}/${half}`, grant, half, expect: 'deny', ...ask })),
  );
}

/** Who uses a grant: a session of its role, or of the access role that this role assumes. */
export function sessionOfGrant({ role, accessRole, externalId }: Grant): Actor {
  return {
    kind: 'role',
    arn: role.arn,
    ...(accessRole && { through: { arn: accessRole.arn, externalId } }),
  };
}

/**
 * The halves that can refuse something to {@link sessionOfGrant}. A session of the access role is the producer's: nothing
 * in the consumer's account is asked about it.
 */
export function halvesOfSession({ accessRole }: Grant): readonly Half[] {
  return accessRole ? producerHalf : anyHalf;
}

/** A caller that is one role. */
export function byRole({ arn }: { readonly arn: string }): Actor {
  return { kind: 'role', arn };
}
