import type { ObjectVersion } from './object-version';
import { SortedKeys } from './sorted-keys';

/** All versions of all objects of one bucket, in memory. */
export class BucketObjects {
  /** Oldest version first: a new one is pushed. */
  private readonly stacks = new Map<string, ObjectVersion[]>();
  private readonly order = new SortedKeys();

  /** How many keys have at least one version or delete marker. */
  get size(): number {
    return this.stacks.size;
  }

  /** Every key that has a version or a delete marker, in UTF-8 order. */
  keys(): readonly string[] {
    return this.order.all();
  }

  /** The newest version of a key, which may be a delete marker. */
  current(key: string): ObjectVersion | undefined {
    return this.stacks.get(key)?.at(-1);
  }

  version(key: string, versionId: string): ObjectVersion | undefined {
    return this.stacks.get(key)?.find((version) => version.versionId === versionId);
  }

  /** All versions of a key, oldest first. */
  versions(key: string): readonly ObjectVersion[] {
    return this.stacks.get(key) ?? [];
  }

  /** Makes a version the newest one. A version `null` takes the place of an older `null`. @returns the one replaced */
  put(key: string, version: ObjectVersion): ObjectVersion | undefined {
    const stack = this.stacks.get(key);
    if (!stack) {
      this.stacks.set(key, [version]);
      this.order.add(key);
      return undefined;
    }
    const replaced = version.versionId === 'null' ? stack.findIndex((old) => old.versionId === 'null') : -1;
    const [old] = replaced >= 0 ? stack.splice(replaced, 1) : [];
    stack.push(version);
    return old;
  }

  /** Removes a version for good. @returns the version, if there was one */
  remove(key: string, versionId: string): ObjectVersion | undefined {
    const stack = this.stacks.get(key);
    const index = stack?.findIndex((version) => version.versionId === versionId) ?? -1;
    if (!stack || index < 0) return undefined;
    const [old] = stack.splice(index, 1);
    if (stack.length === 0) {
      this.stacks.delete(key);
      this.order.remove(key);
    }
    return old;
  }

  /** Every version with its key, in no particular order. */
  *all(): IterableIterator<{ readonly key: string; readonly version: ObjectVersion }> {
    for (const [key, stack] of this.stacks) for (const version of stack) yield { key, version };
  }
}
