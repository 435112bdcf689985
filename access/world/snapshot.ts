import type { World } from './world';

/** How a Map and a Set stand in JSON. */
type Tagged = { readonly $map: readonly (readonly [unknown, unknown])[] } | { readonly $set: readonly unknown[] };

/** A world as plain JSON, from which {@link restore} makes it again. */
export function snapshot(world: World): unknown {
  return plain(world);
}

/**
 * The world of a snapshot.
 *
 * @throws Error for anything that {@link snapshot} did not make
 */
export function restore(json: unknown): World {
  const world = revive(json) as Partial<World> | null;
  const whole = [world?.accounts, world?.buckets, world?.organizations].every((part) => part instanceof Map);
  if (!whole) throw new Error('this is no snapshot of a world: it has no accounts, buckets and organizations');
  return world as World;
}

function plain(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Map) return { $map: [...value].map(([key, item]) => [key, plain(item)]) } satisfies Tagged;
  if (value instanceof Set) return { $set: [...value] } satisfies Tagged;
  if (Array.isArray(value)) return value.map(plain);
  // Policies and encryption contexts have names of their users' making: one that looks like a tag is written with one $ more.
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [name.startsWith('$') ? `$${name}` : name, plain(item)]),
  );
}

function revive(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(revive);
  const { $map, $set } = value as { $map?: [unknown, unknown][]; $set?: unknown[] };
  if ($map) return new Map($map.map(([key, item]) => [key, revive(item)]));
  if ($set) return new Set($set);
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [name.startsWith('$$') ? name.slice(1) : name, revive(item)]),
  );
}
