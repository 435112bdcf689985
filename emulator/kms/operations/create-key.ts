import { randomUUID } from 'node:crypto';
import { createKey as createWorldKey } from '../../../access/world/keys';
import { ensureAccount } from '../../../access/world/create';
import { partitionOf } from '../../../access/world/arn';
import { defaultKeyPolicy } from '../../../access/world/default-key-policy';
import { AwsError } from '../../http/exchange';
import { invalid, type JsonOperation, type Members } from '../../http/json-protocol';
import { requireAccess } from '../../require-access';
import { readKeyPolicy, requireNoLockout } from '../key-policy';
import { accountOf } from '../key-reference';
import { keyMetadata } from '../metadata';
import { requireFewTags, tagsIn } from '../tags';

/** Makes a symmetric encryption key; other specs, multi-Region keys and imported material are NotImplemented. */
export const createKey: JsonOperation = (call) => {
  const { state, request, members } = call;
  members.refuse('CustomKeyStoreId', 'XksKeyId');
  requireSymmetric(members);
  const bypass = members.boolean('BypassPolicyLockoutSafetyCheck') ?? false;
  const tags = tagsIn(members);
  requireFewTags(Object.keys(tags).length);
  requireAccess(state.world, {
    service: 'kms',
    operation: 'CreateKey',
    caller: request.caller,
    connection: request.connection,
    tags,
    context: { 'kms:bypasspolicylockoutsafetycheck': String(bypass) },
  });
  const description = members.string('Description') ?? '';
  if (description.length > 8192) {
    throw invalid(description, 'Description', 'Member must have length less than or equal to 8192');
  }
  const { region } = request.connection;
  const partition = partitionOf(region);
  const account = ensureAccount(state.world, accountOf(call), partition).id;
  const id = randomUUID();
  const text = members.string('Policy');
  const policy =
    text === undefined ? defaultKeyPolicy(`arn:${partition}:iam::${account}:root`) : readKeyPolicy(state.world, text);
  if (!bypass) requireNoLockout(call, policy, `arn:${partition}:kms:${region}:${account}:key/${id}`);
  const createdAt = state.clock().toISOString();
  const key = createWorldKey(state.world, { account, region, id, policy, description, tags, createdAt });
  return { KeyMetadata: keyMetadata(key) };
};

function requireSymmetric(members: Members): void {
  const wanted: readonly (readonly [member: string, value: string])[] = [
    ['KeySpec', 'SYMMETRIC_DEFAULT'],
    ['CustomerMasterKeySpec', 'SYMMETRIC_DEFAULT'],
    ['KeyUsage', 'ENCRYPT_DECRYPT'],
    ['Origin', 'AWS_KMS'],
  ];
  for (const [member, value] of wanted) {
    const given = members.string(member);
    if (given !== undefined && given !== value) {
      throw new AwsError('NotImplemented', 501, `${member} ${given} is not implemented here; ${value} is.`);
    }
  }
  if (members.boolean('MultiRegion'))
    throw new AwsError('NotImplemented', 501, 'Multi-Region keys are not implemented here.');
}
