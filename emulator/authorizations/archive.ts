import { mkdirSync, mkdtempSync, readdirSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AppendFile } from '../store/append-file';
import { findInLines, LineWriter } from './lines';
import type { LoggedAuthorization } from './record';

/** One file takes what an hour brings, up to some bytes, so that it can be read whole and removed whole. */
const HOUR = 60 * 60 * 1000;
const LONGEST = 16 * 1024 * 1024;
const FILE_NAME = /^(\d+)-(\d+)\.jsonl$/;

interface Segment {
  readonly path: string;
  /** When it was begun, in milliseconds since 1970. */
  readonly begun: number;
  /** They are counted, because a clock may be set back. */
  readonly serial: number;
}

/** The segment that is being written. */
interface OpenSegment extends Segment {
  readonly file: AppendFile;
  readonly writer: LineWriter;
}

/**
 * Authorizations in files, for as long as they have to be known: lines of JSON, each policy once in a file. Nothing of
 * them is held in memory, and nothing is indexed, because many are written and hardly any is asked for: they are searched
 * for from the newest file back.
 */
export class AuthorizationArchive {
  /** Oldest first. */
  private readonly segments: Segment[];
  private open: OpenSegment | undefined;
  private folder: string | undefined;
  private work: Promise<unknown> = Promise.resolve();
  /** Whether the files outlive the process. */
  readonly survives: boolean;

  /**
   * @param onFault told of files that cannot be written or removed
   * @param directory where authorizations survive the process. @default a private one that is gone when closed
   * @throws Error when the directory cannot be made or read
   */
  constructor(
    private readonly onFault: (error: unknown) => void,
    directory?: string,
  ) {
    this.survives = directory !== undefined;
    this.folder = directory;
    if (directory !== undefined) mkdirSync(directory, { recursive: true, mode: 0o700 });
    this.segments = directory === undefined ? [] : segmentsIn(directory);
  }

  /** Adds authorizations; they can be found at once. @param time now, in milliseconds since 1970 */
  append(authorizations: readonly LoggedAuthorization[], time: number): void {
    if (authorizations.length === 0) return;
    try {
      const segment = this.segmentFor(time);
      segment.file.append(Buffer.from(segment.writer.linesOf(authorizations)));
      this.after(segment.file.settled(), () => this.finish(segment));
    } catch (error) {
      this.onFault(error);
    }
  }

  /** The authorization with an id; undefined when there is none. */
  async find(id: string): Promise<LoggedAuthorization | undefined> {
    await this.work;
    for (const { path } of this.segments.toReversed()) {
      const found = findInLines(await readIfThere(path), id);
      if (found) return found;
    }
    return undefined;
  }

  /** Removes the files that have nothing younger. @param time in milliseconds since 1970 */
  forgetBefore(time: number): void {
    while (this.segments.length > 0 && this.segments[0]!.begun + HOUR < time) {
      const { path } = this.segments.shift()!;
      if (this.open?.path === path) this.finish(this.open);
      this.after(this.work.then(() => rm(path, { force: true })));
    }
  }

  /** Writes what is under way and lets go of all files. */
  async close(): Promise<void> {
    this.finish(this.open);
    await this.work;
    if (!this.survives && this.folder !== undefined) await rm(this.folder, { recursive: true, force: true });
  }

  private segmentFor(time: number): OpenSegment {
    const { open } = this;
    if (open && open.begun <= time && time <= open.begun + HOUR && open.file.size < LONGEST) return open;
    this.finish(open);
    this.folder ??= mkdtempSync(join(tmpdir(), 'crossbucket-authorizations-'));
    const serial = (this.segments.at(-1)?.serial ?? 0) + 1;
    const path = join(this.folder, `${time}-${serial}.jsonl`);
    this.open = { path, begun: time, serial, file: new AppendFile(path), writer: new LineWriter() };
    this.segments.push(this.open);
    return this.open;
  }

  private finish(segment: OpenSegment | undefined): void {
    if (!segment || segment !== this.open) return;
    this.open = undefined;
    this.after(segment.file.close());
  }

  /** Has all that comes later wait for some work; what it fails with is told. */
  private after(work: Promise<unknown>, onFailure?: () => void): void {
    const told = work.catch((error: unknown) => {
      onFailure?.();
      this.onFault(error);
    });
    this.work = this.work.then(() => told);
  }
}

function segmentsIn(directory: string): Segment[] {
  return readdirSync(directory)
    .flatMap((name) => {
      const [, begun, serial] = FILE_NAME.exec(name) ?? [];
      return begun === undefined ? [] : [{ path: join(directory, name), begun: Number(begun), serial: Number(serial) }];
    })
    .sort((a, b) => a.serial - b.serial);
}

async function readIfThere(path: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return Buffer.alloc(0);
    throw error;
  }
}
