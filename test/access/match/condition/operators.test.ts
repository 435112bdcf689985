import { describe, expect, test } from '@jest/globals';
import { OPERATORS, readOperatorName } from '../../../../access/match/condition/operators';
import { unknownValue } from '../../../../access/policy/unknown';

describe('the name of a condition operator', () => {
  test.each([
    ['StringEquals', { base: 'StringEquals', ifExists: false }],
    ['StringEqualsIfExists', { base: 'StringEquals', ifExists: true }],
    ['ForAllValues:StringLike', { base: 'StringLike', ifExists: false, qualifier: 'ForAllValues' }],
    ['ForAnyValue:ArnLikeIfExists', { base: 'ArnLike', ifExists: true, qualifier: 'ForAnyValue' }],
    ['Null', { base: 'Null', ifExists: false }],
    ['NullIfExists', undefined],
    ['ForAllValues:Null', undefined],
    ['ForAnyValue:Null', undefined],
    ['stringequals', undefined],
    ['StringEqual', undefined],
    ['IfExists', undefined],
    ['ForSomeValues:StringEquals', undefined],
    [' StringEquals', undefined],
    ['StringEquals ', undefined],
  ])('%s', (name, parts) => {
    expect(readOperatorName(name)).toStrictEqual(parts);
  });
});

/** Operators -> values that can stand in a policy for them, and such that never match. */
const VALUES: readonly (readonly [names: string, can: readonly string[], cannot: readonly string[]])[] = [
  ['StringEquals StringNotEquals StringEqualsIgnoreCase StringLike StringNotLike', ['', 'a', '*'], []],
  ['ArnEquals ArnNotEquals ArnLike ArnNotLike', ['', 'acme', 'arn:aws:s3:::acme', '*'], []],
  [
    'Bool',
    ['true', 'false', 'TRUE', '${aws:PrincipalTag/tls}'],
    ['', 'yes', '1', 'untrue', 'true ', 'falsehood', 'true,false'],
  ],
  [
    'NumericEquals NumericNotEquals NumericLessThan NumericGreaterThanEquals',
    ['0', '-1', '+1', '1.5', '1.', '.5', '1e3', '1E-3'],
    ['', 'ten', '1,5', '0x10', '1e', '.', '- 1', '1 ', '${aws:PrincipalTag/n}'],
  ],
  [
    'DateEquals DateNotEquals DateLessThan DateGreaterThanEquals',
    [
      '2026',
      '2026-11',
      '2026-11-24',
      '2026-11-24T12:00Z',
      '2026-11-24T12:00:00Z',
      '2026-11-24T12:00:00.123+01:00',
      '2026-11-24T12:00:00-0130',
      '1795521600',
      '1795521600.5',
      '-86400',
    ],
    ['', 'now', '24 Nov 2026', '2026-13', '2026-11-24T12:00:00', '2026-11-24 12:00:00Z', '26-11-24', '0'],
  ],
  ['BinaryEquals', ['', 'QQ', 'QQ==', 'QmluYXJ5', '+/8='], ['Q', 'QmluQ', 'Qm_u', 'QQ==QQ==', 'Q Q=']],
  [
    'IpAddress NotIpAddress',
    ['203.0.113.0/24', '203.0.113.7', '2001:db8::/32', '::'],
    ['', '203.0.113', '203.0.113.0/33', '2001:db8::/129', '203.0.113.*', 'localhost'],
  ],
];

describe('a value of a policy', () => {
  const rows = VALUES.flatMap(([names, can, cannot]) =>
    names.split(' ').map((name) => [name, [...can, unknownValue('var.it')], cannot] as const),
  );

  test.each(rows)('that %s can match', (name, can, cannot) => {
    const { accepts } = OPERATORS.get(name)!.operator;
    expect([...can, ...cannot].filter((value) => accepts(value))).toEqual(can);
  });
});
