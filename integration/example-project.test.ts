import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { removeLeftContainers } from './backends/containers';

const root = join(__dirname, '..');
const hasDocker = spawnSync('docker', ['info']).status === 0;
const MINUTES = 60_000;

/** Runs a program to its end. */
function run(command: string, args: readonly string[], cwd: string): { exitCode: number | null; output: string } {
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd, encoding: 'utf8' });
  return { exitCode: status, output: error ? String(error) : stdout + stderr };
}

describe('the example projects, with what npm would publish', () => {
  const folder = mkdtempSync(join(tmpdir(), 'crossbucket-example-'));
  const inJest = join(folder, 'jest-project');
  const inVitest = join(folder, 'vitest-project');
  let vitest: { exitCode: number | null; output: string };
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  beforeAll(() => {
    const packed = run('npm', ['pack', '--pack-destination', folder], root);
    const tarball = readdirSync(folder).find((name) => name.endsWith('.tgz')) ?? `no tarball: ${packed.output}`;
    vitest = install(tarball, [inJest, inVitest]);
    if (vitest.exitCode !== 0) expect(install(tarball, [inJest])).toMatchObject({ exitCode: 0 });
  }, 10 * MINUTES);

  /** Copies of projects with crossbucket installed; they share what both need, which takes half as long. */
  function install(tarball: string, projects: readonly string[]): { exitCode: number | null; output: string } {
    const workspaces = projects.map((project) => basename(project));
    for (const name of workspaces) cpSync(join(root, 'examples', name), join(folder, name), { recursive: true });
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, workspaces }));
    const flags = ['--prefer-offline', '--ignore-scripts', '--no-audit', '--no-fund'];
    return run('npm', ['install', ...flags, '--workspaces', join(folder, tarball)], folder);
  }

  describe('in Jest', () => {
    test(
      'pass, and their types hold',
      () => {
        expect(run('npm', ['test'], inJest)).toMatchObject({ exitCode: 0 });
        expect(run('npm', ['run', 'types'], inJest)).toMatchObject({ exitCode: 0 });
      },
      2 * MINUTES,
    );

    test(
      'fail with the explanation once they expect too much',
      () => {
        const file = join(inJest, 'test', 'lake.test.ts');
        const text = readFileSync(file, 'utf8');
        writeFileSync(file, text.replace(".not.toBeAbleTo('s3:PutObject'", ".toBeAbleTo('s3:PutObject'"));
        const { exitCode, output } = run('npm', ['test'], inJest);
        writeFileSync(file, text);
        expect(exitCode).toBe(1);
        expect(output).toContain('analytics-reader, s3:PutObject reports/2026.csv: expected to be able to, and is not');
        expect(output).toContain('the bucket policy of acme-lake does not allow it');
      },
      2 * MINUTES,
    );

    (hasDocker ? test : test.skip)(
      'pass on a LocalStack that a gateway enforces, which is gone afterwards',
      async () => {
        await removeLeftContainers();
        expect(run('npm', ['run', 'test:localstack'], inJest)).toMatchObject({ exitCode: 0 });
        expect(await removeLeftContainers()).toEqual([]);
      },
      5 * MINUTES,
    );
  });

  test(
    'pass in Vitest, and their types hold',
    () => {
      if (vitest.exitCode !== 0) {
        console.warn(`Vitest cannot be installed here, its example is skipped: ${vitest.output.trim().split('\n')[0]}`);
        return;
      }
      expect(run('npm', ['test'], inVitest)).toMatchObject({ exitCode: 0 });
      expect(run('npm', ['run', 'types'], inVitest)).toMatchObject({ exitCode: 0 });
    },
    2 * MINUTES,
  );
});
