import { describe, expect, test } from '@jest/globals';
import type { Decision, NearMiss } from '../../../access/decision';
import { simulate, type SimulationCase } from '../../../access/simulate/simulate';
import nearMisses from '../../vectors/decisions/near-misses.json';
import reasons from '../../vectors/decisions/reasons.json';
import unknownValues from '../../vectors/decisions/unknown-values.json';

type ReasonsCase = SimulationCase & Pick<Decision, 'mayAllow' | 'reasons'> & { readonly name: string };
type NearMissCase = SimulationCase & { readonly name: string; readonly nearMisses: readonly NearMiss[] };

const explained: readonly (readonly [what: string, cases: unknown])[] = [
  ['policies of every kind', reasons],
  ['values that are not known', unknownValues],
];

describe.each(explained)('tells all reasons with %s', (_what, cases) => {
  test.each((cases as ReasonsCase[]).map((one) => [one.id, one.name, one] as const))('%s %s', (_id, _name, one) => {
    const { effect, mayAllow, reasons } = simulate(one);
    expect({ effect, mayAllow }).toEqual({ effect: one.expect, mayAllow: one.mayAllow });
    expect(reasons).toStrictEqual(one.reasons);
  });
});

describe('tells which statements nearly allowed a call', () => {
  const cases = nearMisses as unknown as NearMissCase[];

  test.each(cases.map((one) => [one.id, one.name, one] as const))('%s %s', (_id, _name, one) => {
    const { effect, reasons } = simulate(one);
    expect(effect).toBe(one.expect);
    expect(reasons[0]!.nearMisses).toStrictEqual(one.nearMisses);
  });
});
