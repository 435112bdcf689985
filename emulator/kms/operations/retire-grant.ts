import { decide } from '../../../access/decide/decide';
import { namesOf } from '../../../access/match/caller-names';
import { DELEGATE } from '../../../access/match/strength';
import type { PolicyDocument } from '../../../access/policy/document';
import { callsOf } from '../../../access/services/calls';
import type { Key, KeyGrant } from '../../../access/world/key';
import type { JsonCall, JsonOperation } from '../../http/json-protocol';
import { denied } from '../../require-access';
import { noteDecisions } from '../../trail';
import { readGrantToken, removeGrant, rootOf } from '../grant';
import { EVERYTHING } from '../key-policy';
import { keyFor, resolveKey } from '../key-reference';

/** RetireGrant, by the grant's token or by key and grant id. */
export const retireGrant: JsonOperation = (call) => {
  const { members } = call;
  const token = members.string('GrantToken');
  const [reference, id] =
    token === undefined ? [members.required('KeyId'), members.required('GrantId')] : readGrantToken(token);
  const key = resolveKey(call, reference) ?? keyFor(call, 'any', {}, reference);
  requireMayRetire(call, key, key.grants.get(id));
  removeGrant(key, id, members);
};

/**
 * The grant says who may retire it, not the key policy: its retiring principal, and its grantee if RetireGrant is among the
 * operations, without any further permission; and the account of the key or of the retiring principal, which can give
 * the permission to others by IAM policies. A Deny of the caller's own policies overrides it.
 *
 * @throws AwsError AccessDeniedException
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/grant-delete.html
 */
function requireMayRetire({ state: { world }, request }: JsonCall, key: Key, grant: KeyGrant | undefined): void {
  const { caller, connection } = request;
  const named = grant?.operations.includes('RetireGrant') ? [grant.granteePrincipal] : [];
  if (grant?.retiringPrincipal !== undefined) named.push(grant.retiringPrincipal);
  const isNamed = namesOf(caller).aws.some(({ name, strength }) => strength > DELEGATE && named.includes(name));
  const [asked] = callsOf(world, { service: 'kms', operation: 'RetireGrant', caller, connection, keyArn: key.arn });
  const resource: PolicyDocument = {
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Principal: { AWS: [rootOf(key), ...named] }, Action: 'kms:RetireGrant', Resource: '*' },
    ],
  };
  const once = { resource: { name: 'grant', document: resource }, keyGrants: undefined };
  let decision = decide(world, asked!, once);
  if (isNamed && decision.effect === 'implicitDeny')
    decision = decide(world, asked!, { ...once, identity: [EVERYTHING] });
  noteDecisions(connection, [decision]);
  if (decision.effect !== 'allow') throw denied(world, { service: 'kms', connection }, decision);
}
