import type { World } from '../../../../access/world/world';

/** A world as JSON that a fixture can be held against: maps as objects, sets as lists. */
export function plainWorld(world: World): unknown {
  return plain(world);
}

function plain(value: unknown): unknown {
  if (value instanceof Map) return Object.fromEntries([...value].map(([key, item]) => [key, plain(item)]));
  if (value instanceof Set) return [...value];
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, plain(item)]));
}
