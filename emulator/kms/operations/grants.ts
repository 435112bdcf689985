import { randomBytes } from 'node:crypto';
import { GRANT_OPERATIONS } from '../../../access/world/grant-operations';
import type { Key, KeyGrant } from '../../../access/world/key';
import { showPrincipal } from '../../../access/world/principal-ids';
import type { World } from '../../../access/world/world';
import { AwsError } from '../../http/exchange';
import { invalid, type JsonCall, type JsonOperation, type Members } from '../../http/json-protocol';
import { endDryRun } from '../dry-run';
import { grantPrincipal, grantToken, removeGrant, rootOf } from '../grant';
import { accountOf, keyFor } from '../key-reference';
import { seconds } from '../metadata';
import { pageOf, sortedBy } from '../page';

type Constraint = Pick<KeyGrant, 'encryptionContextEquals' | 'encryptionContextSubset'>;

/** CreateGrant. Who may make grants by a grant alone can hand on no more than it allows; the engine sees to that. */
export const createGrant: JsonOperation = (call) => {
  const { members, state } = call;
  members.refuse('GranteeServicePrincipal', 'RetiringServicePrincipal');
  const grantee = members.required('GranteePrincipal');
  const retiring = members.string('RetiringPrincipal');
  const operations = operationsIn(members);
  const constraint = constraintIn(members);
  const name = nameIn(members);
  const key = keyFor(call, 'enabled', {
    grantOperations: operations,
    granteePrincipal: grantee,
    encryptionContext: constraint.encryptionContextEquals ?? constraint.encryptionContextSubset,
    context: {
      ...(retiring !== undefined && { 'kms:retiringprincipal': retiring }),
      ...(constraint.encryptionContextEquals && { 'kms:grantconstrainttype': 'EncryptionContextEquals' }),
      ...(constraint.encryptionContextSubset && { 'kms:grantconstrainttype': 'EncryptionContextSubset' }),
    },
  });
  const grant: KeyGrant = {
    id: randomBytes(32).toString('hex'),
    granteePrincipal: grantPrincipal(state.world, grantee),
    operations,
    createdAt: state.clock().toISOString(),
    ...(retiring !== undefined && { retiringPrincipal: grantPrincipal(state.world, retiring) }),
    ...constraint,
    ...(name !== undefined && { name }),
    ...issuer(call, key),
  };
  endDryRun(members);
  const same = name === undefined ? undefined : [...key.grants.values()].find((known) => sameGrant(known, grant));
  const { id } = same ?? grant;
  if (!same) key.grants.set(id, grant);
  return { GrantId: id, GrantToken: grantToken(key, id) };
};

function operationsIn(members: Members): readonly string[] {
  const operations = members.strings('Operations') ?? [];
  if (operations.length === 0) throw invalid('null', 'Operations', 'Member must not be null');
  const unknown = operations.find((operation) => !GRANT_OPERATIONS.includes(operation));
  if (unknown === undefined) return operations;
  throw new AwsError(
    'ValidationException',
    400,
    `Grant operation ${unknown} does not fit a symmetric encryption key; ${GRANT_OPERATIONS.join(', ')} do.`,
  );
}

/** At most one constraint, of one to eight pairs; an empty one is none. */
function constraintIn(members: Members): Constraint {
  const constraints = members.structure('Constraints');
  constraints?.refuse('SourceArn');
  const equals = pairsIn(constraints, 'EncryptionContextEquals');
  const subset = pairsIn(constraints, 'EncryptionContextSubset');
  if (equals && subset) {
    throw new AwsError(
      'ValidationException',
      400,
      'A grant can have EncryptionContextEquals or EncryptionContextSubset, not both.',
    );
  }
  return { ...(equals && { encryptionContextEquals: equals }), ...(subset && { encryptionContextSubset: subset }) };
}

function pairsIn(constraints: Members | undefined, name: string): Record<string, string> | undefined {
  const pairs = constraints?.map(name);
  const count = Object.keys(pairs ?? {}).length;
  if (count > 8) throw invalid('…', name, 'Member must have length less than or equal to 8');
  return count === 0 ? undefined : pairs;
}

function nameIn(members: Members): string | undefined {
  const name = members.string('Name');
  if (name === undefined || /^[a-zA-Z0-9:/_-]{1,256}$/.test(name)) return name;
  throw invalid(name, 'Name', 'Member must satisfy regular expression pattern: ^[a-zA-Z0-9:/_-]+$');
}

function issuer(call: JsonCall, key: Key): Pick<KeyGrant, 'issuingAccount'> {
  const account = accountOf(call);
  return account === key.account ? {} : { issuingAccount: account };
}

/** A named grant is made once, however often it is asked for. */
function sameGrant(a: KeyGrant, b: KeyGrant): boolean {
  const content = ({ id: _id, createdAt: _createdAt, ...rest }: KeyGrant): string =>
    JSON.stringify(Object.entries(rest).sort(([x], [y]) => (x < y ? -1 : 1)));
  return content(a) === content(b);
}

/** ListGrants */
export const listGrants: JsonOperation = (call) => {
  const { members, state } = call;
  members.refuse('GranteeServicePrincipal');
  const key = keyFor(call, 'any');
  const id = members.string('GrantId');
  const grantee = members.string('GranteePrincipal');
  const wanted = [...key.grants.values()].filter(
    (grant) =>
      (id === undefined || grant.id === id) &&
      (grantee === undefined || showPrincipal(state.world, grant.granteePrincipal) === grantee),
  );
  const { items, ...page } = pageOf(
    members,
    sortedBy(wanted, (grant) => grant.id),
    (grant) => grant.id,
    100,
    50,
  );
  return { Grants: items.map((grant) => describe(state.world, key, grant)), ...page };
};

function describe(world: World, key: Key, grant: KeyGrant): Record<string, unknown> {
  const { encryptionContextEquals: equals, encryptionContextSubset: subset, retiringPrincipal } = grant;
  return {
    KeyId: key.arn,
    GrantId: grant.id,
    Name: grant.name ?? '',
    CreationDate: seconds(grant.createdAt),
    GranteePrincipal: showPrincipal(world, grant.granteePrincipal),
    ...(retiringPrincipal !== undefined && { RetiringPrincipal: showPrincipal(world, retiringPrincipal) }),
    IssuingAccount: rootOf(key, grant.issuingAccount),
    Operations: grant.operations,
    ...((equals ?? subset) && {
      Constraints: {
        ...(equals && { EncryptionContextEquals: equals }),
        ...(subset && { EncryptionContextSubset: subset }),
      },
    }),
  };
}

/** RevokeGrant: by those whom policies allow it. */
export const revokeGrant: JsonOperation = (call) => {
  const key = keyFor(call, 'any');
  removeGrant(key, call.members.required('GrantId'), call.members);
};
