import { accountOfAccessKeyId } from '../credentials/access-key-id';
import { findKeyHolder } from '../credentials/identify';
import { AwsError } from '../http/exchange';
import type { QueryOperation } from '../http/query-protocol';

/** The account to which an access key id belongs, whether or not the key is active. */
export const getAccessKeyInfo: QueryOperation = ({ state, parameters }) => {
  const accessKeyId = parameters.required('AccessKeyId');
  const account =
    findKeyHolder(state.world, accessKeyId, false)?.account.id ??
    (/^\d{12}$/.test(accessKeyId) ? accessKeyId : accountOfAccessKeyId(accessKeyId));
  if (account === undefined) {
    throw new AwsError('ValidationError', 400, `Invalid access key id: ${accessKeyId}`);
  }
  return { Account: account };
};
