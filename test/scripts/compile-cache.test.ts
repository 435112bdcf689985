import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';

const compiled = join(__dirname, '..', '..', 'dist', 'scripts', 'compile-cache.js');

let dir: string;
let folder: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'crossbucket-test-'));
  folder = join(dir, 'compiled');
});
afterEach(() => rm(dir, { recursive: true }));

const file = (name: string) => join(dir, name);

/** Runs main.cjs in a process that keeps what it compiles. @returns what it printed */
async function run(env: NodeJS.ProcessEnv = {}): Promise<string> {
  const program = `require(${JSON.stringify(compiled)}).keepCompiled(${JSON.stringify(folder)}); require('./main.cjs')`;
  const { stdout } = await promisify(execFile)(process.execPath, ['-e', program], {
    cwd: dir,
    env: { ...process.env, NODE_COMPILE_CACHE: undefined, ...env },
  });
  return stdout.trim();
}

async function kept(): Promise<string> {
  const [name, ...others] = await readdir(folder);
  expect(others).toEqual([]);
  return join(folder, name!);
}

// From Node 22 on Node does it by itself, and in a folder of its own.
const ofOurs = process.version.startsWith('v20.') ? describe : describe.skip;

ofOurs('what is compiled', () => {
  beforeEach(() => writeFile(file('main.cjs'), 'console.log("one")'));

  test('is kept for the next process, which need not write it again', async () => {
    expect(await run()).toBe('one');
    const { mtimeMs } = await stat(await kept());
    expect(await run()).toBe('one');
    expect((await stat(await kept())).mtimeMs).toBe(mtimeMs);
  });

  test('is made again for another source, of the same length too, beside that of other modules', async () => {
    await writeFile(file('main.cjs'), 'console.log("one"); require("./other.cjs")');
    await writeFile(file('other.cjs'), 'console.log("other")');
    expect(await run()).toBe('one\nother');
    await writeFile(file('main.cjs'), 'console.log("two")');
    expect(await run()).toBe('two');
    expect(await readFile(await kept(), 'latin1')).toContain('other.cjs');
  });

  test.each([
    ['that is cut off', (path: string) => truncate(path, 100)],
    ['that is none', (path: string) => writeFile(path, 'nonsense')],
  ])('in a file %s is compiled again', async (_what, damage) => {
    await run();
    await damage(await kept());
    expect(await run()).toBe('one');
    const { mtimeMs } = await stat(await kept());
    await run();
    expect((await stat(await kept())).mtimeMs).toBe(mtimeMs);
  });

  test('is not kept where the folder cannot be made, or where it is turned off', async () => {
    await run({ NODE_DISABLE_COMPILE_CACHE: '1' });
    await expect(stat(folder)).rejects.toThrow('ENOENT');
    await writeFile(folder, '');
    expect(await run()).toBe('one');
    expect((await stat(folder)).size).toBe(0);
  });
});

describe('a module finds all that modules have', () => {
  test.each([
    ['the others', 'require("./other.cjs")', 'other'],
    ['their paths', 'require("path").basename(require.resolve("./other.cjs"))', 'other.cjs'],
    ['where they are looked for', 'require.resolve.paths("x").length > 0', 'true'],
    ['what is loaded', '__filename in require.cache', 'true'],
    ['its own place', 'require("path").basename(__filename) + (__dirname === process.cwd())', 'main.cjstrue'],
    ['its exports', 'this === module.exports && exports === this', 'true'],
    ['Node itself', 'require("node:path") === require("path")', 'true'],
  ])('%s', async (_what, expression, expected) => {
    await writeFile(file('other.cjs'), '#!/usr/bin/env node\nmodule.exports = "other"');
    await writeFile(file('main.cjs'), `console.log(${expression})`);
    expect(await run()).toBe(expected);
    expect(await run()).toBe(expected);
  });

  test('import()', async () => {
    await writeFile(file('other.mjs'), 'export const value = "other"');
    await writeFile(file('main.cjs'), 'import("./other.mjs").then(({ value }) => console.log(value))');
    expect(await run()).toBe('other');
    expect(await run()).toBe('other');
  });
});
