import type { World } from './world';

/**
 * A copy of a world that can be changed without the original noticing. Policy documents are shared: they are replaced,
 * never changed in place, and what is compiled for them serves both worlds.
 */
export function cloneWorld(world: World): World {
  return copy(world, undefined) as World;
}

/** Members that hold policy documents, by name. */
const DOCUMENTS: ReadonlySet<string | undefined> = new Set(['policy', 'trustPolicy', 'document', 'inlinePolicies']);

function copy(value: unknown, member: string | undefined): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Map) {
    const shared = member === 'inlinePolicies';
    return new Map([...value].map(([key, item]) => [key, shared ? item : copy(item, undefined)]));
  }
  if (value instanceof Set) return new Set(value);
  if (DOCUMENTS.has(member)) return value;
  if (Array.isArray(value)) return value.map((item) => copy(item, undefined));
  const made: Record<string, unknown> = { ...value };
  for (const name of Object.keys(made)) {
    if (typeof made[name] === 'object') made[name] = copy(made[name], name);
  }
  return made;
}
