import type { Call } from '../../call';
import type { World } from '../../world/world';
import { fillPairs, fillRequestTags, type ContextBuilder } from '../context';
import { globalContext } from '../global-context';
import { accountIn, accountOf } from '../owner';
import type { KmsRequest } from '../request';
import { fillCallerAccount, fillEncryptionContext, fillKey, KEY_KIND } from './key-context';

/** Operations on the account: their actions know no resource but `*`, even where a request names a key. */
const ON_ACCOUNT: ReadonlySet<string> = new Set(['CreateKey', 'GenerateRandom', 'ListAliases', 'ListKeys']);

/** Operations that need other actions than the one with their name. */
const ACTIONS: ReadonlyMap<string, readonly string[]> = new Map([
  ['ReEncrypt', ['kms:ReEncryptFrom', 'kms:ReEncryptTo']],
]);

/** Operations whose algorithm is a condition key. */
const CRYPTOGRAPHIC: ReadonlySet<string> = new Set([
  'Decrypt',
  'Encrypt',
  'GenerateDataKey',
  'GenerateDataKeyWithoutPlaintext',
  'ReEncrypt',
  'ReEncryptFrom',
  'ReEncryptTo',
]);

const ABOUT_GRANTS: ReadonlySet<string> = new Set(['CreateGrant', 'ListGrants', 'RevokeGrant']);

/**
 * The calls that have to be allowed for a KMS request that a caller makes itself: the action on the key, for operations
 * on aliases on the alias too, for ReEncrypt from and to.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/kms-api-permissions-reference.html (facts, section 7)
 */
export function kmsCalls(world: World, request: KmsRequest): readonly Call[] {
  const { operation, caller, keyArn, aliasArn } = request;
  const actions = ACTIONS.get(operation) ?? [`kms:${operation}`];
  const calls: Call[] = [];
  const ask = (resource: string, owner: string, context: ContextBuilder): void => {
    for (const action of actions) calls.push({ caller, action, resource, resourceAccount: owner, context });
  };
  if (aliasArn !== undefined) {
    const owner = accountIn(aliasArn);
    const context = globalContext(world, request.connection, owner);
    fillCallerAccount(context, caller);
    ask(aliasArn, owner, context);
  }
  if (ON_ACCOUNT.has(operation)) {
    const owner = accountOf(caller);
    ask('*', owner, contextFor(world, request, owner));
  } else if (keyArn !== undefined) {
    const owner = accountIn(keyArn);
    const context = contextFor(world, request, owner);
    fillKey(context, world, keyArn, caller);
    ask(keyArn, owner, context);
  }
  if (calls.length === 0) {
    throw new Error(`a request for kms:${operation} names no key: give keyArn, or aliasArn for operations on aliases`);
  }
  return calls;
}

/** The condition keys that a request fills by itself. */
function contextFor(world: World, request: KmsRequest, owner: string): ContextBuilder {
  const { operation, caller, connection, tags, encryptionContext, grantOperations, granteePrincipal } = request;
  const context = globalContext(world, connection, owner);
  fillCallerAccount(context, caller);
  fillEncryptionContext(context, encryptionContext);
  if (CRYPTOGRAPHIC.has(operation)) context['kms:encryptionalgorithm'] = 'SYMMETRIC_DEFAULT';
  if (operation === 'CreateKey') fillPairs(context, 'kms:', KEY_KIND);
  if (operation === 'UntagResource') context['aws:tagkeys'] = Object.keys(tags ?? {});
  else fillRequestTags(context, tags);
  if (ABOUT_GRANTS.has(operation)) context['kms:grantisforawsresource'] = 'false';
  if (grantOperations) context['kms:grantoperations'] = grantOperations;
  if (granteePrincipal !== undefined) context['kms:granteeprincipal'] = granteePrincipal;
  return Object.assign(context, request.context);
}
