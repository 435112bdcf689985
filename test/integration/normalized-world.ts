import { snapshot } from '../../access/world/snapshot';
import type { World } from '../../access/world/world';

/** A world without what differs from run to run: unique ids, key ids, access keys and times. */
export function normalized(world: World): unknown {
  const accounts = [...world.accounts.values()];
  const keys = accounts.flatMap((account) => [...account.keys.values()]);
  let text = JSON.stringify(snapshot(world), (name, value: unknown) => (name === 'createdAt' ? undefined : value));
  keys.forEach(({ id, account, description }) => (text = text.replaceAll(id, `key of ${account}: ${description}`)));
  for (const { roles, users, instanceProfiles, managedPolicies } of accounts) {
    for (const { uniqueId, name } of [...roles.values(), ...users.values(), ...instanceProfiles.values()]) {
      text = text.replaceAll(uniqueId, `id of ${name}`);
    }
    for (const { policyId, name } of managedPolicies.values()) text = text.replaceAll(policyId, `id of ${name}`);
    for (const { name, accessKeys } of users.values()) {
      [...accessKeys.keys()].forEach((id, index) => (text = text.replaceAll(id, `access key ${index} of ${name}`)));
    }
  }
  return sorted(JSON.parse(text));
}

/** The order in which things were made means nothing. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const { $map } = value as { $map?: [unknown, unknown][] };
  if ($map) return new Map($map.map(([key, item]): [unknown, unknown] => [key, sorted(item)]));
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, sorted(item)]));
}
