import { expect, test } from '@jest/globals';
import { parseTemplate, type Part } from '../../../access/match/template';
import { unknownValue } from '../../../access/policy/unknown';

const text = (written: string): Part => ({ kind: 'text', text: written });
const star: Part = { kind: 'star' };
const one: Part = { kind: 'one' };
const both = { variables: true, wildcards: true };

const strings: readonly (readonly [what: string, source: string, parts: readonly Part[]])[] = [
  ['nothing', '', []],
  ['plain text', 'reports/a', [text('reports/a')]],
  ['wildcards alone', '*?', [star, one]],
  ['wildcards in text', 'a*b?c', [text('a'), star, text('b'), one, text('c')]],
  ['a variable, whose name has no case', '${aws:UserName}', [{ kind: 'variable', key: 'aws:username' }]],
  ['a variable with spaces around its name', '${ aws:username }', [{ kind: 'variable', key: 'aws:username' }]],
  ['a default', "${aws:username, 'No One'}", [{ kind: 'variable', key: 'aws:username', fallback: 'No One' }]],
  ['an empty default', "${aws:username,''}", [{ kind: 'variable', key: 'aws:username', fallback: '' }]],
  ['the three characters by their names', 'a${*}${?}${$}b', [text('a*?$b')]],
  ['a name that is none, in which wildcards count', '${a*b}', [text('${a'), star, text('b}')]],
  ['a dollar with empty braces', '${}', [text('${}')]],
  ['a dollar alone', 'a$b', [text('a$b')]],
  ['braces that are never closed', '${aws:username', [text('${aws:username')]],
  [
    'something not known between text',
    `a${unknownValue('var.x')}*`,
    [text('a'), { kind: 'unknown', name: 'var.x' }, star],
  ],
];

test.each(strings)('a policy string has its parts: %s', (_what, source, parts) => {
  expect(parseTemplate(source, both)).toStrictEqual(parts);
});

test('without variables their names are text, in which wildcards count', () => {
  const parts = parseTemplate('${*}${aws:username}', { variables: false, wildcards: true });
  expect(parts).toStrictEqual([text('${'), star, text('}${aws:username}')]);
});

test('without wildcards they are text beside variables', () => {
  const parts = parseTemplate('*${aws:username}?', { variables: true, wildcards: false });
  expect(parts).toStrictEqual([text('*'), { kind: 'variable', key: 'aws:username' }, text('?')]);
});
