import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { open, rename, unlink, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { AppendFile } from './append-file';
import type { Content, FileContent, Segment, SmallContent } from './content';

/** Small contents kept in memory, in bytes. */
const MEMORY_BUDGET = 32 * 1024 * 1024;
/** Bytes read from a file at once. */
const READ_SIZE = 128 * 1024;

/** A file that is being filled; it counts as content only after `finish`. */
export interface ContentWriter {
  /** Writes chunks one behind the other. */
  write(chunks: readonly Buffer[]): Promise<void>;
  finish(): Promise<FileContent>;
  /** Removes what was written. */
  abort(): Promise<void>;
}

/** The bytes of all objects: small ones in memory and in a pack file, others in a file each. */
export class ContentStore {
  private readonly resident = new Set<SmallContent>();
  private residentBytes = 0;
  private folderMade = false;

  /**
   * @param folder for the files; made when the first one is needed
   * @param pack where small contents go
   * @param keep whether small contents go there at once, so that they survive the process
   */
  constructor(
    private readonly folder: () => string,
    private readonly pack: () => AppendFile,
    private readonly keep: boolean,
    private readonly memoryBudget = MEMORY_BUDGET,
  ) {}

  /** Takes over a buffer, which nobody may change from now on. */
  addSmall(buffer: Buffer): SmallContent {
    const content: SmallContent = { kind: 'small', size: buffer.length, buffer, references: 0 };
    if (this.keep) content.packOffset = this.pack().append(buffer);
    this.admit(content);
    return content;
  }

  /** Begins a file. */
  async createFile(): Promise<ContentWriter> {
    if (!this.folderMade) mkdirSync(this.folder(), { recursive: true });
    this.folderMade = true;
    const id = randomUUID();
    const path = this.pathOf(id);
    const handle = await open(`${path}.part`, 'wx');
    let size = 0;
    return {
      write: async (chunks) => {
        let left = chunks.reduce((sum, chunk) => sum + chunk.length, 0);
        size += left;
        const { bytesWritten } = await handle.writev(chunks);
        left -= bytesWritten;
        if (left > 0) throw new Error(`${path}: ${left} bytes could not be written; is the disk full?`);
      },
      finish: async () => {
        await handle.close();
        await rename(`${path}.part`, path);
        return { kind: 'file', id, size, references: 0 };
      },
      abort: async () => {
        await handle.close().catch(() => undefined);
        await unlink(`${path}.part`).catch(() => undefined);
      },
    };
  }

  /** Says that one more version, part or reader uses the content. */
  retain(content: Content): void {
    for (const { source } of content) source.references++;
  }

  /** Says that one fewer uses it. With the last one its bytes go. */
  release(content: Content): void {
    for (const { source } of content) {
      if (--source.references > 0) continue;
      if (source.kind === 'file') unlink(this.pathOf(source.id)).catch(() => undefined);
      else this.expel(source);
    }
  }

  /** The bytes of a content: a buffer when they are all in memory, else a stream that holds little at a time. */
  read(content: Content): Buffer | Readable {
    const buffers: Buffer[] = [];
    for (const segment of content) {
      const part = this.inMemory(segment);
      if (!part) return this.stream(content);
      buffers.push(part);
    }
    return buffers.length === 1 ? buffers[0]! : Buffer.concat(buffers);
  }

  pathOf(id: string): string {
    return join(this.folder(), id);
  }

  private inMemory({ source, offset, length }: Segment): Buffer | undefined {
    if (source.kind !== 'small' || !source.buffer) return undefined;
    // Moves it to the young end; one that is on its way out stays out.
    if (this.resident.delete(source)) this.resident.add(source);
    return source.buffer.subarray(offset, offset + length);
  }

  private stream(content: Content): Readable {
    this.retain(content);
    const stream = Readable.from(this.chunks(content), { objectMode: false, highWaterMark: READ_SIZE });
    // Not in the generator: a stream that is destroyed before its first read never enters it.
    stream.once('close', () => this.release(content));
    return stream;
  }

  private async *chunks(content: Content): AsyncGenerator<Buffer> {
    for (const segment of content) {
      if (segment.source.kind === 'small') yield await this.loadSmall(segment, segment.source);
      else yield* this.fileChunks(segment, segment.source);
    }
  }

  private async loadSmall({ offset, length }: Segment, source: SmallContent): Promise<Buffer> {
    if (!source.buffer) {
      const buffer = await this.pack().read(source.packOffset!, source.size);
      if (!source.buffer && source.references > 0) {
        source.buffer = buffer;
        this.admit(source);
      }
      return buffer.subarray(offset, offset + length);
    }
    return source.buffer.subarray(offset, offset + length);
  }

  private async *fileChunks({ offset, length }: Segment, source: FileContent): AsyncGenerator<Buffer> {
    let handle: FileHandle | undefined;
    try {
      handle = await open(this.pathOf(source.id), 'r');
      for (let done = 0; done < length;) {
        const size = Math.min(READ_SIZE, length - done);
        const buffer = Buffer.allocUnsafeSlow(size);
        const { bytesRead } = await handle.read(buffer, 0, size, offset + done);
        if (bytesRead === 0) throw new Error(`${source.id} ends ${length - done} bytes early`);
        done += bytesRead;
        yield bytesRead === size ? buffer : buffer.subarray(0, bytesRead);
      }
    } finally {
      await handle?.close();
    }
  }

  private admit(content: SmallContent): void {
    this.resident.add(content);
    this.residentBytes += content.size;
    for (const oldest of this.resident) {
      if (this.residentBytes <= this.memoryBudget) return;
      this.evict(oldest);
    }
  }

  private expel(content: SmallContent): void {
    if (this.resident.delete(content)) this.residentBytes -= content.size;
  }

  private evict(content: SmallContent): void {
    this.expel(content);
    content.packOffset ??= this.pack().append(content.buffer!);
    // The buffer stays readable until it is really in the file; after a failed write it stays for good.
    this.pack()
      .settled()
      .then(
        () => {
          if (!this.resident.has(content)) delete content.buffer;
        },
        () => undefined,
      );
  }
}
