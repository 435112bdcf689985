/**
 * Waits for all, also when one fails: nothing may go on where everything is about to be taken away.
 *
 * @throws what the first that failed threw
 */
export async function settle<T>(running: readonly Promise<T>[]): Promise<T[]> {
  const results = await Promise.allSettled(running);
  const failed = results.find((result) => result.status === 'rejected');
  if (failed) throw failed.reason;
  return results.map((result) => (result as PromiseFulfilledResult<T>).value);
}
