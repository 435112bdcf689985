import { describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { inTurn } from '../../../integration/jest/turn';

describe('a turn', () => {
  test('is had by one at a time', async () => {
    const name = randomUUID();
    let inside = 0;
    const most: number[] = [];
    const work = () =>
      inTurn(name, async () => {
        most.push(++inside);
        await new Promise((resolve) => setImmediate(resolve));
        inside--;
      });
    await Promise.all(Array.from({ length: 8 }, work));
    expect(most).toEqual(Array(8).fill(1));
  });

  test('is given away by work that fails, with its error', async () => {
    const name = randomUUID();
    await expect(inTurn(name, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await inTurn(name, () => Promise.resolve('next'))).toBe('next');
  });

  test('does not wait for what has another name', async () => {
    const [one, other] = [randomUUID(), randomUUID()];
    expect(await inTurn(one, () => inTurn(other, () => Promise.resolve('both')))).toBe('both');
  });
});
