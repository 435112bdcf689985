import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const root = join(__dirname, '..', '..', '..');

/** File, its only line, and what lint says of it; nothing if it may stand. */
const lines: readonly (readonly [file: string, line: string, complaint?: RegExp])[] = [
  ['access/a.ts', "export { a } from './services/calls';"],
  ['access/services/b.ts', "export type { a } from '../../contract/pair';", /access\/ may not know contract/],
  ['access/c.ts', "export const c = import('../emulator');", /access\/ may not know emulator/],
  ['access/d.ts', "export { readFileSync } from 'node:fs';", /access\/ must not know node:fs/],
  ['access/e.ts', "export { get } from 'http';", /access\/ must not know http/],
  ['access/f.ts', "export type F = typeof import('../main');", /access\/ may not know main/],
  ['contract/g.ts', "export { App } from 'cdktf';", /contract\/ must not know cdktf/],
  ['contract/h.ts', "export { readFileSync } from 'node:fs';"],
  ['contract/i.ts', "export { createServer } from 'node:http';", /contract\/ must not know node:http/],
  ['modules/j.ts', "export { j } from '../stacks/j';", /modules\/ may not know stacks/],
  ['stacks/k.ts', "export { Construct } from 'constructs';"],
  ['stacks/l.ts', "export { aws } from '@cdktf/provider-aws';", /import the sub-path/],
  ['stacks/m.ts', "export { AwsProvider } from '@cdktf/provider-aws/lib/provider';"],
  ['emulator/s3/n.ts', "export const n = require('../../integration/verify');", /emulator\/ may not know integration/],
  ['emulator/o.ts', "export { S3Client } from '@aws-sdk/client-s3';", /emulator\/ must not know @aws-sdk\/client-s3/],
  ['emulator/p.ts', "export { a } from '../contract/a';", /emulator\/ may not know contract/],
  ['integration/q.ts', "export { a } from '../scripts/cli';", /integration\/ may not know scripts/],
  ['integration/r.ts', "export { a } from '../emulator/index';"],
  ['scripts/s.ts', "export { a } from '../integration/verify';"],
  ['scripts/t.ts', "export * from '../integration/verify';", /name what you export/],
];

const folder = mkdtempSync(join(tmpdir(), 'crossbucket-lint-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let complaints: readonly { readonly code: string; readonly message: string; readonly filename: string }[];
beforeAll(() => {
  for (const [file, line] of lines) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), `${line}\n`);
  }
  const oxlint = join(root, 'node_modules', 'oxlint', 'bin', 'oxlint');
  const args = [oxlint, '--config', join(root, '.oxlintrc.json'), '--format', 'json'];
  complaints = JSON.parse(spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' }).stdout).diagnostics;
});

test.each(lines.map(([file, line, complaint]) => ({ file, line, complaint })))(
  'in $file, $line',
  ({ file, complaint }) => {
    const found = complaints
      .filter(({ code, filename }) => filename === file && code.startsWith('floors('))
      .map(({ message }) => message);
    expect(found).toEqual(complaint ? [expect.stringMatching(complaint)] : []);
  },
);
