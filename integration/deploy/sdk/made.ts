import { Undo } from '../../undo';

interface SdkError extends Error {
  readonly $metadata?: { readonly httpStatusCode?: number };
}

/** A call that takes something away. */
export type Removal = () => Promise<unknown>;

/** What services say of something that is not there, or of a key that is on its way out. */
const gone: ReadonlySet<string> = new Set([
  'NoSuchEntity',
  'NoSuchEntityException',
  'NoSuchBucket',
  'NotFoundException',
  'KMSInvalidStateException',
]);

/** What was made on a backend, and how it is taken away again. */
export class Made {
  private readonly undo = new Undo();

  /** @param signal once it is aborted nothing more is made; what is made can be taken away still */
  constructor(private readonly signal?: AbortSignal) {}

  /**
   * Makes something.
   *
   * @param what in words, for a report of what could not be taken away
   * @param removals what takes it away, one after the other; told what the call answered, unless its answer was lost
   */
  async make<T>(what: string, call: () => Promise<T>, removals: (answer?: T) => readonly Removal[]): Promise<T> {
    this.signal?.throwIfAborted();
    try {
      const answer = await call();
      this.note(what, removals(answer));
      return answer;
    } catch (error) {
      // A refusal made nothing: what has this name there is somebody else's. Otherwise it may have been made all the same.
      if (((error as SdkError).$metadata?.httpStatusCode ?? 500) >= 500) this.note(what, removals());
      throw error;
    }
  }

  /** Takes note of something that was made by somebody else, or may have been. */
  note(what: string, removals: readonly Removal[]): void {
    this.undo.add(what, () => removeAll(removals));
  }

  /**
   * Takes everything away, in the reverse order. What is not there any more, and what fails, keeps nothing else.
   *
   * @throws Error that says what is left behind
   */
  async remove(): Promise<void> {
    const left = await this.undo.all();
    if (left.length) throw new Error(`left behind: ${left.join('; ')}`);
  }
}

async function removeAll(removals: readonly Removal[]): Promise<void> {
  const failures: unknown[] = [];
  for (const remove of removals) await remove().catch((error: unknown) => failures.push(error));
  const failure = failures.find((error) => !gone.has((error as Error).name));
  if (failure) throw failure;
}
