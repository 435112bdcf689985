import { open, type FileHandle } from 'node:fs/promises';

/**
 * A file that only grows. Appends that arrive while a write is under way go out together in the next one, so that
 * many small requests cost few system calls.
 */
export class AppendFile {
  private handle: Promise<FileHandle> | undefined;
  private batch: Buffer[] | undefined;
  private written: Promise<void> = Promise.resolve();
  private failure: unknown;
  private tail: number;

  /**
   * @param path made on the first append
   * @param size its length in bytes so far; what stands behind is overwritten
   * @param before awaited before each write: what has to be on disk first
   */
  constructor(
    readonly path: string,
    size = 0,
    private readonly before?: () => Promise<void>,
  ) {
    this.tail = size;
  }

  /** Where the next append will stand. */
  get size(): number {
    return this.tail;
  }

  /** Queues bytes. @returns the offset at which they will stand */
  append(data: Buffer): number {
    const offset = this.tail;
    this.tail += data.length;
    if (this.batch) {
      this.batch.push(data);
      return offset;
    }
    const batch = [data];
    this.batch = batch;
    this.written = this.written.then(
      () => this.write(batch, offset),
      () => this.write(batch, offset),
    );
    this.written.catch(() => undefined);
    return offset;
  }

  /** Resolves when all that was appended so far is written; throws what the file system threw. */
  settled(): Promise<void> {
    return this.written;
  }

  /** Reads bytes that are written. */
  async read(offset: number, length: number): Promise<Buffer> {
    const buffer = Buffer.allocUnsafeSlow(length);
    const { bytesRead } = await (await this.opened()).read(buffer, 0, length, offset);
    if (bytesRead !== length) throw new Error(`${this.path}: ${bytesRead} of ${length} bytes at ${offset}`);
    return buffer;
  }

  async close(): Promise<void> {
    await this.written.catch(() => undefined);
    // One that could not be opened need not be closed.
    await (await this.handle?.catch(() => undefined))?.close();
    this.handle = undefined;
  }

  private opened(): Promise<FileHandle> {
    return (this.handle ??= open(this.path, 'a+').then(async (appending) => {
      // 'a+' makes the file if need be; writing at a position needs 'r+'.
      await appending.close();
      return open(this.path, 'r+');
    }));
  }

  private async write(batch: Buffer[], offset: number): Promise<void> {
    // After one failed write the positions behind it would be wrong.
    if (this.failure !== undefined) throw this.failure;
    try {
      await this.before?.();
      const handle = await this.opened();
      this.batch = undefined;
      const data = batch.length === 1 ? batch[0]! : Buffer.concat(batch);
      for (let done = 0; done < data.length;) {
        const { bytesWritten } = await handle.write(data, done, data.length - done, offset + done);
        done += bytesWritten;
      }
    } catch (error) {
      this.failure = error;
      throw error;
    }
  }
}
