import { newAccessKeyId } from '../../credentials/access-key-id';
import { secretAccessKey } from '../../credentials/secrets';
import { AwsError } from '../../http/exchange';
import type { QueryCall, QueryOperation } from '../../http/query-protocol';
import type { AccessKey, User } from '../../../access/world/world';
import { instant, limitExceeded, noSuchEntity } from '../call';
import { page } from '../page';
import { principalFor } from '../principals';
import { userNameIn } from './users';

/** CreateAccessKey: the only answer that carries the secret. */
export const createAccessKey: QueryOperation = (call) => {
  const { state } = call;
  const { account, principal } = principalFor(call, 'User', {}, userNameIn(call));
  if (principal.accessKeys.size >= 2) throw limitExceeded('Cannot exceed quota for AccessKeysPerUser: 2');
  const key: AccessKey = {
    id: newAccessKeyId('AKIA', account.id),
    status: 'Active',
    createdAt: state.clock().toISOString(),
  };
  principal.accessKeys.set(key.id, key);
  return {
    AccessKey: {
      UserName: principal.name,
      AccessKeyId: key.id,
      Status: key.status,
      SecretAccessKey: secretAccessKey(state.secret, key.id),
      CreateDate: instant(key.createdAt),
    },
  };
};

/** ListAccessKeys */
export const listAccessKeys: QueryOperation = (call) => {
  const { principal } = principalFor(call, 'User', {}, userNameIn(call));
  return page(
    call.parameters,
    principal.accessKeys.values(),
    ({ id }) => id,
    'AccessKeyMetadata',
    (key) => ({
      UserName: principal.name,
      AccessKeyId: key.id,
      Status: key.status,
      CreateDate: instant(key.createdAt),
    }),
  );
};

/** UpdateAccessKey: an inactive key signs nothing. */
export const updateAccessKey: QueryOperation = (call) => {
  const status = call.parameters.required('Status');
  const { principal } = principalFor(call, 'User', {}, userNameIn(call));
  if (status !== 'Active' && status !== 'Inactive') {
    throw new AwsError('ValidationError', 400, `Status must be Active or Inactive, got ${status}`);
  }
  keyIn(call, principal).status = status;
};

/** DeleteAccessKey */
export const deleteAccessKey: QueryOperation = (call) => {
  const { principal } = principalFor(call, 'User', {}, userNameIn(call));
  principal.accessKeys.delete(keyIn(call, principal).id);
};

function keyIn(call: QueryCall, user: User): AccessKey {
  const id = call.parameters.required('AccessKeyId');
  const key = user.accessKeys.get(id);
  if (!key) throw noSuchEntity(`The Access Key with id ${id} cannot be found.`);
  return key;
}
