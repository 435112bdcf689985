/**
 * Takes away what was made before something failed.
 *
 * @throws the failure; where something is left behind, an Error that says both
 */
export async function takeAwayAfter(failure: unknown, remove: () => Promise<void>): Promise<never> {
  try {
    await remove();
  } catch (left) {
    throw new Error(`${(failure as Error).message}; ${(left as Error).message}`, { cause: failure });
  }
  throw failure;
}
