import { describe, expect, test } from '@jest/globals';
import { createWorld } from '../../../../access/world/create';
import { readTerraform } from '../../../../access/world/terraform/read';
import vectors from '../../../vectors/terraform-json/resources.json';
import { plainWorld } from './plain-world';

interface Case {
  readonly title: string;
  readonly region?: string;
  readonly stack: unknown;
  readonly expected: object;
  /** Paths of what must not be there. */
  readonly absent?: readonly string[][];
}

describe('resources in Terraform JSON', () => {
  test.each(vectors.cases as Case[])('$title', ({ region = 'eu-west-1', stack, expected, absent = [] }) => {
    const world = createWorld();
    readTerraform(world, stack, { account: vectors.account, region });
    expect(plainWorld(world)).toMatchObject(expected);
    for (const path of absent) expect(plainWorld(world)).not.toHaveProperty(path);
  });
});
