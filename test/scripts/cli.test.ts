import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCli, startCli } from './run-cli';

const examples = join(__dirname, '..', '..', 'pairs');
const lake = join(examples, 'lake-to-analytics.yaml');

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'crossbucket-test-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('crossbucket', () => {
  test('names its commands', async () => {
    const { exitCode, stdout } = await runCli(['--help'], folder);
    expect(exitCode).toBe(0);
    for (const command of ['synth', 'verify', 'emulate', 'schema', 'add']) expect(stdout).toContain(command);
  });

  test.each([[['nonsense']], [['verify', '--target', 'mars']], [['synth', '--no-such-flag']]])(
    'ends with 2 and no stack trace on %j',
    async (args) => {
      const { exitCode, stderr } = await runCli(args, folder);
      expect(exitCode).toBe(2);
      expect(stderr).not.toMatch(/^\s+at /m);
    },
  );
});

describe('crossbucket synth', () => {
  test('writes both stacks of a pair and says where they are', async () => {
    const { exitCode, stdout } = await runCli(['synth', lake, '--out', 'out'], folder);
    expect(exitCode).toBe(0);
    const files = stdout.trim().split('\n');
    expect(files).toHaveLength(2);
    for (const file of files) expect(JSON.parse(readFileSync(join(folder, file), 'utf8'))).toHaveProperty('resource');
  });

  test('writes nothing when a pair file is wrong', async () => {
    const file = join(folder, 'wrong.yaml');
    writeFileSync(file, readFileSync(lake, 'utf8').replace('acme-lake-exports', 'Acme_Lake'));
    const { exitCode, stderr } = await runCli(['synth', lake, file, '--out', 'out'], folder);
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/wrong\.yaml:\d+:\d+: .*Acme_Lake/);
    expect(stderr).not.toMatch(/^\s+at /m);
    expect(existsSync(join(folder, 'out'))).toBe(false);
  });

  test('says which folder holds no pair file', async () => {
    const { exitCode, stderr } = await runCli(['synth'], folder);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('no pair file in pairs/');
  });
});

describe('crossbucket verify', () => {
  test('prints a line for each grant, ends with 0 and leaves nothing behind', async () => {
    const { exitCode, stdout, stderr } = await runCli(['verify', lake], folder);
    expect(stdout).toMatch(/ok +analytics-reader .*allowed (\d+) of \1 +refused (\d+) of \2/);
    expect(stdout).toMatch(/the contract holds: \d+ passed, 0 failed\n$/);
    expect({ exitCode, stderr, left: readdirSync(folder) }).toEqual({ exitCode: 0, stderr: '', left: [] });
  });

  test('prints a report for CI', async () => {
    const { exitCode, stdout } = await runCli(['verify', lake, '--target', 'offline', '--format', 'json'], folder);
    expect(exitCode).toBe(0);
    const report = JSON.parse(stdout);
    expect(report.summary).toEqual({ passed: report.pairs[0].checks.length, failed: 0, unsupported: 0 });
    expect(report.pairs[0].checks[0]).toEqual(
      expect.objectContaining({
        id: expect.any(String),
        grant: 'analytics-reader',
        half: 'both',
        expect: 'allow',
        outcome: 'allow',
        passed: true,
        request: expect.objectContaining({ service: expect.any(String), operation: expect.any(String) }),
        reason: expect.any(String),
      }),
    );
  });

  test('ends with 2 where --stacks has no stacks', async () => {
    const { exitCode, stderr } = await runCli(['verify', lake, '--stacks', 'nowhere'], folder);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('lake-to-analytics-producer');
  });
});

describe('crossbucket emulate', () => {
  test('prints its endpoints and stops cleanly', async () => {
    const { child, ended } = startCli(['emulate'], folder);
    const port = await new Promise<number>((resolve) =>
      child.stdout!.on('data', (chunk: Buffer) => {
        const match = /AWS_ENDPOINT_URL=https:\/\/[^:]+:(\d+)/.exec(chunk.toString());
        if (match) resolve(Number(match[1]));
      }),
    );
    child.kill('SIGINT');
    const { exitCode, stderr } = await ended;
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    await expect(listens(port)).resolves.toBe(true);
  });

  test('ends with 3 when its port is taken', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as { port: number };
    const { exitCode, stderr } = await runCli(['emulate', '--port', String(port)], folder);
    server.close();
    expect(exitCode).toBe(3);
    expect(stderr).toContain(`port ${port} is taken`);
  });
});

describe('crossbucket schema', () => {
  test('prints the schema that the checkout holds for editors', async () => {
    const { stdout } = await runCli(['schema'], folder);
    expect(stdout).toBe(readFileSync(join(__dirname, '..', '..', 'docs', 'pair.schema.json'), 'utf8'));
  });
});

describe('crossbucket add', () => {
  const flags = (bucket: string) =>
    [
      ['--producer-account', '012345678901'],
      ['--region', 'eu-west-1'],
      ['--bucket', bucket],
      ['--consumer-account', '222222222222'],
      ['--role', 'team/reader'],
      ['--trusted-by', 'ec2.amazonaws.com,arn:aws:iam::222222222222:role/ci'],
      ['--access', 'list,read'],
      ['--prefixes', 'reports/'],
    ].flat();

  test('writes a commented pair file that synthesizes', async () => {
    const added = await runCli(['add', 'new-pair', ...flags('acme-new')], folder);
    expect(added).toEqual({ exitCode: 0, stdout: `${join('pairs', 'new-pair.yaml')}\n`, stderr: '' });
    expect(readFileSync(join(folder, 'pairs', 'new-pair.yaml'), 'utf8')).toContain('# who may assume it');
    expect((await runCli(['synth', '--out', 'out'], folder)).exitCode).toBe(0);
  });

  test('never overwrites', async () => {
    await runCli(['add', 'new-pair', ...flags('acme-new')], folder);
    const { exitCode, stderr } = await runCli(['add', 'new-pair', ...flags('acme-other')], folder);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('is there already');
    expect(readFileSync(join(folder, 'pairs', 'new-pair.yaml'), 'utf8')).toContain('acme-new');
  });

  test('writes nothing that would be wrong beside the pairs that are there', async () => {
    mkdirSync(join(folder, 'pairs'));
    await runCli(['add', 'first', ...flags('acme-new')], folder);
    const { exitCode, stderr } = await runCli(['add', 'second', ...flags('acme-new')], folder);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('acme-new');
    expect(readdirSync(join(folder, 'pairs'))).toEqual(['first.yaml']);
  });

  test('names the flags that are missing where there is no terminal', async () => {
    const { exitCode, stderr } = await runCli(['add', 'new-pair', '--bucket', 'acme-new'], folder);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('--producer-account');
    expect(existsSync(join(folder, 'pairs'))).toBe(false);
  });
});

/** Whether a port can be listened on, so nobody else does. */
function listens(port: number): Promise<boolean> {
  const server = createServer();
  return new Promise((resolve) => {
    server.on('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
