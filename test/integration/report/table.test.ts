import { beforeAll, describe, expect, test } from '@jest/globals';
import { join } from 'node:path';
import { loadPairs } from '../../../contract/load';
import type { Pair } from '../../../contract/pair';
import { startEmbedded } from '../../../integration/backends/embedded';
import { capabilities, type Capability, type CapabilityMatrix } from '../../../integration/capabilities/capability';
import type { PairStacks } from '../../../integration/deploy/stack-files';
import { stacksOf } from '../../../integration/deploy/synthesized';
import { capabilityTable } from '../../../integration/report/capabilities';
import { progress } from '../../../integration/report/progress';
import type { Report } from '../../../integration/report/report';
import { table } from '../../../integration/report/table';
import { remote } from '../../../integration/targets/remote';
import { verify } from '../../../integration/verify';

const file = join(__dirname, '..', '..', '..', 'pairs', 'orders-with-partner.yaml');
const lastLine = (text: string) => text.trimEnd().split('\n').at(-1);
const matrixOf = (enforced: readonly Capability[]): CapabilityMatrix =>
  capabilities.map((capability) => ({
    capability,
    verdict: enforced.includes(capability) ? 'enforced' : 'absent',
    detail: `not refused: ${capability}`,
  }));

let pairs: Pair[];
let stacks: PairStacks[];
beforeAll(async () => {
  pairs = loadPairs([file]);
  stacks = stacksOf(pairs);
});

/** The contract on a backend of which no more than this is believed. */
async function reportWith(enforced: readonly Capability[]): Promise<Report> {
  const target = remote(await startEmbedded(), { deploy: 'direct', capabilities: matrixOf(enforced), enforces: true });
  try {
    return await verify(stacks, target, progress());
  } finally {
    await target.stop();
  }
}

describe('the report of a backend', () => {
  test('that enforces nothing claims the allowed half and no more', async () => {
    const report = await reportWith([]);
    const { passed, unsupported } = report.summary;
    const text = table(report, pairs);
    expect(lastLine(text)).toBe(
      `the target has proven only what is allowed, and none of the refusals: ` +
        `${passed} passed, 0 failed, ${unsupported} unsupported`,
    );
    expect(text).toMatch(/^not enforced: identity-policy, .*, organization-policies\n\n/);
    expect(text).toMatch(
      /part partners\/orders-sync .* allowed (\d+) of \1 {2}refused (\d+) of \2 by the engine alone\n/,
    );
    expect(text).toMatch(/\n +unsupported (\d+): \1 for want of identity-policy, bucket-policy, .*external-id/);
    expect(report.capabilities).toEqual(matrixOf([]));
  });

  test('that enforces some counts apart what it cannot show', async () => {
    const all = (await reportWith([])).summary;
    const report = await reportWith(['identity-policy', 'trust-policy']);
    const { passed, failed, unsupported } = report.summary;
    expect(failed).toBe(0);
    expect(passed + unsupported).toBe(all.passed + all.unsupported);
    expect(passed).toBeGreaterThan(all.passed);
    const text = table(report, pairs);
    expect(lastLine(text)).toMatch(/^the contract holds as far as the target can show it: \d+ passed/);
    expect(text).toMatch(/part partners\/orders-sync .* refused (\d+) of \1\n/);
    const lacking = report.pairs[0]!.checks.filter(({ lacks }) => lacks?.length);
    for (const { outcome, expect: answer, lacks } of lacking) {
      expect({ outcome, answer }).toEqual({ outcome: 'unsupported', answer: 'deny' });
      expect(lacks).not.toContain('trust-policy');
    }
  });

  test('is a failure where enforcement is required, and says so', async () => {
    const report = await reportWith([]);
    expect(lastLine(table(report, pairs, true))).toMatch(/^enforcement is required, and the target has proven only/);
  });

  test('of which nothing is unsupported is as always', async () => {
    const report = await verify(stacks, undefined, progress());
    const text = table(report, pairs, true);
    expect(text).not.toContain('unsupported');
    expect(lastLine(text)).toBe(`the contract holds: ${report.summary.passed} passed, 0 failed`);
  });
});

test('a matrix is a line for each capability, and one for each kind of call that showed it', () => {
  const text = capabilityTable([
    { capability: 'trust-policy', verdict: 'enforced', detail: 'allowed: one; refused: another' },
    { capability: 'session-policy', verdict: 'unknown', detail: 'the set-up failed' },
  ]);
  expect(text).toBe(
    [
      'trust-policy    enforced',
      '  allowed: one',
      '  refused: another',
      'session-policy  not known',
      '  the set-up failed',
      '',
    ].join('\n'),
  );
});
