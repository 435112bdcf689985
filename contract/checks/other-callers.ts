import type { Actor, Check } from '../check';
import { neighbours, otherRole, twinRole } from '../fixture-names';
import type { Grant, Pair, RoleName } from '../pair';
import { anyHalf, byRole, producerHalf, refused, sessionOfGrant, type Ask } from './ask';
import { assumeAccessRole, somewhere, useOf, useWithoutKey } from './requests';

/** Callers other than the granted one, and the granted one in a way that is not its own. Only the producer can refuse them. */
export function otherCallers(pair: Pair, grant: Grant): Check[] {
  const session = sessionOfGrant(grant);
  // Where there is a key, its policy knows the caller too: what is asked here needs the bucket's policy alone.
  const use = pair.producer.encryption === 'kms' ? useWithoutKey : useOf;
  const uses = (what: string, title: string, actor: Actor, more: Partial<Ask> = {}): Ask[] =>
    grant.access.map((verb) => ({
      what: `${verb}-${what}`,
      title: `${verb} ${title}`,
      actor,
      request: use(verb, pair.producer.bucket, somewhere(grant)),
      ...more,
    }));
  const asks = [
    ...uses('anonymous', 'without a signature', { kind: 'anonymous' }),
    // The refusal does not ask for the action.
    ...uses('without-tls', 'without TLS', session, { secure: false }).slice(0, 1),
    ...(grant.accessRole ? accessRoleCallers(pair, grant) : roleCallers(pair, grant, uses)),
  ];
  const direct = grant.accessRole ? uses('directly', 'by the consumer role itself', byRole(grant.role)) : [];
  return [...refused(grant.id, producerHalf, asks), ...refused(grant.id, anyHalf, direct)];
}

/** Roles that a policy with a wildcard, or without `aws:PrincipalArn`, would take for the granted one. */
export function others(pair: Pair, { role }: Grant): (readonly [what: string, title: string, role: RoleName])[] {
  const { account } = pair.consumer;
  return [
    ...neighbours(pair, account, role).map((near) => [`${near.kind}-role`, `by ${near.arn}`, near] as const),
    ['third-account', 'by the role of that name in a third account', twinRole(pair, role)],
  ];
}

type Uses = (what: string, title: string, actor: Actor, more?: Partial<Ask>) => Ask[];

function roleCallers(pair: Pair, grant: Grant, uses: Uses): Ask[] {
  return [
    ...others(pair, grant).flatMap(([what, title, role]) => uses(what, title, byRole(role))),
    ...(pair.organization === undefined
      ? []
      : uses('outside-organization', `once ${pair.consumer.account} is in another organization`, byRole(grant.role), {
          outsideOrganization: true,
        })),
  ];
}

function accessRoleCallers(pair: Pair, grant: Grant): Ask[] {
  const request = assumeAccessRole(grant);
  const title = (by: string) => `assume ${grant.accessRole!.name} ${by}`;
  const consumer = byRole(grant.role);
  return [
    ...others(pair, grant).map(([what, by, role]) => ({
      what: `assume-${what}`,
      title: title(by),
      actor: byRole(role),
      request,
    })),
    {
      what: 'assume-unnamed-role',
      title: title('by another role of the consumer account'),
      actor: byRole(otherRole(pair, pair.consumer.account)),
      request,
    },
    ...(pair.organization === undefined
      ? []
      : [
          {
            what: 'assume-outside-organization',
            title: title(`once ${pair.consumer.account} is in another organization`),
            actor: consumer,
            request,
            outsideOrganization: true as const,
          },
        ]),
  ];
}
