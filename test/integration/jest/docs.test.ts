import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '..', '..', '..');
const text = readFileSync(join(root, 'docs', 'jest.md'), 'utf8');
const blocks = [...text.matchAll(/^```\w+ (\S+)\n([\s\S]*?)^```$/gm)].map(([, file, code]) => ({ file, code }));

describe('docs/jest.md', () => {
  test.each(blocks)('shows $file as it is', ({ file, code }) => {
    expect(code).toBe(readFileSync(join(root, file!), 'utf8'));
  });

  test('shows the tests that run', () => {
    expect(blocks.map(({ file }) => file)).toContain('examples/jest-project/test/lake.test.ts');
  });
});
