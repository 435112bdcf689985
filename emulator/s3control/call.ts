import type { Call } from '../../access/call';
import { decide } from '../../access/decide/decide';
import { globalContext } from '../../access/services/global-context';
import { AwsError, type AwsRequest } from '../http/exchange';
import { denied } from '../require-access';
import { noteDecisions } from '../trail';
import type { EmulatorState } from '../state';

/** Everything one operation of S3 Control works with. */
export interface ControlCall {
  readonly state: EmulatorState;
  readonly request: AwsRequest;
  /** In whose name it runs: `x-amz-account-id`. */
  readonly account: string;
}

/** The account that a request names. @throws AwsError InvalidRequest unless it has 12 digits */
export function accountOf({ headers }: AwsRequest): string {
  const account = headers['x-amz-account-id'] ?? '';
  if (/^\d{12}$/.test(account)) return account;
  throw new AwsError('InvalidRequest', 400, `The account id in x-amz-account-id has 12 digits, got '${account}'`);
}

/**
 * Asks the engine whether the caller may do an operation in the named account; other accounts have no policy that could
 * let them.
 *
 * @param action e.g. `s3:GetAccountPublicAccessBlock`
 * @param resource an ARN, or `*`
 * @throws AwsError AccessDenied
 */
export function requireControlAccess({ state, request, account }: ControlCall, action: string, resource: string): void {
  const { world } = state;
  const { connection } = request;
  const context = globalContext(world, connection, account);
  const call: Call = { caller: request.caller, action, resource, resourceAccount: account, context };
  const decision = decide(world, call);
  noteDecisions(connection, [decision]);
  if (decision.effect !== 'allow') throw denied(world, { service: 's3', connection }, decision);
}
