import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  let tarball: string;

  beforeAll(() => {
    const packed = run('npm', ['pack', '--pack-destination', folder], root);
    tarball = join(folder, readdirSync(folder).find((name) => name.endsWith('.tgz')) ?? `no tarball: ${packed.output}`);
  }, 5 * MINUTES);

  /**
   * A copy of a project with crossbucket installed. npm begins with this checkout's modules where they can be linked, and
   * removes what the project does not ask for: most of an install is 360 MB of providers, written anew.
   */
  function install(name: string): { project: string; exitCode: number | null; output: string } {
    const project = join(folder, name);
    cpSync(join(root, 'examples', name), project, { recursive: true });
    const modules = join(project, 'node_modules');
    if (run('cp', ['-al', join(root, 'node_modules'), modules], root).exitCode !== 0) {
      rmSync(modules, { recursive: true, force: true });
    }
    const flags = ['--prefer-offline', '--ignore-scripts', '--no-audit', '--no-fund'];
    return { project, ...run('npm', ['install', ...flags, tarball], project) };
  }

  describe('in Jest', () => {
    let project: string;
    beforeAll(() => {
      const installed = install('jest-project');
      expect(installed).toMatchObject({ exitCode: 0 });
      project = installed.project;
    }, 10 * MINUTES);

    test(
      'pass, and their types hold',
      () => {
        expect(run('npm', ['test'], project)).toMatchObject({ exitCode: 0 });
        expect(run('npm', ['run', 'types'], project)).toMatchObject({ exitCode: 0 });
      },
      2 * MINUTES,
    );

    test(
      'fail with the explanation once they expect too much',
      () => {
        const file = join(project, 'test', 'lake.test.ts');
        const text = readFileSync(file, 'utf8');
        writeFileSync(file, text.replace(".not.toBeAbleTo('s3:PutObject'", ".toBeAbleTo('s3:PutObject'"));
        const { exitCode, output } = run('npm', ['test'], project);
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
        expect(run('npm', ['run', 'test:localstack'], project)).toMatchObject({ exitCode: 0 });
        expect(await removeLeftContainers()).toEqual([]);
      },
      5 * MINUTES,
    );
  });

  test(
    'pass in Vitest, and their types hold',
    () => {
      const { project, exitCode, output } = install('vitest-project');
      expect({ exitCode, output }).toMatchObject({ exitCode: 0 });
      expect(run('npm', ['test'], project)).toMatchObject({ exitCode: 0 });
      expect(run('npm', ['run', 'types'], project)).toMatchObject({ exitCode: 0 });
    },
    10 * MINUTES,
  );
});
