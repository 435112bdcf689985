import { AwsError } from '../../http/exchange';
import type { JsonOperation } from '../../http/json-protocol';
import { showPrincipals } from '../../../access/world/principal-ids';
import { requireAccess } from '../../require-access';
import { keyFor, ownKeys } from '../key-reference';
import { keyMetadata } from '../metadata';
import { pageOf, sortedBy } from '../page';

/** DescribeKey */
export const describeKey: JsonOperation = (call) => ({ KeyMetadata: keyMetadata(keyFor(call, 'any')) });

/** GetKeyPolicy; roles and users stand by their ARN while they live, by their unique id afterwards (R-PR-ID). */
export const getKeyPolicy: JsonOperation = (call) => {
  const key = keyFor(call, 'any');
  requireDefault(call.members.string('PolicyName'));
  return { Policy: JSON.stringify(showPrincipals(call.state.world, key.policy)), PolicyName: 'default' };
};

/** A key has one policy, named `default`. @throws AwsError NotFoundException for another name */
export function requireDefault(name: string | undefined): void {
  if (name !== undefined && name !== 'default') {
    throw new AwsError('NotFoundException', 400, `No such policy exists: ${name}`);
  }
}

/** ListKeyPolicies */
export const listKeyPolicies: JsonOperation = (call) => {
  keyFor(call, 'any');
  return { PolicyNames: ['default'], Truncated: false };
};

/** ListKeys: those of the caller's account in the region called. */
export const listKeys: JsonOperation = (call) => {
  const { state, request, members } = call;
  requireAccess(state.world, {
    service: 'kms',
    operation: 'ListKeys',
    caller: request.caller,
    connection: request.connection,
  });
  const here = ownKeys(call).filter((key) => key.region === request.connection.region);
  const { items, ...page } = pageOf(
    members,
    sortedBy(here, (key) => key.id),
    (key) => key.id,
  );
  return { Keys: items.map((key) => ({ KeyId: key.id, KeyArn: key.arn })), ...page };
};

/** ListResourceTags */
export const listResourceTags: JsonOperation = (call) => {
  const key = keyFor(call, 'any');
  const tags = sortedBy(key.tags, ([name]) => name);
  const { items, ...page } = pageOf(call.members, tags, ([name]) => name, 50, 50);
  return { Tags: items.map(([TagKey, TagValue]) => ({ TagKey, TagValue })), ...page };
};
