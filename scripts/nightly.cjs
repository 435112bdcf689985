'use strict';

// The random tests of the decision engine, with counts that are too large for `npm test`:
//   npm run nightly [-- SHARE]
// SHARE of the counts below, 1 unless it is given. fast-check prints the seed of whatever it finds.

const { spawnSync } = require('node:child_process');

const RUNS = [
  ['test/access/decide/properties.test.ts', 100_000],
  ['test/access/explain/properties.test.ts', 100_000],
  ['test/access/decide/metamorphic.test.ts', 200_000],
  ['test/access/fuzz.test.ts', 1_000_000],
];

const share = Number(process.argv[2] ?? 1);
if (!(share > 0)) {
  console.error(`share is ${process.argv[2]}; it can be a number above 0, e.g. 0.1`);
  process.exit(2);
}

let failed = false;
for (const [file, count] of RUNS) {
  const runs = Math.ceil(count * share);
  console.log(`${file}: ${runs} runs`);
  const jest = require.resolve('jest/bin/jest');
  const args = [jest, file, '--runInBand', '--testTimeout', String(24 * 60 * 60 * 1000)];
  const { status } = spawnSync(process.execPath, args, {
    stdio: 'inherit',
    env: { ...process.env, CROSSBUCKET_RUNS: String(runs) },
  });
  failed ||= status !== 0;
}
process.exitCode = failed ? 1 : 0;
