import { AwsError } from '../http/exchange';
import type { QueryOperation } from '../http/query-protocol';
import { credentialsElement, issue } from './credentials';

const USER_DEFAULT = 43_200;
const USER_MOST = 129_600;
const ROOT_MOST = 3600;

/**
 * Temporary credentials of the calling user or root; needs no permission (R-STS-7), and a session cannot have another one.
 *
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html
 */
export const getSessionToken: QueryOperation = ({ state, request, parameters }) => {
  const { caller } = request;
  if (parameters.has('SerialNumber') || parameters.has('TokenCode')) {
    throw new AwsError('NotImplemented', 501, 'MFA devices are not implemented here.');
  }
  const temporary = request.headers['x-amz-security-token'] !== undefined;
  if ((caller.kind !== 'user' && caller.kind !== 'root') || temporary) {
    throw new AwsError('AccessDenied', 403, 'Cannot call GetSessionToken with session credentials');
  }
  const asked = parameters.integer('DurationSeconds', 900, USER_MOST);
  // AWS does not refuse root a longer session, it makes it shorter.
  const seconds = caller.kind === 'root' ? Math.min(asked ?? ROOT_MOST, ROOT_MOST) : (asked ?? USER_DEFAULT);
  const session = { ...caller, mfa: false, tokenIssueTime: state.clock().toISOString() };
  return { Credentials: credentialsElement(issue(state, caller.account, seconds, { caller: session })) };
};
