import { afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { join } from 'node:path';
import { loadPairs } from '../../../contract/load';
import { startEmulator, type StartedEmulator } from '../../../emulator/index';
import { embeddedBackend } from '../../../integration/backends/embedded';
import { emptyWorld } from '../../../integration/deploy/direct';
import type { PairStacks } from '../../../integration/deploy/stack-files';
import { stacksOf } from '../../../integration/deploy/synthesized';
import { progress } from '../../../integration/report/progress';
import type { CheckResult } from '../../../integration/report/report';
import { remote, type RemoteOptions } from '../../../integration/targets/remote';
import { TargetError } from '../../../integration/targets/target';
import { verify } from '../../../integration/verify';
import { normalized } from '../normalized-world';
import { accountsOf, withoutDeletedKeys } from '../what-is-left';

const names = ['lake-to-analytics', 'orders-with-partner'];
const files = names.map((name) => join(__dirname, '..', '..', '..', 'pairs', `${name}.yaml`));

describe('an endpoint as a target', () => {
  let stacks: ReadonlyMap<string, PairStacks>;
  let emulator: StartedEmulator;

  beforeAll(async () => {
    stacks = new Map(stacksOf(loadPairs(files)).map((one) => [one.pair.name, one]));
  });
  beforeEach(async () => {
    emulator = await startEmulator();
  });
  afterEach(() => emulator.stop());

  /** Holds a pair's contract against the embedded AWS as if nothing but its address were known. */
  async function run(name: string, options: Partial<RemoteOptions> = {}): Promise<readonly CheckResult[]> {
    const one = stacks.get(name)!;
    emulator.state.world = emptyWorld(one.pair);
    const target = remote(embeddedBackend(emulator), { deploy: 'direct', ...options });
    const report = await verify([one], target, progress(), options.signal);
    return report.pairs.flatMap(({ checks }) => checks);
  }

  const expectNothingLeft = () => {
    const { world } = emulator.state;
    expect(normalized(withoutDeletedKeys(world))).toEqual(normalized(accountsOf(world)));
  };

  test.each(names)('where it enforces, every call that can be made is made, and nothing is left: %s', async (name) => {
    const checks = await run(name, { enforces: true });
    const unsupported = checks.filter(({ outcome }) => outcome === 'unsupported');
    expect(checks.filter((check) => !check.passed && !unsupported.includes(check))).toEqual([]);
    for (const { reason } of unsupported) {
      expect(reason).toMatch(/\.amazonaws\.com cannot be had to make the call|moved to another organization/);
    }
    expectNothingLeft();
  });

  test('where it does not enforce, calls that would change the bucket are not made', async () => {
    const checks = await run('orders-with-partner');
    const changing = checks.filter(({ reason }) => reason.includes('would change the bucket'));
    expect(changing.map(({ request, outcome }) => `${request.operation} ${outcome}`).sort()).toEqual([
      'DeleteBucket unsupported',
      'DeleteBucketPolicy unsupported',
      'PutBucketAcl unsupported',
      'PutBucketPolicy unsupported',
    ]);
  });

  test('a call that would show nothing is not made, for the reason that was given', async () => {
    const supports: RemoteOptions['supports'] = ({ expect: answer }) =>
      answer === 'deny' ? 'refuses nothing' : undefined;
    const checks = await run('orders-with-partner', { supports });
    const asked = checks.filter(({ half }) => half === 'both');
    for (const { expect: answer, reason, outcome, passed, request } of asked) {
      if (answer === 'allow' && !request.by.endsWith('.amazonaws.com'))
        expect({ request, passed }).toEqual({ request, passed: true });
      if (answer === 'deny') expect(outcome).toBe('unsupported');
      if (reason === 'refuses nothing') expect(answer).toBe('deny');
    }
    expect(asked.some(({ reason }) => reason === 'refuses nothing')).toBe(true);
  });

  test('an abort between two calls ends the run, and nothing is left', async () => {
    const controller = new AbortController();
    const supports = () => void controller.abort(new Error('enough'));
    await expect(run('lake-to-analytics', { supports, signal: controller.signal })).rejects.toThrow('enough');
    expectNothingLeft();
  });

  test('a backend that refuses the set-up is no verdict on the contract', async () => {
    const backend = embeddedBackend(emulator);
    const setupKeys = (id: string) => ({ ...backend.setupKeys(id), secretAccessKey: 'wrong' });
    const target = remote({ ...backend, setupKeys }, { deploy: 'direct' });
    const deploying = target.deploy(stacks.get('lake-to-analytics')!);
    await expect(deploying).rejects.toThrow(TargetError);
    await expect(deploying).rejects.toThrow(/^the pair cannot be deployed on embedded: key .*: .*signature/);
  });
});
