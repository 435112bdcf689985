import { describe, expect, test } from '@jest/globals';
import { createWorld } from '../../../../access/world/create';
import { evaluate } from '../../../../access/world/terraform/expression/evaluate';
import { plainOf } from '../../../../access/world/terraform/expression/value';
import { Stack } from '../../../../access/world/terraform/stack';
import vectors from '../../../vectors/terraform-json/references.json';
import { withPlaceholders } from './placeholders';

interface Case {
  readonly title: string;
  readonly stack: unknown;
  /** By expression. */
  readonly values: Readonly<Record<string, unknown>>;
}

describe('references of a stack', () => {
  test.each(vectors.cases as Case[])('$title', ({ stack, values }) => {
    const place = { account: vectors.account, region: 'eu-west-1', partition: 'aws' } as const;
    const scope = new Stack(createWorld(), stack, place);
    const read = Object.keys(values).map((expression) => [expression, plainOf(evaluate(expression, scope))]);
    expect(Object.fromEntries(read)).toEqual(withPlaceholders(values));
  });
});
