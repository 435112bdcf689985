import {
  closeSync,
  existsSync,
  fstatSync,
  mkdirSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import type { Script } from 'node:vm';

/** Where in the file the compiled code of a module is, and the checksum of the source that it was made from. */
interface Place {
  readonly crc: number;
  readonly offset: number;
  readonly length: number;
}

/** A module as this process compiled it. */
export interface Source {
  readonly script: Script;
  readonly crc: number;
}

/** The table of contents. Every command reads it, and two plain arrays are read 2 ms faster than an array of pairs. */
interface Contents {
  readonly filenames: readonly string[];
  /** Checksum, offset and length of each. */
  readonly places: readonly number[];
}

/** Compiled code of many modules in one file: a table of contents, its length before it, and then the code. */
export class CompiledFile {
  private readonly fd: number | undefined;
  private readonly size: number = 0;
  private readonly places = new Map<string, Place>();
  private begin = 0;

  /** One that is not there, or is no such file, is empty. */
  constructor(private readonly path: string) {
    try {
      this.fd = openSync(path, 'r');
      this.size = fstatSync(this.fd).size;
      const length = this.bytes(0, 4).readUInt32LE();
      const { filenames, places } = JSON.parse(this.bytes(4, length).toString()) as Contents;
      filenames.forEach((filename, index) => {
        const at = 3 * index;
        this.places.set(filename, { crc: places[at]!, offset: places[at + 1]!, length: places[at + 2]! });
      });
      this.begin = 4 + length;
    } catch {
      this.places.clear();
    }
  }

  /** The code of a module, if it was made from this source. */
  read(filename: string, crc: number): Buffer | undefined {
    const place = this.places.get(filename);
    if (place?.crc !== crc) return undefined;
    try {
      return this.bytes(this.begin + place.offset, place.length);
    } catch {
      return undefined;
    }
  }

  /** Replaces the code of these modules and keeps that of all others. */
  write(sources: ReadonlyMap<string, Source>): void {
    const kept = [...this.places].filter(([filename]) => !sources.has(filename));
    const parts: Buffer[] = [];
    const filenames: string[] = [];
    const places: number[] = [];
    let offset = 0;
    const add = (filename: string, crc: number, code: Buffer): void => {
      filenames.push(filename);
      places.push(crc, offset, code.length);
      parts.push(code);
      offset += code.length;
    };
    const temporary = `${this.path}.${process.pid}`;
    try {
      for (const [filename, place] of kept) {
        add(filename, place.crc, this.bytes(this.begin + place.offset, place.length));
      }
      for (const [filename, { script, crc }] of sources) add(filename, crc, script.createCachedData());
      const table = Buffer.from(JSON.stringify({ filenames, places } satisfies Contents));
      const length = Buffer.alloc(4);
      length.writeUInt32LE(table.length);
      mkdirSync(dirname(this.path), { recursive: true });
      writeFileSync(temporary, Buffer.concat([length, table, ...parts]), { mode: 0o600 });
      renameSync(temporary, this.path);
    } catch {
      // The folder is not ours to write to, or full: the next process compiles again.
      if (existsSync(temporary)) rmSync(temporary);
    }
  }

  close(): void {
    if (this.fd !== undefined) closeSync(this.fd);
  }

  private bytes(offset: number, length: number): Buffer {
    if (offset + length > this.size) throw new Error(`${this.path} ends too early`);
    const bytes = Buffer.allocUnsafe(length);
    readSync(this.fd!, bytes, 0, length, offset);
    return bytes;
  }
}
