import type { Actor, Check } from '../check';
import { neighbours, otherRole, thirdAccount, twinRole } from '../fixture-names';
import type { Grant, Pair, TrustedPrincipal } from '../pair';
import { servicePrincipal } from '../service-principals';
import { allowed, byRole, consumerHalf, refused, type Ask } from './ask';
import { assume } from './requests';
import { roleNamed } from '../arns';

/** Who may assume a grant's role, and who must not: only the consumer's half knows. */
export function trustKept(pair: Pair, grant: Grant): Check[] {
  const trusted = grant.trustedBy.map((principal): Ask => {
    const name = nameOf(principal);
    return {
      what: `assumed-by(${name})`,
      title: `${grant.role.name} is assumed by ${name}`,
      actor: actorOf(principal),
      request: assumeAs(pair, grant, principal),
    };
  });
  return [
    ...allowed(grant.id, trusted),
    ...refused(grant.id, consumerHalf, [
      ...strangers(pair, grant),
      ...grant.trustedBy.flatMap((one) => misuse(pair, grant, one)),
    ]),
  ];
}

const nameOf = (principal: TrustedPrincipal): string =>
  principal.kind === 'service' ? principal.service : principal.arn;

const actorOf = (principal: TrustedPrincipal): Actor => (principal.kind === 'service' ? principal : byRole(principal));

/** The request as this principal makes it: services say for whom they call, and some tag their sessions. */
export function assumeAs(pair: Pair, grant: Grant, principal: TrustedPrincipal): Ask['request'] {
  if (principal.kind === 'role') return assume(grant.role.arn);
  return assume(grant.role.arn, serviceSession(pair, principal.service));
}

/** What a service adds to AssumeRole when it acts for the consumer's account. */
export function serviceSession(pair: Pair, service: string): { sourceAccount?: string; tags?: Record<string, string> } {
  const { sendsSourceAccount, tagsSessions } = servicePrincipal(service);
  return {
    ...(sendsSourceAccount && { sourceAccount: pair.consumer.account }),
    ...(tagsSessions && { tags: { 'eks-cluster-name': 'crossbucket' } }),
  };
}

/** Services of which one is surely not trusted. */
const services = [
  'ec2.amazonaws.com',
  'lambda.amazonaws.com',
  'glue.amazonaws.com',
  'states.amazonaws.com',
  'batch.amazonaws.com',
];

function strangers(pair: Pair, grant: Grant): Ask[] {
  const ask = (what: string, title: string, actor: Actor): Ask => ({
    what: `assumed-by-${what}`,
    title: `${grant.role.name} is assumed by ${title}`,
    actor,
    request: assume(grant.role.arn, actor.kind === 'service' ? serviceSession(pair, actor.service) : {}),
  });
  const trusted = new Set(grant.trustedBy.map(nameOf));
  const service = services.find((name) => !trusted.has(name) && !trusted.has(`${name}.cn`));
  return [
    ask('other-role', 'another role of its account', byRole(otherRole(pair, pair.consumer.account))),
    ask('producer', "a role of the producer's account", byRole(otherRole(pair, pair.producer.account))),
    ask('third-account', 'a role of a third account', byRole(otherRole(pair, thirdAccount(pair)))),
    ...(service === undefined
      ? []
      : [ask('other-service', `${service}, which is not trusted`, { kind: 'service', service })]),
  ];
}

/** Callers that a wildcard would take for a trusted role, and the trusted one with more than it was trusted with. */
function misuse(pair: Pair, grant: Grant, principal: TrustedPrincipal): Ask[] {
  const name = nameOf(principal);
  const plain = assumeAs(pair, grant, principal);
  const ask = (what: string, title: string, actor: Actor, more: object = {}): Ask => ({
    what: `assumed-by(${name})-${what}`,
    title: `${grant.role.name} is assumed by ${title}`,
    actor,
    request: { ...plain, ...more } as Ask['request'],
  });
  const actor = actorOf(principal);
  const tagged = ask('with-tags', `${name} with session tags`, actor, { tags: { probe: '1' } });
  const identified = ask('with-source-identity', `${name} with a source identity`, actor, { sourceIdentity: 'probe' });
  if (principal.kind === 'service') {
    const { sendsSourceAccount, tagsSessions } = servicePrincipal(principal.service);
    const other = { sourceAccount: thirdAccount(pair) };
    return [
      ...(tagsSessions ? [] : [tagged]),
      ...(sendsSourceAccount ? [ask('for-third-account', `${name} on behalf of a third account`, actor, other)] : []),
    ];
  }
  const role = roleOf(pair, principal);
  return [
    ...neighbours(pair, principal.account, role).map((near) => ask(near.name, near.arn, byRole(near))),
    ask('third-account', 'the role of that name in a third account', byRole(twinRole(pair, role))),
    tagged,
    identified,
  ];
}

/** A trusted role, taken apart. */
export function roleOf({ partition }: Pair, { arn, account }: Extract<TrustedPrincipal, { kind: 'role' }>) {
  return roleNamed(partition, account, arn.slice(arn.indexOf(':role/') + ':role/'.length));
}
