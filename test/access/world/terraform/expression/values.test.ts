import { describe, expect, test } from '@jest/globals';
import { createWorld } from '../../../../../access/world/create';
import { evaluate } from '../../../../../access/world/terraform/expression/evaluate';
import { plainOf } from '../../../../../access/world/terraform/expression/value';
import { Stack } from '../../../../../access/world/terraform/stack';
import vectors from '../../../../vectors/terraform-json/expression-values.json';
import { withPlaceholders } from '../placeholders';

const place = { account: '111111111111', region: 'eu-west-1', partition: 'aws' } as const;

describe('the value of a Terraform expression', () => {
  const stack = () => new Stack(createWorld(), vectors.configuration, place);

  test.each(vectors.cases)('$expression is $value', ({ expression, value }) => {
    expect(plainOf(evaluate(expression, stack()))).toStrictEqual(withPlaceholders(value));
  });
});
