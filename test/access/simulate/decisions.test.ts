import { describe, expect, test } from '@jest/globals';
import { simulate, type SimulationCase } from '../../../access/simulate/simulate';
import callers from '../../vectors/decisions/callers.json';
import endpoints from '../../vectors/decisions/endpoints.json';
import keys from '../../vectors/decisions/keys.json';
import organizations from '../../vectors/decisions/organizations.json';
import trust from '../../vectors/decisions/trust.json';

type Case = SimulationCase & { readonly name: string };

const files: readonly (readonly [name: string, cases: unknown])[] = [
  ['callers', callers],
  ['endpoints', endpoints],
  ['keys', keys],
  ['organizations', organizations],
  ['trust', trust],
];

describe.each(files)('decides by %s', (_file, cases) => {
  test.each((cases as Case[]).map((one) => [one.id, one.name, one] as const))('%s %s', (_id, _name, one) => {
    expect(simulate(one).effect).toBe(one.expect);
  });
});
