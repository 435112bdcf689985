import type { Check } from '../check';
import { neighbours, otherRole } from '../fixture-names';
import type { Grant, Pair } from '../pair';
import { allowed, anyHalf, byRole, consumerHalf, producerHalf, refused, type Ask } from './ask';
import { assume, assumeAccessRole } from './requests';

/** How the consumer role gets into the producer's account, and how it must not. */
export function accessRoleGuarded(pair: Pair, grant: Grant): Check[] {
  const { accessRole } = grant;
  const actor = byRole(grant.role);
  const ask = (what: string, title: string, request: Ask['request']): Ask => ({ what, title, actor, request });
  const account = pair.producer.account;
  const otherRoles = [otherRole(pair, account), ...(accessRole ? neighbours(pair, account, accessRole) : [])];
  const elsewhere = refused(
    grant.id,
    consumerHalf,
    otherRoles.map(({ name, arn }) =>
      ask(
        `assume(${name})`,
        `assume ${name}, another role of the producer that trusts the consumer's account`,
        assume(arn),
      ),
    ),
  );
  if (!accessRole) return elsewhere;
  const { arn, name } = accessRole;
  const externalId = grant.externalId!;
  return [
    ...allowed(grant.id, [ask('assume-access-role', `assume ${name}`, assumeAccessRole(grant))]),
    ...refused(grant.id, producerHalf, [
      ask('no-external-id', `assume ${name} without an external id`, assume(arn)),
      ...otherIds(externalId).map(([kind, id]) =>
        ask(`${kind}-external-id`, `assume ${name} with the external id ${id}`, assume(arn, { externalId: id })),
      ),
    ]),
    ...refused(grant.id, anyHalf, [
      ask('assume-with-tags', `assume ${name} with session tags`, assume(arn, { externalId, tags: { probe: '1' } })),
      ask(
        'assume-with-source-identity',
        `assume ${name} with a source identity`,
        assume(arn, { externalId, sourceIdentity: 'probe' }),
      ),
    ]),
    ...elsewhere,
  ];
}

/** Ids that are not the agreed one: another, and such as a wildcard after or before it would take in. */
function otherIds(externalId: string): (readonly [kind: string, id: string])[] {
  const most = 1224;
  return [
    ['wrong', `${externalId.startsWith('x') ? 'y' : 'x'}${externalId.slice(1)}`],
    ...(externalId.length < most
      ? ([
          ['longer', `${externalId}x`],
          ['prefixed', `x${externalId}`],
        ] as const)
      : []),
  ];
}
