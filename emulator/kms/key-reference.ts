import { callerAccount } from '../../access/caller';
import type { KmsRequest } from '../../access/services/request';
import { partitionOf } from '../../access/world/arn';
import type { Key } from '../../access/world/key';
import { tryFindKey } from '../../access/world/lookup';
import { requireAccess } from '../require-access';
import { AwsError } from '../http/exchange';
import { invalid, type JsonCall } from '../http/json-protocol';

/** In which states of a key an operation works. @see https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html */
export type WorksOn = 'enabled' | 'not-pending-deletion' | 'pending-deletion' | 'any';

/** The account of the caller: KMS has no anonymous callers. */
export function accountOf({ request: { caller } }: JsonCall): string {
  const account = callerAccount(caller);
  if (account === undefined) throw new AwsError('AccessDeniedException', 400, 'KMS needs a caller with an account');
  return account;
}

/** Operations to which an alias names a key; the others want its id or ARN, so that it is clear which key they change. */
const TAKE_ALIASES: ReadonlySet<string> = new Set([
  'Decrypt',
  'DescribeKey',
  'Encrypt',
  'GenerateDataKey',
  'GenerateDataKeyWithoutPlaintext',
  'ReEncrypt',
  'ReEncryptFrom',
  'ReEncryptTo',
]);

/**
 * Finds the key that a request names by ARN, id, alias or alias ARN, asks whether the caller may do the operation on it, and
 * checks its state; in this order, as KMS does.
 *
 * @param worksOn the states in which the operation works
 * @param more what the operation adds to the request that is decided
 * @param reference default: the member `KeyId`
 * @throws AwsError NotFoundException, AccessDeniedException, DisabledException, KMSInvalidStateException
 */
export function keyFor(
  call: JsonCall,
  worksOn: WorksOn,
  more: Partial<KmsRequest> = {},
  reference = call.members.required('KeyId'),
): Key {
  const key = resolveKey(call, reference);
  const { caller, connection } = call.request;
  const alias = /(^|:)(alias\/.*)$/.exec(reference)?.[2];
  requireAccess(call.state.world, {
    service: 'kms',
    operation: call.operation,
    caller,
    connection,
    keyArn: key?.arn ?? reference,
    ...more,
    context: { ...more.context, ...(alias !== undefined && { 'kms:requestalias': alias }) },
  });
  if (!key) throw notFound(call, reference);
  requireState(key, worksOn);
  return key;
}

/**
 * The key that a reference means. A key of another account that is not there is undefined: whoever asks has to answer that
 * access is denied, so that nobody learns which keys exist there.
 *
 * @throws AwsError NotFoundException for one of the caller's own account or of another region; InvalidArnException
 */
export function resolveKey(call: JsonCall, reference: string): Key | undefined {
  const account = accountOf(call);
  const { region } = call.request.connection;
  if (reference === '' || reference.length > 2048) {
    throw invalid(reference, 'keyId', 'Member must have length between 1 and 2048');
  }
  let owner = account;
  if (reference.startsWith('arn:')) {
    const arn = /^arn:[a-z-]+:kms:([a-z0-9-]+):(\d{12}):(key|alias)\/.+$/.exec(reference);
    if (!arn) throw new AwsError('InvalidArnException', 400, `Invalid arn ${reference}`);
    if (arn[1] !== region) throw new AwsError('NotFoundException', 400, `Invalid arn ${arn[1]}`);
    owner = arn[2]!;
  }
  if (/(^|:)alias\//.test(reference) && !TAKE_ALIASES.has(call.operation)) {
    throw new AwsError('NotFoundException', 400, `Invalid keyId ${reference}`);
  }
  const key = live(call, tryFindKey(call.state.world, reference, { account, region }));
  if (!key && owner === account) throw notFound(call, reference);
  return key;
}

/** The keys of the caller's account. */
export function ownKeys(call: JsonCall): Key[] {
  const keys = call.state.world.accounts.get(accountOf(call))?.keys.values() ?? [];
  return [...keys].filter((key) => live(call, key));
}

/** A key whose waiting period is over is gone; it leaves the world when someone next asks for it. */
function live(call: JsonCall, key: Key | undefined): Key | undefined {
  if (!key?.deletionDate || Date.parse(key.deletionDate) > call.state.clock().getTime()) return key;
  const account = call.state.world.accounts.get(key.account);
  account?.keys.delete(key.arn);
  for (const [arn, alias] of account?.aliases ?? []) if (alias.targetKeyArn === key.arn) account!.aliases.delete(arn);
  return undefined;
}

/** The error for a key or alias that is not there. */
export function notFound(call: JsonCall, reference: string): AwsError {
  const { region } = call.request.connection;
  const scope = `arn:${partitionOf(region)}:kms:${region}:${accountOf(call)}:`;
  if (reference.includes('alias/')) {
    const arn = reference.startsWith('arn:') ? reference : `${scope}${reference}`;
    return new AwsError('NotFoundException', 400, `Alias ${arn} is not found.`);
  }
  const arn = reference.startsWith('arn:') ? reference : `${scope}key/${reference}`;
  return new AwsError('NotFoundException', 400, `Key '${arn}' does not exist`);
}

/** @throws AwsError when the key's state forbids it (R-KMS-7) */
function requireState(key: Key, worksOn: WorksOn): void {
  if (worksOn === 'any') return;
  const pending = key.state === 'PendingDeletion';
  if (worksOn === 'pending-deletion') {
    if (!pending) throw new AwsError('KMSInvalidStateException', 400, `${key.arn} is not pending deletion.`);
    return;
  }
  if (pending) throw new AwsError('KMSInvalidStateException', 400, `${key.arn} is pending deletion.`);
  if (worksOn === 'enabled' && key.state !== 'Enabled') {
    throw new AwsError('DisabledException', 400, `${key.arn} is disabled.`);
  }
}
