import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { startCli } from '../test/scripts/run-cli';
import { docker, removeLeftContainers } from './backends/containers';

const pair = join(__dirname, '..', 'pairs', 'lake-to-analytics.yaml');
const hasDocker = spawnSync('docker', ['info']).status === 0;
const KILLS = 10;
const SEED = 20260926;

(hasDocker ? describe : describe.skip)('a run on LocalStack that is killed', () => {
  let dir: string;

  beforeAll(() => {
    dir = mkdtempSync(join(tmpdir(), 'crossbucket-killed-'));
  });
  afterAll(() => rmSync(dir, { recursive: true, force: true }));

  // A run's lease lies in its temporary folder, and its container is labelled with that: so these are ours.
  const startRun = () => startCli(['verify', '--target', 'localstack', pair], dir, { TMPDIR: dir });
  const containers = async (): Promise<string[]> => {
    const { dockerode } = (await docker()).container;
    const all = await dockerode.listContainers({ all: true, filters: { label: ['crossbucket.lease'] } });
    return all.filter(({ Labels }) => Labels['crossbucket.lease']!.startsWith(dir)).map(({ Id }) => Id);
  };

  test('leaves no container after the clean-up of the next one, at whatever moment it was', async () => {
    const started = performance.now();
    const whole = await startRun().ended;
    const length = performance.now() - started;
    expect(whole).toMatchObject({ exitCode: 0 });
    expect(await containers()).toEqual([]);

    const left: number[] = [];
    // One moment in each tenth of a run.
    for (const [tenth, percent] of fc.sample(fc.noBias(fc.nat(99)), { seed: SEED, numRuns: KILLS }).entries()) {
      const moment = Math.round(((tenth + percent / 100) / KILLS) * length);
      const { child, ended } = startRun();
      await setTimeout(moment);
      child.kill('SIGKILL');
      await ended;
      const before = await containers();
      if (before.length) left.push(moment);
      await removeLeftContainers();
      // The engine may still be making one that a killed run has just asked for: it is for the next clean-up.
      const after = await containers();
      expect({ moment, remain: before.filter((id) => after.includes(id)) }).toEqual({ moment, remain: [] });
    }
    expect(await containers()).toEqual([]);
    // Else nothing has been shown: most moments of a run are those of its container.
    expect(left.length).toBeGreaterThanOrEqual(KILLS / 2);
  }, 180_000);
});
