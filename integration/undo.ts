/** What has to be taken away again, in the reverse order of its making. */
export class Undo {
  private readonly steps: { readonly what: string; readonly take: () => Promise<unknown> }[] = [];

  /** @param what in words, for a report of what could not be taken away */
  add(what: string, take: () => Promise<unknown>): void {
    this.steps.push({ what, take });
  }

  /**
   * Takes everything away; a step that fails does not keep the others. What is not there was never made, or is gone.
   *
   * @returns what is left behind, and why
   */
  async all(): Promise<string[]> {
    const left: string[] = [];
    for (const { what, take } of this.steps.splice(0).reverse()) {
      await take().catch((error: Error & { readonly $metadata?: { readonly httpStatusCode?: number } }) => {
        if (error.$metadata?.httpStatusCode !== 404) left.push(`${what} (${String(error)})`);
      });
    }
    return left;
  }
}
