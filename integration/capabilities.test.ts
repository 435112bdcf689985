import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCli } from '../test/scripts/run-cli';
import type { StartedBackend } from './backends/backend';
import { startLocalStack } from './backends/localstack';
import type { CapabilityMatrix } from './capabilities/capability';
import { capabilityMatrix } from './capabilities/matrix';
import { deployPair } from './jest/index';
import { isAllowedHalfOnly } from './report/report';

const hasDocker = spawnSync('docker', ['info']).status === 0;
const files = ['lake-to-analytics', 'orders-with-partner'].map((name) =>
  join(__dirname, '..', 'pairs', `${name}.yaml`),
);
const MINUTES = 60_000;

(hasDocker ? describe : describe.skip)('what LocalStack enforces', () => {
  let backend: StartedBackend;
  let matrix: CapabilityMatrix;

  beforeAll(async () => {
    backend = await startLocalStack();
    matrix = await capabilityMatrix(backend);
  }, 5 * MINUTES);
  afterAll(() => backend?.stop());

  test('is nothing that can be asked of it', () => {
    const verdicts = Object.fromEntries(matrix.map(({ capability, verdict }) => [capability, verdict]));
    expect(verdicts).toEqual({
      'identity-policy': 'absent',
      'bucket-policy': 'absent',
      'cross-account': 'absent',
      'trust-policy': 'absent',
      'external-id': 'absent',
      'session-policy': 'absent',
      'permissions-boundary': 'absent',
      'key-policy': 'absent',
      'secure-transport': 'unknown',
      'public-access-block': 'absent',
      'organization-policies': 'unknown',
    });
  });

  test('is told by what it did not refuse, and nothing is left behind', () => {
    for (const { verdict, detail } of matrix) {
      if (verdict === 'absent') expect(detail).toMatch(/^not refused: /);
      expect(detail).not.toContain('left behind');
    }
  });

  test(
    'is what crossbucket doctor says of it',
    async () => {
      const { exitCode, stdout } = await runCli(['doctor', 'backend', backend.endpoints.http], tmpdir());
      expect(exitCode).toBe(0);
      expect(stdout).toMatch(/^identity-policy +not enforced\n {2}not refused: a user's read that its policy denies,/);
      expect(stdout).not.toMatch(/^[a-z-]+ +enforced$/m);
    },
    MINUTES,
  );

  test(
    'lets a contract prove its allowed half, and no refusal',
    async () => {
      const passed: unknown[] = [];
      for (const file of files) {
        const pair = await deployPair(file, { target: { endpoint: backend.endpoints.https } });
        const report = await pair.contract().finally(pair.stop);
        expect(report.summary.failed).toBe(0);
        expect(isAllowedHalfOnly(report)).toBe(true);
        const allowed = report.pairs.flatMap(({ checks }) => checks).filter(({ expect: answer }) => answer === 'allow');
        passed.push(...allowed.filter((check) => check.passed));
      }
      expect(passed.length).toBeGreaterThan(20);
    },
    2 * MINUTES,
  );
});
