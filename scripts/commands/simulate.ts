import { readFileSync } from 'node:fs';
import { text as textOf } from 'node:stream/consumers';
import { PolicyError } from '../../access/policy/errors';
import { simulate as decided, type SimulationCase } from '../../access/simulate/simulate';
import { CommandError } from '../errors';
import { refusal, simulationCases } from './simulation-cases';
import { simulationResult, type SimulationResult } from './simulation-result';
import { simulationTable } from './simulation-table';

/**
 * `crossbucket simulate --cases FILE|-`: decides each case and prints one line of JSON for it, or a table on a terminal.
 * Exit code 1 when a case says what it expects and something else was decided.
 */
export async function simulate({ cases: file }: { readonly cases: string }): Promise<void> {
  const source = file === '-' ? 'stdin' : file;
  const cases = simulationCases(await read(file), source);
  // All are decided before any is printed: a case that cannot be decided is wrong input, and writes nothing.
  const results = cases.map((one) => ({ ...resultOf(one, source), expect: one.expect }));
  process.stdout.write(
    process.stdout.isTTY
      ? simulationTable(results, process.stdout.columns)
      : results.map(({ expect: _, ...line }) => `${JSON.stringify(line)}\n`).join(''),
  );
  const wrong = results.filter(({ expect, decision }) => expect !== undefined && expect !== decision);
  for (const { id, expect, decision } of wrong) {
    process.stderr.write(`case ${id}: expected ${expect}, decided ${decision}\n`);
  }
  process.exitCode = wrong.length ? 1 : 0;
}

function resultOf(one: SimulationCase, source: string): SimulationResult {
  try {
    return simulationResult(one.id, decided(one));
  } catch (error) {
    if (!(error instanceof PolicyError)) throw error;
    throw new CommandError(`${source}, case ${one.id}: ${refusal(error)}`, 2);
  }
}

async function read(file: string): Promise<string> {
  if (file === '-') return textOf(process.stdin);
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new CommandError(
      `--cases ${file}: ${(error as Error).message}; name a file that is there, or - for stdin`,
      2,
    );
  }
}
