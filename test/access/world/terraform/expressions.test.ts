import { describe, expect, test } from '@jest/globals';
import { createWorld } from '../../../../access/world/create';
import { evaluate } from '../../../../access/world/terraform/expression/evaluate';
import { plainOf } from '../../../../access/world/terraform/expression/value';
import { Stack } from '../../../../access/world/terraform/stack';
import { unknownValue } from '../../../../access/policy/unknown';
import vectors from '../../../vectors/terraform-json/expressions.json';

/** What every placeholder begins with. */
const OPEN = unknownValue('x')[0];

const place = { account: '111111111111', region: 'eu-west-1', partition: 'aws' } as const;

describe('a Terraform expression', () => {
  const stack = new Stack(createWorld(), vectors.configuration, place);

  test.each(vectors.cases.filter(({ beyond }) => !beyond))(
    '$expression has the value that Terraform gives it',
    (vector) => {
      const value = evaluate(vector.expression, stack);
      // The texts of jsonencode differ in the order of members and in escapes that JSON does not need.
      const isJson = vector.expression.startsWith('${jsonencode(');
      expect(isJson ? JSON.parse(value as string) : value).toEqual(
        isJson ? JSON.parse(vector.value as string) : vector.value,
      );
    },
  );

  test.each(vectors.cases.filter(({ beyond }) => beyond))('$expression is beyond this reader', ({ expression }) => {
    expect(JSON.stringify([evaluate(expression, stack)].map(plainOf))).toContain(OPEN);
  });
});
