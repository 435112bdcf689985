/** The matchers as test runners declare theirs; each entry merges them into its runner's own interface. */
export interface PairMatchers {
  /**
   * Whether a role is able to do an action, by a real call with the role's own credentials. Await it.
   *
   * @param action in AWS's spelling, e.g. `s3:GetObject`
   * @param key the object's key; of a listing its prefix
   */
  toBeAbleTo(action: string, key?: string): Promise<void>;
  /** Whether every check of the pair's contract holds on what is deployed. Await it. */
  toHonourItsContract(): Promise<void>;
}

// Of @types/jest, and of Vitest, whose assertions have what this interface has.
declare global {
  // oxlint-disable-next-line typescript/no-namespace -- Jest's own is one
  namespace jest {
    // oxlint-disable-next-line typescript/no-empty-object-type -- as Jest declares it
    interface Matchers<R, T = {}> extends PairMatchers {}
  }
}
