import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { RULES } from '../../access/lint/rules';

test('docs/linter.md has every rule with its severity, and speaks of no other', () => {
  const text = readFileSync(join(__dirname, '../../docs/linter.md'), 'utf8');
  const rows = [...text.matchAll(/^\| `([a-z0-9-]+)` \| (\w+) \|/gm)].map(([, id, severity]) => [id, severity]);
  expect(rows).toEqual(RULES.map(({ id, severity }) => [id, severity]));
  const named = [...text.matchAll(/`([a-z0-9]+(?:-[a-z0-9]+)+)`/g)].map(([, id]) => id);
  expect(named.filter((id) => id !== 'not-saved' && !RULES.some((rule) => rule.id === id))).toEqual([]);
});
