import { compareKeys, hasSurrogates } from './key-order';

/**
 * The keys of one bucket in UTF-8 order. Adding and removing cost a set operation; the order is brought up to date
 * by one merge when somebody lists, so that 100,000 writes in a row never sort.
 */
export class SortedKeys {
  private sorted: string[] = [];
  private readonly added = new Set<string>();
  private readonly removed = new Set<string>();
  private plain = true;

  /** Adds a key that is not there yet. */
  add(key: string): void {
    if (!this.removed.delete(key)) this.added.add(key);
    if (this.plain && hasSurrogates(key)) this.plain = false;
  }

  /** Removes a key that is there. */
  remove(key: string): void {
    if (!this.added.delete(key)) this.removed.add(key);
  }

  /** All keys in order. The array is valid until the next change. */
  all(): readonly string[] {
    if (this.added.size > 0 || this.removed.size > 0) this.merge();
    return this.sorted;
  }

  private merge(): void {
    const fresh = [...this.added];
    if (this.plain) fresh.sort();
    else fresh.sort(compareKeys);
    const kept = this.removed.size > 0 ? this.sorted.filter((key) => !this.removed.has(key)) : this.sorted;
    this.sorted = kept.length === 0 ? fresh : this.interleave(kept, fresh);
    this.added.clear();
    this.removed.clear();
  }

  private interleave(a: readonly string[], b: readonly string[]): string[] {
    const before = this.plain ? (x: string, y: string) => x < y : (x: string, y: string) => compareKeys(x, y) < 0;
    const merged = new Array<string>(a.length + b.length);
    let i = 0;
    let j = 0;
    for (let k = 0; k < merged.length; k++) {
      const fromA = j >= b.length || (i < a.length && before(a[i]!, b[j]!));
      merged[k] = fromA ? a[i++]! : b[j++]!;
    }
    return merged;
  }
}
