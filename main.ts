import { loadPairs } from './contract/load';
import { pairFiles } from './scripts/commands/pair-files';
import { report } from './scripts/errors';
import { synthPairs } from './stacks/synth';

// The app of cdktf.json: `npx cdktf synth` runs it and names the output folder in CDKTF_OUTDIR.
try {
  const files = process.env.CROSSBUCKET_PAIRS?.split(',').filter(Boolean) ?? [];
  const pairs = loadPairs(pairFiles(files));
  synthPairs(pairs, { outdir: process.env.CDKTF_OUTDIR ?? 'cdktf.out' });
} catch (error) {
  process.exitCode = report(error);
}
