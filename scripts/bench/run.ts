import { cpus } from 'node:os';
import { commandLine } from './command-line';
import { decisions } from './decide';
import { embeddedAws } from './embedded';
import { besideLocalStack } from './localstack';
import type { Figure } from './measure';
import { synthesis } from './synth';
import { terraformOverhead } from './terraform';

const parts: Readonly<Record<string, () => Promise<Figure[]>>> = {
  'command-line': commandLine,
  synth: synthesis,
  decide: decisions,
  embedded: embeddedAws,
  localstack: besideLocalStack,
  terraform: terraformOverhead,
};

/** Prints the figures of `docs/benchmarks.md`; exit code 1 when one misses its target. */
async function main(): Promise<void> {
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
  const asked = process.argv.slice(2);
  const names = asked.length ? asked : Object.keys(parts);
  const unknown = names.filter((name) => !(name in parts));
  if (unknown.length) throw new Error(`no benchmark ${unknown.join(', ')}; there are ${Object.keys(parts).join(', ')}`);
  process.stdout.write(
    `Node ${process.version}, ${cpus().length} cores\n\n| what | measured | target | |\n|---|---|---|---|\n`,
  );
  for (const name of names) {
    for (const { what, measured, target, holds } of await parts[name]!()) {
      process.stdout.write(`| ${what} | ${measured} | ${target} | ${holds ? 'holds' : '**misses**'} |\n`);
      if (!holds) process.exitCode = 1;
    }
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 3;
});
