import { settle } from '../deploy/settle';

/** As many as a client has connections. */
const most = 16;

/** Works on all items, several at a time, and begins them in their order. Nothing is under way once it returns or throws. */
export async function sideBySide<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const waiting = items.values();
  const one = async () => {
    for (const item of waiting) await work(item);
  };
  await settle(Array.from({ length: Math.min(most, items.length) }, one));
}
