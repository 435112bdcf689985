import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parsePair } from '../../contract/load';
import { stacksOf } from '../../integration/deploy/synthesized';
import { progress } from '../../integration/report/progress';
import { embedded } from '../../integration/targets/embedded';
import { verify } from '../../integration/verify';
import { times, type Figure } from './measure';

const file = join(__dirname, '..', '..', '..', 'pairs', 'lake-to-analytics.yaml');

/** `verify --deploy terraform` of one pair against the time that Terraform's own commands take in it. */
export async function terraformOverhead(): Promise<Figure[]> {
  const started = performance.now();
  const stacks = stacksOf([parsePair(readFileSync(file, 'utf8'), file)]);
  const target = await embedded({ deploy: 'terraform', callHalves: true });
  try {
    const { summary } = await verify(stacks, target, progress());
    if (summary.failed) throw new Error(`${summary.failed} checks failed`);
  } finally {
    await target.stop();
  }
  const total = performance.now() - started;
  const ratio = total / target.terraformTime();
  return [
    {
      what: '`verify --deploy terraform` of one pair, against the time of its Terraform commands',
      measured: `${times(ratio)} (${(total / 1000).toFixed(0)} s)`,
      target: '<= 1.1x',
      holds: ratio <= 1.1,
    },
  ];
}
