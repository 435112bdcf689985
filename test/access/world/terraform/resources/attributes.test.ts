import { describe, expect, test } from '@jest/globals';
import { createWorld } from '../../../../../access/world/create';
import { evaluate } from '../../../../../access/world/terraform/expression/evaluate';
import { plainOf } from '../../../../../access/world/terraform/expression/value';
import { readTerraform } from '../../../../../access/world/terraform/read';
import { Stack } from '../../../../../access/world/terraform/stack';
import vectors from '../../../../vectors/terraform-json/resource-attributes.json';

interface Case {
  readonly title: string;
  /** A stack of the same account that was read earlier. */
  readonly before?: unknown;
  readonly stack: unknown;
  /** By expression. */
  readonly values: Readonly<Record<string, unknown>>;
}

const where = { account: vectors.account, region: 'eu-west-1' };

describe('what references read of resources', () => {
  test.each(vectors.cases as unknown as Case[])('$title', ({ before, stack, values }) => {
    const world = createWorld();
    if (before) readTerraform(world, before, where);
    const scope = new Stack(world, stack, { ...where, partition: 'aws' });
    const read = Object.keys(values).map((expression) => [expression, plainOf(evaluate(expression, scope))]);
    expect(Object.fromEntries(read)).toStrictEqual(values);
  });
});
