/** What is still to be done when all principals are there that policies may name. */
export interface Later {
  /** Of accounts that policies name. */
  readonly texts: string[];
  readonly work: (() => Promise<void> | void)[];
}
