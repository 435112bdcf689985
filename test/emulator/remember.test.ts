import { expect, test } from '@jest/globals';
import { remembering } from '../../emulator/remember';

test('what was found for a text of late is not looked for again, and the oldest goes first', () => {
  const asked: string[] = [];
  const length = remembering((text) => {
    asked.push(text);
    return text.length;
  }, 2);
  expect(['a', 'bb', 'a', 'ccc', 'bb', 'a'].map(length)).toEqual([1, 2, 1, 3, 2, 1]);
  expect(asked).toEqual(['a', 'bb', 'ccc', 'a']);
});

test('long texts are not kept, nor what was not found', () => {
  let asked = 0;
  const find = remembering((text) => {
    asked++;
    return text === 'none' ? undefined : text;
  });
  for (const text of ['none', 'x'.repeat(513)]) for (let i = 0; i < 2; i++) find(text);
  expect(asked).toBe(4);
});
