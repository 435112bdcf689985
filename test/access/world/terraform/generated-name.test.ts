import { describe, expect, test } from '@jest/globals';
import { firstFree } from '../../../../access/world/terraform/generated-name';

describe('the first name that is not taken', () => {
  test.each([
    ['is the one of 0 where that is free', [], 'name-0'],
    ['is the one of 0 whatever others there are', ['other', 'name-2'], 'name-0'],
    ['is the one of as many as are taken, where that of 0 is taken', ['name-0', 'other', 'another'], 'name-3'],
    ['is one of the numbers after it, where that is taken too', ['name-0', 'name-3', 'name-4'], 'name-5'],
  ])('%s', (_, taken, free) => {
    expect(firstFree(new Set(taken), (salt) => `name-${salt}`)).toBe(free);
  });
});
