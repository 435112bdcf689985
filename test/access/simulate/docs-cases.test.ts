import { describe, expect, test } from '@jest/globals';
import { simulate, type SimulationCase } from '../../../access/simulate/simulate';
import crossAccount from '../../vectors/decisions/cross-account-cases.json';
import documented from '../../vectors/decisions/docs-cases.json';

type Case = SimulationCase & { readonly name: string; readonly source: string };

const rowsOf = (cases: unknown) => (cases as Case[]).map((one) => [one.id, one.name, one] as const);

describe('decides as AWS documents it', () => {
  test.each(rowsOf(documented))('%s %s', (_id, _name, one) => expect(simulate(one).effect).toBe(one.expect));
});

describe('decides cross-account S3, KMS and AssumeRole', () => {
  test.each(rowsOf(crossAccount))('%s %s', (_id, _name, one) => expect(simulate(one).effect).toBe(one.expect));
});

test('every case names the page it comes from', () => {
  for (const { source } of [...documented, ...crossAccount]) expect(source).toMatch(/^[\w-]+/);
});
