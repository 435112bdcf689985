import { iamArn } from '../../arn';
import { ensureAccount } from '../../create';
import type { World } from '../../world';
import type { DataBlock, DataSource } from '../data-source';
import type { ValueMap } from '../expression/value';
import type { Place } from '../place';

/** `aws_iam_role`: of a role that this stack or an earlier one makes; of any other only the name is known. */
export const iamRole: DataSource = ({ given, place, world, find }) => {
  const name = given.required('name');
  given.ignore('tags');
  return { name, id: name, ...attributesOf(name, place, world, find) };
};

function attributesOf(name: string, place: Place, world: World, find: DataBlock['find']): ValueMap {
  const account = ensureAccount(world, place.account, place.partition);
  const role = account.roles.get(name);
  if (role) {
    const { path, uniqueId, description, maxSessionDuration } = role;
    const arn = iamArn(account, 'role', path, name);
    return { path, arn, unique_id: uniqueId, description, max_session_duration: maxSessionDuration };
  }
  const resource = find('aws_iam_role', 'name', name);
  const attributes = resource ? ['path', 'arn', 'unique_id', 'max_session_duration'] : [];
  return Object.fromEntries(attributes.map((attribute) => [attribute, resource!.attribute(attribute)]));
}
