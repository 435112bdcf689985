import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { matchGlob } from '../../../access/match/glob';
import { compilePattern } from '../../../access/match/pattern';
import { parseTemplate } from '../../../access/match/template';

/** Matches a glob that begins with a wildcard, and counts the steps: how often it looks at a place of the pattern. */
function match(source: string, text: string): { matches: boolean; steps: number; places: number } {
  const { rest } = compilePattern(source, parseTemplate(source, { variables: false, wildcards: true })).glob!;
  let steps = 0;
  const counted = new Proxy(rest, {
    get(codes, place) {
      if (place !== 'length') steps++;
      return Reflect.get(codes, place) as unknown;
    },
  });
  return { matches: matchGlob(counted, text, 0, text.length), steps, places: rest.length };
}

const longestRun = (source: string) => Math.max(...source.split('*').map((run) => run.length));

describe('a glob of 200 stars against a key of 1,024 characters', () => {
  const key = 'a'.repeat(1024);
  test.each([
    ['that matches', '*a'.repeat(200), true],
    ['that fails at its end', `${'*a'.repeat(199)}*b`, false],
    ['that fails at its beginning', `*b${'*a'.repeat(199)}`, false],
    ['with ? before each star', `${'*?'.repeat(199)}*b`, false],
    ['of nothing but stars', '*'.repeat(200), true],
    ['of nothing but stars and a character that is not there', `${'*'.repeat(200)}b`, false],
  ])('%s takes at most two steps a character', (_what, source, expected) => {
    const { matches, steps, places } = match(source, key);
    expect(matches).toBe(expected);
    expect(steps).toBeLessThanOrEqual(2 * (key.length + places));
  });
});

test('twice the key is at most twice the steps', () => {
  const source = `${'*aab'.repeat(50)}*c`;
  const short = match(source, 'aab'.repeat(300));
  const long = match(source, 'aab'.repeat(600));
  expect(long.steps).toBeLessThanOrEqual(2 * short.steps);
});

test('no glob takes more steps a character than its longest run between two stars has, and one', () => {
  const characters = (...from: string[]) => fc.string({ unit: fc.constantFrom(...from), maxLength: 40 });
  fc.assert(
    fc.property(characters('a', 'b', '*', '?'), characters('a', 'b'), (tail, text) => {
      const source = `*${tail}`;
      const { steps, places } = match(source, text);
      expect(steps).toBeLessThanOrEqual((longestRun(source) + 1) * (text.length + places));
    }),
    { numRuns: 5000 },
  );
});
