import fc from 'fast-check';

/** Strings that readers stumble over. */
const ODD_STRINGS: readonly string[] = [
  ...['', ' ', '*', '?', '**', '*?*', '/', ':', ':::::', '\u0000', '\n', '\\', '"', "'", '${', '${}', '$', '${*', '}'],
  ...['${aws:username', '${aws:username}${aws:username}', "${aws:username, 'x", '${ aws:username }', '${a b}', '${*}*'],
  ...[
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    'prototype',
    '${__proto__}',
    'aws:PrincipalTag/__proto__',
  ],
  ...['\ud800', '\udc00\ud800', '😀', '😀?', '?😀', 'İ', 'ß', 'ſ3:GetObject', 'K', '\u202e', '\ufeff', 'a\u0300'],
  // What stands for something that is not known.
  ...['\uE000', '\uE000x\uE001', '\uE001'],
  ...['0x10', '+1', '-0', 'NaN', 'Infinity', '1,5', '9'.repeat(400), '2026-13-01', 'T', '1970', '-1', '0'],
  ...['203.0.113.256', '1.2.3', '1.2.3.4/33', '1.2.3.4/-1', '::', ':::', '1::2::3', '::/129', '/', '0/0', '010.0.0.1'],
  ...[
    'arn:',
    'arn:aws',
    'arn:aws:s3:::',
    'arn:aws:s3:::*',
    'arn:aws:s3:::lake:x:y:z',
    'arn:aws:iam::*:root',
    's3:',
    ':',
  ],
  ...['s3:getobject', 'S3:GETOBJECT', 's3:*:*', 'kms:', 'sts:assumerole', 'anonymous', 'root', '000000000000'],
  ...['null', 'undefined', 'true', 'TRUE', '[]', '{}', '=', '====', 'QQ', 'Q', 'QQ==', '!'],
  'a'.repeat(3_000),
  '*a'.repeat(300),
  '?'.repeat(300),
];

/** A string of the list above, one made up, or several in a row. */
export const oddStrings: fc.Arbitrary<string> = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...ODD_STRINGS) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 12 }) },
  {
    weight: 2,
    arbitrary: fc.tuple(fc.constantFrom(...ODD_STRINGS), fc.constantFrom(...ODD_STRINGS)).map((two) => two.join('')),
  },
);

/** Values of every type where others are wanted: the wrong one, none, too many, too deep. */
export const oddValues: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 3, arbitrary: oddStrings },
  {
    weight: 4,
    arbitrary: fc.constantFrom<unknown[]>(
      ...[null, true, false, 0, -1, 1e21, [], {}, [[]], [null], [{}], [''], { AWS: [] }, { AWS: null }, { '': '' }],
      ...[{ StringEquals: null }, { StringEquals: {} }, { StringEquals: { a: [] } }, { Null: { a: 'maybe' } }],
      ...[{ 'ForAnyValue:Null': { a: 'true' } }, { NullIfExists: { a: 'true' } }, { 'ForAllValues:': { a: 'b' } }],
    ),
  },
  { weight: 1, arbitrary: fc.constantFrom(5, 200).map(nested) },
  { weight: 1, arbitrary: fc.constantFrom(0, 300, 3_000).map((length) => Array.from({ length }, () => 's3:*')) },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
);

function nested(depth: number): unknown {
  let value: unknown = 'x';
  for (let n = 0; n < depth; n++) value = n % 2 === 0 ? [value] : { Statement: value };
  return value;
}

/** Where and how to change a value. Numbers stand for places, as far as there are that many. */
export const changes = fc.record({
  at: fc.nat(60),
  how: fc.constantFrom('replace', 'delete', 'wrap', 'rename', 'add'),
  value: oddValues,
  name: fc.oneof(oddStrings, fc.constantFrom('NotAction', 'Resource', 'NotPrincipal', 'Condition', 'Effect', 'Sid')),
});

export type Change = typeof changes extends fc.Arbitrary<infer T> ? T : never;

/** A copy of JSON data with a change at one of its places, counted through the whole. */
export function changed(data: unknown, { at, how, value, name }: Change): unknown {
  let place = at % Math.max(1, placesIn(data));
  const walk = (node: unknown): unknown => {
    if (typeof node !== 'object' || node === null) return node;
    const entries: [string, unknown][] = [];
    for (const [key, member] of Object.entries(node)) {
      if (place-- !== 0) entries.push([key, walk(member)]);
      else if (how === 'replace') entries.push([key, value]);
      else if (how === 'wrap') entries.push([key, [member]]);
      else if (how === 'rename') entries.push([name, member]);
      else if (how === 'add') entries.push([key, member], [name, value]);
    }
    return Array.isArray(node) ? entries.map(([, member]) => member) : Object.fromEntries(entries);
  };
  return walk(data);
}

function placesIn(data: unknown): number {
  if (typeof data !== 'object' || data === null) return 0;
  return Object.values(data).reduce((sum: number, member) => sum + 1 + placesIn(member), 0);
}

/** A copy of JSON data with odd strings in the place of some of its own. @param odd by their places */
export function withOddStrings<T>(data: T, odd: ReadonlyMap<number, string>): T {
  let place = 0;
  const walk = (node: unknown): unknown => {
    if (typeof node === 'string') return odd.get(place++) ?? node;
    if (Array.isArray(node)) return node.map(walk);
    if (typeof node !== 'object' || node === null) return node;
    return Object.fromEntries(Object.entries(node).map(([key, member]) => [key, walk(member)]));
  };
  return walk(data) as T;
}
