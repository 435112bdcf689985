import { describe, expect, test } from '@jest/globals';
import { createWorld } from '../../../../access/world/create';
import { readTerraform } from '../../../../access/world/terraform/read';
import vectors from '../../../vectors/terraform-json/accepted.json';
import { withPlaceholders } from './placeholders';
import { plainWorld } from './plain-world';

interface Case {
  readonly title: string;
  /** A stack of account 222222222222 that was read earlier. */
  readonly before?: unknown;
  readonly stack: unknown;
  readonly expected: object;
  /** Paths of what must not be there. */
  readonly absent?: readonly string[][];
}

describe('a stack is read with', () => {
  test.each(vectors.cases as Case[])('$title', ({ before, stack, expected, absent = [] }) => {
    const world = createWorld();
    if (before) readTerraform(world, before, { account: '222222222222', region: 'eu-west-1' });
    readTerraform(world, stack, { account: vectors.account, region: 'eu-west-1' });
    expect(plainWorld(world)).toMatchObject(withPlaceholders(expected));
    for (const path of absent) expect(plainWorld(world)).not.toHaveProperty(path);
  });
});
