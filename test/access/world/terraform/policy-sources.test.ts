import { describe, expect, test } from '@jest/globals';
import { createWorld } from '../../../../access/world/create';
import { evaluate } from '../../../../access/world/terraform/expression/evaluate';
import { TerraformReadError } from '../../../../access/world/terraform/read-error';
import { Stack } from '../../../../access/world/terraform/stack';
import vectors from '../../../vectors/terraform-json/policy-sources.json';

interface Case {
  readonly title: string;
  readonly document: unknown;
  readonly json?: unknown;
  /** The provider's error. */
  readonly refused?: string;
  /** What ours says. */
  readonly what?: string;
}

function render(document: unknown): unknown {
  const stack = { data: { aws_iam_policy_document: { it: document } } };
  const place = { account: vectors.account, region: 'eu-west-1', partition: 'aws' } as const;
  const scope = new Stack(createWorld(), stack, place);
  return JSON.parse(evaluate('${data.aws_iam_policy_document.it.minified_json}', scope) as string);
}

describe('aws_iam_policy_document, in the order of the provider', () => {
  const cases = vectors.cases as Case[];

  test.each(cases.filter(({ refused }) => !refused))('$title', ({ document, json }) => {
    expect(render(document)).toEqual(json);
  });

  test.each(cases.filter(({ refused }) => refused))('is refused as by the provider: $title', ({ document, what }) => {
    const attempt = (): unknown => render(document);
    expect(attempt).toThrow(TerraformReadError);
    expect(attempt).toThrow(`data.aws_iam_policy_document.it: ${what}, got `);
  });
});
