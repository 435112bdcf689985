import { closeSync, existsSync, mkdirSync, openSync, readSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import Module from 'node:module';
import { dirname, join } from 'node:path';
import { Script } from 'node:vm';
import * as zlib from 'node:zlib';

/** The parts of Node's module loader that every tool relies on which compiles in its place, and `@types/node` leaves out. */
interface Loader {
  readonly prototype: { _compile(this: NodeModule, content: string, filename: string): unknown };
  readonly _cache: NodeJS.Require['cache'];
  readonly _extensions: NodeJS.Require['extensions'];
  _resolveFilename(id: string, parent: NodeModule, isMain: boolean, options?: object): string;
}
type Compiled = (
  exports: unknown,
  require: NodeJS.Require,
  module: NodeModule,
  filename: string,
  dirname: string,
) => unknown;

/** Where in the file the compiled code of a module is, and the checksum of the source that it was made from. */
interface Place {
  readonly crc: number;
  readonly offset: number;
  readonly length: number;
}

interface Source {
  readonly script: Script;
  readonly crc: number;
}

/**
 * Keeps what V8 compiles in this process for the next one: a third of a command is loading a thousand modules. From Node
 * 22 on this is `module.enableCompileCache`; before, it is done here in the same way. Nothing is kept where the folder
 * cannot be written to, and NODE_DISABLE_COMPILE_CACHE turns it off.
 *
 * @param folder where to keep it before Node 22; whoever can write there can have this process run anything
 */
export function keepCompiled(folder: string): void {
  if (process.env.NODE_DISABLE_COMPILE_CACHE !== undefined) return;
  const { enableCompileCache } = Module as { enableCompileCache?: () => void };
  if (enableCompileCache) return enableCompileCache();
  // Since Node 20.15.
  const crc32 = zlib.crc32 as typeof zlib.crc32 | undefined;
  if (crc32) compileThrough(new CompiledFile(join(folder, `${process.version}-${process.arch}`)), crc32);
}

function compileThrough(file: CompiledFile, crc32: typeof zlib.crc32): void {
  const loader = Module as unknown as Loader;
  const compile = loader.prototype._compile;
  const sources = new Map<string, Source>();
  let isNew = false;
  loader.prototype._compile = function (content, filename) {
    // Code from a cache cannot import(): V8 does not keep whom to ask for the module.
    if (content.includes('import(') || content.startsWith('#!')) return compile.call(this, content, filename);
    const crc = crc32(content);
    const cachedData = file.read(filename, crc);
    const script = new Script(Module.wrap(content), { filename, cachedData });
    isNew ||= cachedData === undefined || script.cachedDataRejected === true;
    sources.set(filename, { script, crc });
    const require = Object.assign((id: string): unknown => this.require(id), {
      resolve: Object.assign((id: string, options?: object) => loader._resolveFilename(id, this, false, options), {
        paths: (id: string) => Module.createRequire(filename).resolve.paths(id),
      }),
      main: process.mainModule,
      cache: loader._cache,
      extensions: loader._extensions,
    }) as NodeJS.Require;
    const run = script.runInThisContext() as Compiled;
    return run.call(this.exports, this.exports, require, this, filename, dirname(filename));
  };
  process.once('exit', () => {
    if (isNew) file.write(sources);
    file.close();
  });
}

/** Compiled code of many modules in one file: a table of contents, its length before it, and then the code. */
class CompiledFile {
  private readonly fd: number | undefined;
  private readonly places = new Map<string, Place>();
  private begin = 0;

  /** One that is not there, or is no such file, is empty. */
  constructor(private readonly path: string) {
    try {
      this.fd = openSync(path, 'r');
      const length = this.bytes(0, 4).readUInt32LE();
      const places = JSON.parse(this.bytes(4, length).toString()) as [string, Place][];
      for (const [filename, place] of places) this.places.set(filename, place);
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
    const places: [string, Place][] = [];
    let offset = 0;
    const add = (filename: string, crc: number, code: Buffer): void => {
      places.push([filename, { crc, offset, length: code.length }]);
      parts.push(code);
      offset += code.length;
    };
    const temporary = `${this.path}.${process.pid}`;
    try {
      for (const [filename, { crc, offset, length }] of kept)
        add(filename, crc, this.bytes(this.begin + offset, length));
      for (const [filename, { script, crc }] of sources) add(filename, crc, script.createCachedData());
      const table = Buffer.from(JSON.stringify(places));
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
    const bytes = Buffer.allocUnsafe(length);
    if (readSync(this.fd!, bytes, 0, length, offset) !== length) throw new Error(`${this.path} ends too early`);
    return bytes;
  }
}
