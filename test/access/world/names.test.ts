import { describe, expect, test } from '@jest/globals';
import { isAliasName, isIamName, isIamPath } from '../../../access/world/names';

describe('IAM takes', () => {
  test.each([
    ['a name of every kind of character', 'Az09_+=,.@-', true],
    ['no empty name', '', false],
    ['no name with a space', 'a b', false],
    ['no name with a slash, which is of its path', 'team/reader', false],
    ['a name of 64', 'x'.repeat(64), true],
    ['no name of 65', 'x'.repeat(65), false],
  ])('for a role or a user %s', (_, name, taken) => {
    expect(isIamName(name, 64)).toBe(taken);
  });

  test('for a policy or an instance profile a name of 128, and none of 129', () => {
    expect(isIamName('x'.repeat(128), 128)).toBe(true);
    expect(isIamName('x'.repeat(129), 128)).toBe(false);
  });

  test.each([
    ['a slash alone', '/', true],
    ['a path with slashes at both ends', '/team/a!~/', true],
    ['no path without a slash at its beginning', 'team/', false],
    ['no path without a slash at its end', '/team', false],
    ['no empty path', '', false],
    ['no space in it', '/a b/', false],
    ['a path of 512', `/${'x'.repeat(510)}/`, true],
    ['no path of 513', `/${'x'.repeat(511)}/`, false],
  ])('for a path %s', (_, path, taken) => {
    expect(isIamPath(path)).toBe(taken);
  });
});

describe('KMS takes', () => {
  test.each([
    ['letters, digits, slashes, underscores and hyphens', 'alias/Data/lake_1-a', true],
    ['a name of 250 behind alias/', `alias/${'x'.repeat(250)}`, true],
    ['none of 251', `alias/${'x'.repeat(251)}`, false],
    ['none that is empty', 'alias/', false],
    ['none without alias/ at its beginning', 'my-alias/data', false],
    ['none with another character at its end', 'alias/data.', false],
    ['none of those that begin with aws/, which AWS keeps to itself', 'alias/aws/s3', false],
    ['one that only begins like those', 'alias/awsome', true],
  ])('for an alias %s', (_, name, taken) => {
    expect(isAliasName(name)).toBe(taken);
  });
});
