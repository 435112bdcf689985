import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { editDistance, nearest } from '../../contract/nearest';
import { allRegions } from '../../contract/regions';

/** A known word with one letter dropped, doubled, replaced, or swapped with the next one. */
const misspelled = fc
  .tuple(fc.constantFrom(...allRegions), fc.nat(), fc.constantFrom('drop', 'double', 'replace', 'swap'))
  .map(([word, at, how]) => {
    const index = at % (word.length - 1);
    const [before, letter, next, after] = [word.slice(0, index), word[index]!, word[index + 1]!, word.slice(index + 2)];
    const middle = { drop: next, double: letter + letter + next, replace: `z${next}`, swap: next + letter }[how]!;
    return { word, typo: before + middle + after };
  });

describe('the nearest spelling', () => {
  test.each([
    ['eu-wst-1', 'eu-west-1'],
    ['EU_WEST_1', 'eu-west-1'],
    ['euwest1', 'eu-west-1'],
    ['us-esat-2', 'us-east-2'],
    ['mars-north-1', undefined],
    ['', undefined],
  ])('of %j is %j', (word, spelling) => {
    expect(nearest(word, allRegions)).toBe(spelling);
  });

  test('of a word with one wrong letter is never further away than the word itself', () => {
    fc.assert(
      fc.property(misspelled, ({ word, typo }) => {
        const found = nearest(typo, allRegions);
        const plain = (text: string) => text.replaceAll('-', '');
        expect(found).toBeDefined();
        expect(editDistance(plain(typo), plain(found!))).toBeLessThanOrEqual(editDistance(plain(typo), plain(word))!);
      }),
    );
  });

  test('is the same from both ends, and nothing for equal words', () => {
    const word = fc.string({ maxLength: 8, unit: fc.constantFrom('a', 'b', 'c') });
    fc.assert(
      fc.property(word, word, (from, to) => {
        expect(editDistance(from, to)).toBe(editDistance(to, from));
        expect(editDistance(from, to) === 0).toBe(from === to);
      }),
    );
  });
});
