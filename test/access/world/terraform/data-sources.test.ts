import { describe, expect, test } from '@jest/globals';
import { partitionOf } from '../../../../access/world/arn';
import { createWorld } from '../../../../access/world/create';
import { evaluate } from '../../../../access/world/terraform/expression/evaluate';
import { plainOf } from '../../../../access/world/terraform/expression/value';
import { readTerraform } from '../../../../access/world/terraform/read';
import { TerraformReadError } from '../../../../access/world/terraform/read-error';
import { Stack } from '../../../../access/world/terraform/stack';
import vectors from '../../../vectors/terraform-json/data-sources.json';
import documents from '../../../vectors/terraform-json/policy-documents.json';
import { withPlaceholders } from './placeholders';

interface Case {
  readonly title: string;
  readonly region?: string;
  /** A stack of the same account that was read earlier. */
  readonly before?: unknown;
  readonly stack: unknown;
  /** By expression. */
  readonly values: Readonly<Record<string, unknown>>;
}

const { account } = vectors;

describe('data sources', () => {
  test.each(vectors.cases as unknown as Case[])('$title', ({ region = 'eu-west-1', before, stack, values }) => {
    const world = createWorld();
    if (before) readTerraform(world, before, { account, region });
    const scope = new Stack(world, stack, { account, region, partition: partitionOf(region) });
    const read = Object.keys(values).map((expression) => [expression, plainOf(evaluate(expression, scope))]);
    expect(Object.fromEntries(read)).toEqual(withPlaceholders(values));
  });
});

interface DocumentCase {
  readonly title: string;
  readonly document: unknown;
  readonly json?: unknown;
  /** The provider's error. */
  readonly refused?: string;
}

/** What the provider reads from a set of blocks comes in the order of their hashes, which means nothing. */
function unordered(value: unknown): unknown {
  if (Array.isArray(value))
    return value.map(unordered).sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, unordered(item)]));
}

describe('aws_iam_policy_document', () => {
  const render = (document: unknown) => {
    const stack = { data: { aws_iam_policy_document: { it: document } } };
    const scope = new Stack(createWorld(), stack, { account, region: 'eu-west-1', partition: 'aws' });
    return JSON.parse(evaluate('${data.aws_iam_policy_document.it.json}', scope) as string) as unknown;
  };
  const cases = documents.cases as DocumentCase[];

  test.each(cases.filter(({ refused }) => !refused))(
    'is rendered as the provider does it: $title',
    ({ document, json }) => {
      expect(unordered(render(document))).toEqual(unordered(json));
    },
  );

  test.each(cases.filter(({ refused }) => refused))('is refused as the provider refuses it: $title', ({ document }) => {
    expect(() => render(document)).toThrow(TerraformReadError);
  });
});
