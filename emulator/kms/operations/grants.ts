import { randomBytes } from 'node:crypto';
import { callerAccount, callerArn, principalArn } from '../../../access/caller';
import { GRANT_OPERATIONS } from '../../../access/world/grant-operations';
import type { Key, KeyGrant } from '../../../access/world/key';
import { PolicyError } from '../../../access/policy/errors';
import { bindPrincipals, showPrincipals } from '../../../access/world/principal-ids';
import type { PolicyDocument, Statement } from '../../../access/policy/document';
import type { World } from '../../../access/world/world';
import { AwsError } from '../../http/exchange';
import { invalid, type JsonOperation } from '../../http/json-protocol';
import { keyFor } from '../key-reference';
import { seconds } from '../metadata';
import { pageOf, sortedBy } from '../page';

/** CreateGrant */
export const createGrant: JsonOperation = (call) => {
  const { members, state } = call;
  const grantee = members.required('GranteePrincipal');
  const operations = members.strings('Operations') ?? [];
  if (operations.length === 0) throw invalid('null', 'Operations', 'Member must not be null');
  const unknown = operations.find((operation) => !GRANT_OPERATIONS.includes(operation));
  if (unknown !== undefined) {
    throw new AwsError(
      'ValidationException',
      400,
      `Grant operation ${unknown} does not fit a symmetric encryption key; ${GRANT_OPERATIONS.join(', ')} do.`,
    );
  }
  const key = keyFor(call, 'enabled', { grantOperations: operations, granteePrincipal: grantee });
  const constraints = members.structure('Constraints');
  const equals = constraints?.map('EncryptionContextEquals');
  const subset = constraints?.map('EncryptionContextSubset');
  const retiring = members.string('RetiringPrincipal');
  const name = members.string('Name');
  const grant: KeyGrant = {
    id: randomBytes(32).toString('hex'),
    granteePrincipal: bound(state.world, grantee),
    operations,
    createdAt: state.clock().toISOString(),
    ...(retiring !== undefined && { retiringPrincipal: bound(state.world, retiring) }),
    ...(equals && { encryptionContextEquals: equals }),
    ...(subset && { encryptionContextSubset: subset }),
    ...(name !== undefined && { name }),
  };
  const same = name === undefined ? undefined : [...key.grants.values()].find((known) => sameGrant(known, grant));
  const { id } = same ?? grant;
  if (!same) key.grants.set(id, grant);
  return { GrantId: id, GrantToken: tokenOf(key, id) };
};

/** A named grant is made once, however often it is asked for. */
function sameGrant(a: KeyGrant, b: KeyGrant): boolean {
  const content = ({ id: _id, createdAt: _createdAt, ...rest }: KeyGrant): string =>
    JSON.stringify(Object.entries(rest).sort(([x], [y]) => (x < y ? -1 : 1)));
  return content(a) === content(b);
}

/** ListGrants */
export const listGrants: JsonOperation = (call) => {
  const key = keyFor(call, 'any');
  const { world } = call.state;
  const id = call.members.string('GrantId');
  const grantee = call.members.string('GranteePrincipal');
  const wanted = [...key.grants.values()].filter(
    (grant) =>
      (id === undefined || grant.id === id) &&
      (grantee === undefined || shown(world, grant.granteePrincipal) === grantee),
  );
  const { items, ...page } = pageOf(
    call.members,
    sortedBy(wanted, (grant) => grant.id),
    (grant) => grant.id,
    100,
    50,
  );
  return { Grants: items.map((grant) => describe(world, key, grant)), ...page };
};

function describe(world: World, key: Key, grant: KeyGrant): Record<string, unknown> {
  const { encryptionContextEquals: equals, encryptionContextSubset: subset, retiringPrincipal } = grant;
  return {
    KeyId: key.arn,
    GrantId: grant.id,
    Name: grant.name ?? '',
    CreationDate: seconds(grant.createdAt),
    GranteePrincipal: shown(world, grant.granteePrincipal),
    ...(retiringPrincipal !== undefined && { RetiringPrincipal: shown(world, retiringPrincipal) }),
    IssuingAccount: `arn:aws:iam::${key.account}:root`,
    Operations: grant.operations,
    ...((equals ?? subset) && {
      Constraints: {
        ...(equals && { EncryptionContextEquals: equals }),
        ...(subset && { EncryptionContextSubset: subset }),
      },
    }),
  };
}

/** RevokeGrant */
export const revokeGrant: JsonOperation = (call) => {
  const key = keyFor(call, 'any');
  remove(key, call.members.required('GrantId'));
};

/** RetireGrant: by the grant's retiring principal without any further permission, by others as policies allow. */
export const retireGrant: JsonOperation = (call) => {
  const { members, state, request } = call;
  const token = members.string('GrantToken');
  const [reference, id] =
    token === undefined ? [members.required('KeyId'), members.required('GrantId')] : fromToken(token);
  const owner = [...state.world.accounts.values()].find((account) => account.keys.has(reference));
  const known = owner?.keys.get(reference);
  const retiring = known?.grants.get(id)?.retiringPrincipal;
  const caller = request.caller;
  const names = [callerArn(caller), principalArn(caller), callerAccount(caller)];
  const key =
    known && retiring !== undefined && names.includes(shown(state.world, retiring))
      ? known
      : keyFor(call, 'any', {}, reference);
  remove(key, id);
};

function remove(key: Key, id: string): void {
  if (!key.grants.delete(id)) throw new AwsError('NotFoundException', 400, `Grant ID ${id} not found`);
}

function tokenOf(key: Key, id: string): string {
  return Buffer.from(JSON.stringify([key.arn, id])).toString('base64');
}

function fromToken(token: string): readonly [keyArn: string, id: string] {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(token, 'base64').toString('utf8'));
    if (Array.isArray(parsed) && parsed.length === 2 && parsed.every((part) => typeof part === 'string')) {
      return parsed as [string, string];
    }
  } catch {
    // Falls through: no token of ours.
  }
  throw new AwsError('InvalidGrantTokenException', 400, 'Invalid grant token');
}

/** Binds one principal as a key policy's would be. @throws AwsError InvalidArnException when it does not exist */
function bound(world: World, principal: string): string {
  try {
    return onlyPrincipal(bindPrincipals(world, naming(principal), 'key'));
  } catch (error) {
    if (!(error instanceof PolicyError)) throw error;
    throw new AwsError('InvalidArnException', 400, `ARN does not refer to a valid principal: ${principal}`);
  }
}

function shown(world: World, principal: string): string {
  return onlyPrincipal(showPrincipals(world, naming(principal)));
}

function naming(principal: string): PolicyDocument {
  return {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { AWS: principal }, Action: 'kms:*', Resource: '*' }],
  };
}

function onlyPrincipal(document: PolicyDocument): string {
  const [statement] = document.Statement as readonly Statement[];
  const principal = statement!.Principal;
  const names = typeof principal === 'object' ? principal.AWS : principal;
  return typeof names === 'string' ? names : names![0]!;
}
