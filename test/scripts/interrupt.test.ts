import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { terraformEnvironment } from '../../integration/deploy/terraform-cli';
import { startCli } from './run-cli';

const lake = join(__dirname, '..', '..', 'pairs', 'lake-to-analytics.yaml');
const installed = spawnSync('terraform', ['version'], { env: terraformEnvironment() }).status === 0;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'crossbucket-test-'));
  mkdirSync(join(folder, 'tmp'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Starts a command whose temporary files all go into a folder of the test. */
const start = (args: readonly string[]) => startCli(args, folder, { TMPDIR: join(folder, 'tmp') });

/** Processes that run in the folder of the test. */
function processesThere(): string[] {
  return readdirSync('/proc')
    .filter((pid) => /^\d+$/.test(pid))
    .filter((pid) => {
      try {
        return readlinkSync(`/proc/${pid}/cwd`).startsWith(folder);
      } catch {
        return false;
      }
    });
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 20));
}

describe('Ctrl-C', () => {
  test.each([5, 150, 300, 450, 600, 750])('%i ms into verify leaves no file behind', async (moment) => {
    const { child, ended } = start(['verify', lake]);
    const timer = setTimeout(() => child.kill('SIGINT'), moment);
    const { exitCode, stderr } = await ended;
    clearTimeout(timer);
    // Before the command listens for it, the signal ends the process as it does any other.
    expect([0, 3, null]).toContain(exitCode);
    expect(stderr).not.toMatch(/^\s+at /m);
    expect(readdirSync(join(folder, 'tmp'))).toEqual([]);
  });

  test.each([100, 150, 200, 250, 300, 350])('%i ms into synth leaves all of it or nothing', async (moment) => {
    const { child, ended } = start(['synth', lake, '--out', 'out']);
    const timer = setTimeout(() => child.kill('SIGINT'), moment);
    await ended;
    clearTimeout(timer);
    const left = readdirSync(folder).filter((name) => name !== 'tmp');
    expect([[], ['out']]).toContainEqual(left);
    if (left.length) expect(readdirSync(join(folder, 'out', 'stacks'))).toHaveLength(2);
  });

  (installed && existsSync('/proc/self') ? test : test.skip)(
    'while Terraform applies leaves no process, no state and no working directory',
    async () => {
      const { child, ended } = start(['verify', lake, '--deploy', 'terraform']);
      // Nothing of a stack's state is written before its first resource is being made.
      const applying = () =>
        readdirSync(join(folder, 'tmp')).some((name) =>
          existsSync(join(folder, 'tmp', name, 'lake-to-analytics-producer', 'terraform.tfstate')),
        );
      await until(() => child.exitCode !== null || applying());
      child.kill('SIGINT');
      const { exitCode, stderr } = await ended;
      expect(stderr).toContain('interrupted by SIGINT');
      expect(exitCode).toBe(3);
      expect(readdirSync(join(folder, 'tmp'))).toEqual([]);
      expect(processesThere()).toEqual([]);
    },
    180_000,
  );
});
