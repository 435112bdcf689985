import { describe, expect, test } from '@jest/globals';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startCli } from './run-cli';

const lake = join(__dirname, '..', '..', 'pairs', 'lake-to-analytics.yaml');
const verify = (args: readonly string[], env?: NodeJS.ProcessEnv) =>
  startCli(['verify', lake, ...args], tmpdir(), env).ended;

describe('the target of crossbucket verify', () => {
  test.each([
    [['--target', 'offline', '--deploy', 'terraform'], '--deploy terraform needs'],
    [['--target', 'offline', '--require', 'enforcement'], '--require enforcement needs a target that makes calls'],
    [['--target', 'offline', '--endpoint', 'http://127.0.0.1:1'], '--endpoint makes calls, and --target offline'],
    [['--require', 'luck'], 'Allowed choices are enforcement'],
  ])('is wrong input with %j', async (args, message) => {
    const { exitCode, stderr, stdout } = await verify(args);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toContain(message);
  });

  test('enforces all that is required where it is the embedded AWS', async () => {
    const { exitCode, stdout } = await verify(['--require', 'enforcement']);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/\nthe contract holds: \d+ passed, 0 failed\n$/);
  });

  test('is missing, in one sentence, where no endpoint answers', async () => {
    expect(await verify(['--endpoint', 'http://127.0.0.1:1'])).toEqual({
      exitCode: 3,
      stdout: '',
      stderr: 'http://127.0.0.1:1 does not answer: connect ECONNREFUSED 127.0.0.1:1\n',
    });
  });

  test('is missing, in one sentence, where LocalStack has no Docker', async () => {
    const { exitCode, stderr } = await verify(['--target', 'localstack'], { DOCKER_HOST: 'tcp://127.0.0.1:1' });
    expect(exitCode).toBe(3);
    expect(stderr).toMatch(/^LocalStack runs in a container, and no Docker engine answers here; .*\n$/);
  });
});
