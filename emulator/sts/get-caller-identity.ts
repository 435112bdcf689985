import { callerAccount, callerArn } from '../../access/caller';
import { callerContext } from '../../access/decide/caller-context';
import { AwsError } from '../http/exchange';
import type { QueryOperation } from '../http/query-protocol';

/** Who the caller is; needs no permission and cannot be denied (R-STS-7). */
export const getCallerIdentity: QueryOperation = ({ request: { caller } }) => {
  const account = callerAccount(caller);
  if (account === undefined) {
    throw new AwsError('MissingAuthenticationToken', 403, 'Request is missing Authentication Token');
  }
  return { UserId: String(callerContext(caller)('aws:userid')), Account: account, Arn: callerArn(caller) };
};
