import Module from 'node:module';
import { dirname, join } from 'node:path';
import { Script } from 'node:vm';
import * as zlib from 'node:zlib';
import { CompiledFile, type Source } from './compiled-file';

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

/**
 * Keeps what V8 compiles in this process for the next one: a third of a command is loading a thousand modules. From Node
 * 22 on this is `module.enableCompileCache`; before, it is done here in the same way. Nothing is kept where the folder
 * cannot be written to, and NODE_DISABLE_COMPILE_CACHE turns it off.
 *
 * @param folder where to keep it before Node 22; whoever can write there can have this process run anything.
 *   @default beside our own compiled code
 */
export function keepCompiled(folder = join(__dirname, '..', '.compiled')): void {
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
