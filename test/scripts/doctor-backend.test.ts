import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmulator } from '../../emulator/index';
import { capabilities, type CapabilityMatrix } from '../../integration/capabilities/capability';
import { startCli } from './run-cli';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'crossbucket-test-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const doctor = (env: NodeJS.ProcessEnv, ...args: string[]) =>
  startCli(['doctor', 'backend', ...args], folder, env).ended;

describe('crossbucket doctor backend', () => {
  test('finds out what the embedded AWS enforces, over TLS and without, by the secret that it printed', async () => {
    const emulator = await startEmulator();
    const ca = join(folder, 'ca.pem');
    writeFileSync(ca, emulator.ca);
    const { secretAccessKey } = emulator.rootCredentials('111111111111');
    const env = { NODE_EXTRA_CA_CERTS: ca, AWS_SECRET_ACCESS_KEY: secretAccessKey };
    const { exitCode, stdout } = await doctor(env, emulator.endpoint, '--format', 'json');
    await emulator.stop();
    const matrix = JSON.parse(stdout) as CapabilityMatrix;
    expect(exitCode).toBe(0);
    expect(matrix.map(({ capability }) => capability)).toEqual(capabilities);
    const unknown = matrix.filter(({ verdict }) => verdict !== 'enforced').map(({ capability }) => capability);
    expect(unknown).toEqual(['organization-policies']);
  });

  test('knows nothing of an endpoint on which it may set nothing up, and says why', async () => {
    const emulator = await startEmulator();
    const { exitCode, stdout } = await doctor({}, emulator.httpEndpoint, '--format', 'json');
    await emulator.stop();
    const matrix = JSON.parse(stdout) as CapabilityMatrix;
    expect(exitCode).toBe(0);
    expect(new Set(matrix.map(({ verdict }) => verdict))).toEqual(new Set(['unknown']));
    expect(matrix[0]!.detail).toMatch(/^the set-up failed: SignatureDoesNotMatch/);
  });

  test('ends with 3 and one sentence at an endpoint that does not answer', async () => {
    const message = 'http://127.0.0.1:1 does not answer: connect ECONNREFUSED 127.0.0.1:1\n';
    expect(await doctor({}, 'http://127.0.0.1:1')).toEqual({ exitCode: 3, stdout: '', stderr: message });
  });

  test('ends with 2 and one sentence at what is no endpoint', async () => {
    const message = '"here" is no endpoint; give a URL such as http://127.0.0.1:4566\n';
    expect(await doctor({}, 'here')).toEqual({ exitCode: 2, stdout: '', stderr: message });
  });
});
