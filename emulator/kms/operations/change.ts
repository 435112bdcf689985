import { AwsError } from '../../http/exchange';
import { invalid, type JsonOperation } from '../../http/json-protocol';
import { readKeyPolicy, requireNoLockout } from '../key-policy';
import { keyFor } from '../key-reference';
import { requireDefault } from './describe';
import { seconds } from '../metadata';
import { requireFewTags, tagsIn } from '../tags';

/** PutKeyPolicy, with the lockout safety check unless it is bypassed. */
export const putKeyPolicy: JsonOperation = (call) => {
  const { state, members } = call;
  const text = members.required('Policy');
  requireDefault(members.string('PolicyName'));
  const bypass = members.boolean('BypassPolicyLockoutSafetyCheck') ?? false;
  const key = keyFor(call, 'any', { context: { 'kms:bypasspolicylockoutsafetycheck': String(bypass) } });
  const policy = readKeyPolicy(state.world, text);
  if (!bypass) requireNoLockout(call, policy, key.arn);
  key.policy = policy;
};

/** UpdateKeyDescription */
export const updateKeyDescription: JsonOperation = (call) => {
  const description = call.members.required('Description');
  if (description.length > 8192) {
    throw invalid(description, 'Description', 'Member must have length less than or equal to 8192');
  }
  keyFor(call, 'not-pending-deletion').description = description;
};

/** EnableKey */
export const enableKey: JsonOperation = (call) => {
  keyFor(call, 'not-pending-deletion').state = 'Enabled';
};

/** DisableKey */
export const disableKey: JsonOperation = (call) => {
  keyFor(call, 'not-pending-deletion').state = 'Disabled';
};

/** ScheduleKeyDeletion: 7 to 30 days, 30 unless said. */
export const scheduleKeyDeletion: JsonOperation = (call) => {
  const days = call.members.integer('PendingWindowInDays', 7, 30) ?? 30;
  const context = { 'kms:schedulekeydeletionpendingwindowindays': String(days) };
  const key = keyFor(call, 'not-pending-deletion', { context });
  key.state = 'PendingDeletion';
  key.deletionDate = new Date(call.state.clock().getTime() + days * 24 * 60 * 60 * 1000).toISOString();
  return { KeyId: key.arn, DeletionDate: seconds(key.deletionDate), KeyState: key.state, PendingWindowInDays: days };
};

/** CancelKeyDeletion; the key comes back disabled. */
export const cancelKeyDeletion: JsonOperation = (call) => {
  const key = keyFor(call, 'pending-deletion');
  key.state = 'Disabled';
  delete key.deletionDate;
  return { KeyId: key.arn };
};

/** TagResource */
export const tagResource: JsonOperation = (call) => {
  const tags = tagsIn(call.members);
  const key = keyFor(call, 'not-pending-deletion', { tags });
  requireFewTags(new Set([...key.tags.keys(), ...Object.keys(tags)]).size);
  for (const [name, value] of Object.entries(tags)) key.tags.set(name, value);
};

/** UntagResource */
export const untagResource: JsonOperation = (call) => {
  const names = call.members.strings('TagKeys');
  if (!names) throw new AwsError('ValidationException', 400, 'TagKeys is required');
  const key = keyFor(call, 'not-pending-deletion', { tags: Object.fromEntries(names.map((name) => [name, ''])) });
  for (const name of names) key.tags.delete(name);
};
