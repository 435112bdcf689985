import { describe, expect, test } from '@jest/globals';
import { createWorld } from '../../../../access/world/create';
import { readTerraform } from '../../../../access/world/terraform/read';
import { TerraformReadError } from '../../../../access/world/terraform/read-error';
import vectors from '../../../vectors/terraform-json/messages.json';

interface Case {
  readonly title: string;
  /** A stack of account 222222222222 that was read earlier. */
  readonly before?: unknown;
  readonly stack: unknown;
  readonly message: string;
}

function errorOf(account: string, stack: unknown, world = createWorld()): unknown {
  try {
    readTerraform(world, stack, { account, region: 'eu-west-1' });
  } catch (error) {
    return error;
  }
  return undefined;
}

describe('a refusal says where, what, the value, what is allowed and what to do:', () => {
  test.each(vectors.cases as Case[])('$title', ({ before, stack, message }) => {
    const world = createWorld();
    if (before) expect(errorOf('222222222222', before, world)).toBeUndefined();
    const error = errorOf(vectors.account, stack, world);
    expect(error).toBeInstanceOf(TerraformReadError);
    expect((error as TerraformReadError).message).toBe(message);
  });

  test('expressions that are nested too deeply', () => {
    const bucket = `\${${'['.repeat(50_000)}${']'.repeat(50_000)}}`;
    expect(errorOf(vectors.account, { resource: { aws_s3_bucket: { data: { bucket } } } })).toMatchObject({
      message: 'stack: expressions are nested too deeply; allowed: what a person could read; write the values out',
    });
  });
});
