import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { interleaved, ms, nodeTime, times, type Figure } from './measure';

const cli = join(__dirname, '..', 'cli.js');

/** How long the command line takes, process start to exit. */
export async function commandLine(): Promise<Figure[]> {
  const dir = mkdtempSync(join(tmpdir(), 'crossbucket-bench-'));
  try {
    const files = (count: number) => Array.from({ length: count }, (_, index) => pairFile(dir, index));
    const verify = (count: number) => {
      const names = files(count);
      return () => nodeTime([cli, 'verify', ...names]);
    };
    const small = await interleaved(9, {
      bare: () => nodeTime(['-e', '0']),
      help: () => nodeTime([cli, '--help']),
    });
    const pairs = await interleaved(3, { one: verify(1), eleven: verify(11), hundred: verify(100) });
    const first = (pairs.eleven - pairs.one) / 10;
    const later = (pairs.hundred - pairs.eleven) / 89;
    return [
      figure(
        '`crossbucket --help` against `node -e 0`',
        times(small.help / small.bare),
        '<= 2x',
        small.help / small.bare <= 2,
      ),
      figure('`verify` of one pair, embedded, direct, start to exit', ms(pairs.one), '< 1500 ms', pairs.one < 1500),
      figure('each further pair, up to 11', ms(first), '< 100 ms', first < 100),
      figure('each further pair, 11 to 100', ms(later), '< 100 ms', later < 100),
    ];
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

function figure(what: string, measured: string, target: string, holds: boolean): Figure {
  return { what, measured, target, holds };
}

function pairFile(dir: string, index: number): string {
  const file = join(dir, `pair-${index}.yaml`);
  const id = String(index).padStart(3, '0');
  writeFileSync(
    file,
    [
      `name: bench-${id}`,
      'producer:',
      `  account: "111111111${id}"`,
      '  region: eu-west-1',
      `  bucket: acme-bench-${id}`,
      'consumer:',
      `  account: "222222222${id}"`,
      'grants:',
      '  - role: reader',
      '    trusted_by: [ec2.amazonaws.com]',
      '    access: [list, read]',
      '    prefixes: [reports/, daily/]',
      '',
    ].join('\n'),
  );
  return file;
}
