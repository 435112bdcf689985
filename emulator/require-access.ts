import { callerAccount } from '../access/caller';
import type { Decision } from '../access/decision';
import { awsText } from '../access/explain/aws-text';
import { authorize } from '../access/services/authorize';
import type { ApiRequest, Connection } from '../access/services/request';
import type { World } from '../access/world/world';
import { AwsError } from './http/exchange';
import { noteDecisions, trailOf } from './trail';

/**
 * Asks the engine whether a caller may make a request of STS, IAM or KMS.
 *
 * @throws AwsError in AWS's words: AccessDenied 403, or KMS's AccessDeniedException 400
 */
export function requireAccess(world: World, request: ApiRequest): void {
  const { effect, refusal, decisions } = authorize(world, request);
  noteDecisions(request.connection, decisions);
  if (effect === 'allow') return;
  throw denied(world, request, refusal);
}

/** The error for a decision that is no allow. */
export function denied(
  world: World,
  { service, connection }: Pick<ApiRequest, 'service' | 'connection'>,
  decision: Decision | undefined,
): AwsError {
  const text = denialText(world, connection, decision);
  return service === 'kms' ? new AwsError('AccessDeniedException', 400, text) : new AwsError('AccessDenied', 403, text);
}

/** A denial in AWS's words, with its reason where AWS tells it or all are told. */
export function denialText(world: World, connection: Connection, decision: Decision | undefined): string {
  if (!decision) return 'Access Denied';
  return awsText(decision, trailOf(connection)?.tellsWhy === true || detailsVisible(world, decision));
}

/** AWS tells why only to callers of the resource's account or organization (facts, section 11). */
export function detailsVisible(world: World, { call }: Decision): boolean {
  const account = callerAccount(call.caller);
  if (account === undefined) return false;
  if (account === call.resourceAccount) return true;
  const organization = world.accounts.get(account)?.organization?.id;
  return organization !== undefined && organization === world.accounts.get(call.resourceAccount)?.organization?.id;
}
