import { createAlias as createWorldAlias } from '../../../access/world/keys';
import { partitionOf } from '../../../access/world/arn';
import type { KeyAlias } from '../../../access/world/world';
import { AwsError } from '../../http/exchange';
import { invalid, type JsonCall, type JsonOperation } from '../../http/json-protocol';
import { requireAccess } from '../../require-access';
import { accountOf, keyFor, notFound, ownKeys, resolveKey } from '../key-reference';
import { seconds } from '../metadata';
import { pageOf, sortedBy } from '../page';

/** CreateAlias: needs the permission on the alias and on the key. */
export const createAlias: JsonOperation = (call) => {
  const { name, arn } = aliasIn(call);
  const key = keyFor(call, 'not-pending-deletion', { aliasArn: arn }, call.members.required('TargetKeyId'));
  const account = accountOf(call);
  if (key.account !== account) throw foreignKey();
  if (call.state.world.accounts.get(account)!.aliases.has(arn)) {
    throw new AwsError('AlreadyExistsException', 400, `An alias with the name ${arn} already exists`);
  }
  createWorldAlias(call.state.world, { name, targetKeyArn: key.arn, createdAt: call.state.clock().toISOString() });
};

/** UpdateAlias: needs the permission on the alias, on the key it had and on the one it gets. */
export const updateAlias: JsonOperation = (call) => {
  const { arn } = aliasIn(call);
  const alias = existing(call, arn);
  keyFor(call, 'any', { aliasArn: arn }, alias.targetKeyArn);
  const key = keyFor(call, 'not-pending-deletion', { aliasArn: arn }, call.members.required('TargetKeyId'));
  if (key.account !== accountOf(call)) throw foreignKey();
  alias.targetKeyArn = key.arn;
};

/** DeleteAlias: needs the permission on the alias and on its key; the key stays. */
export const deleteAlias: JsonOperation = (call) => {
  const { arn } = aliasIn(call);
  const alias = existing(call, arn);
  keyFor(call, 'any', { aliasArn: arn }, alias.targetKeyArn);
  call.state.world.accounts.get(accountOf(call))!.aliases.delete(arn);
};

/** ListAliases: of the caller's account in the region called, or of one key. */
export const listAliases: JsonOperation = (call) => {
  const { state, request, members } = call;
  let target: string | undefined;
  const { caller, connection } = request;
  requireAccess(state.world, { service: 'kms', operation: 'ListAliases', caller, connection });
  const own = ownKeys(call);
  const reference = members.string('KeyId');
  if (reference !== undefined) {
    target = resolveKey(call, reference)?.arn;
    // The aliases of another account's key are not listed, nor is it told whether there is such a key.
    if (!own.some(({ arn }) => arn === target)) throw notFound(call, reference);
  }
  const all = [...(state.world.accounts.get(accountOf(call))?.aliases.values() ?? [])];
  const here = all.filter(
    (alias) => alias.region === connection.region && (target === undefined || alias.targetKeyArn === target),
  );
  const { items, ...page } = pageOf(
    members,
    sortedBy(here, (alias) => alias.name),
    (alias) => alias.name,
  );
  return { Aliases: items.map(describe), ...page };
};

function describe(alias: KeyAlias): Record<string, unknown> {
  return {
    AliasName: alias.name,
    AliasArn: alias.arn,
    TargetKeyId: alias.targetKeyArn.slice(alias.targetKeyArn.indexOf(':key/') + ':key/'.length),
    CreationDate: seconds(alias.createdAt),
    LastUpdatedDate: seconds(alias.createdAt),
  };
}

function aliasIn(call: JsonCall): { readonly name: string; readonly arn: string } {
  const name = call.members.required('AliasName');
  if (!name.startsWith('alias/')) {
    throw new AwsError(
      'ValidationException',
      400,
      `Alias must start with the prefix "alias/". Please see https://docs.aws.amazon.com/kms/latest/developerguide/kms-alias.html`,
    );
  }
  if (!/^alias\/[a-zA-Z0-9/_-]+$/.test(name) || name.length > 256) {
    throw invalid(name, 'AliasName', 'Member must satisfy regular expression pattern: ^[a-zA-Z0-9:/_-]+$');
  }
  if (call.operation !== 'DeleteAlias' && name.startsWith('alias/aws/')) {
    throw new AwsError('InvalidAliasNameException', 400, 'Aliases that begin with alias/aws/ are reserved for AWS');
  }
  const { region } = call.request.connection;
  return { name, arn: `arn:${partitionOf(region)}:kms:${region}:${accountOf(call)}:${name}` };
}

function existing(call: JsonCall, arn: string): KeyAlias {
  const alias = call.state.world.accounts.get(accountOf(call))?.aliases.get(arn);
  if (alias) return alias;
  const { caller, connection } = call.request;
  requireAccess(call.state.world, { service: 'kms', operation: call.operation, caller, connection, aliasArn: arn });
  throw new AwsError('NotFoundException', 400, `Alias ${arn} is not found.`);
}

const foreignKey = (): AwsError =>
  new AwsError('NotFoundException', 400, 'The key of an alias must be in the same account and region as the alias');
