import { queryService } from '../http/query-protocol';
import { assumeRole } from './assume-role';
import { getAccessKeyInfo } from './get-access-key-info';
import { getCallerIdentity } from './get-caller-identity';
import { getSessionToken } from './get-session-token';

/**
 * Security Token Service.
 *
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/
 */
export const sts = queryService('https://sts.amazonaws.com/doc/2011-06-15/', '2011-06-15', {
  AssumeRole: assumeRole,
  GetAccessKeyInfo: getAccessKeyInfo,
  GetCallerIdentity: getCallerIdentity,
  GetSessionToken: getSessionToken,
});
