import { callerAccount } from '../../access/caller';
import type { IamRequest } from '../../access/services/request';
import { ensureAccount } from '../../access/world/create';
import type { Account } from '../../access/world/world';
import { AwsError } from '../http/exchange';
import type { QueryCall } from '../http/query-protocol';
import { requireAccess } from '../require-access';

/** The account in which an IAM request works: the caller's own, always. */
export function accountOf({ state, request }: QueryCall): Account {
  const account = callerAccount(request.caller);
  if (account === undefined) {
    throw new AwsError('MissingAuthenticationToken', 403, 'Request is missing Authentication Token');
  }
  return ensureAccount(state.world, account);
}

/**
 * Asks whether the caller may do the operation.
 *
 * @param resource the ARN of the entity it is about
 * @param context the condition keys that the operation fills, in lower case
 * @param operation default: the one called; PassRole is asked beside it
 * @throws AwsError AccessDenied
 */
export function authorizeIam(
  call: QueryCall,
  resource: string,
  context: IamRequest['context'] = {},
  operation = call.operation,
): void {
  const { caller, connection } = call.request;
  requireAccess(call.state.world, { service: 'iam', operation, caller, connection, resource, context });
}

/** An instant as IAM writes it, to the second. */
export function instant(iso: string): string {
  return `${iso.slice(0, 19)}Z`;
}

/** @throws AwsError NoSuchEntity 404 */
export function noSuchEntity(message: string): AwsError {
  return new AwsError('NoSuchEntity', 404, message);
}

/** @throws AwsError EntityAlreadyExists 409 */
export function alreadyExists(message: string): AwsError {
  return new AwsError('EntityAlreadyExists', 409, message);
}

/** @throws AwsError DeleteConflict 409 */
export function deleteConflict(message: string): AwsError {
  return new AwsError('DeleteConflict', 409, message);
}

/** @throws AwsError LimitExceeded 409 */
export function limitExceeded(message: string): AwsError {
  return new AwsError('LimitExceeded', 409, message);
}
