import { describe, expect, test } from '@jest/globals';
import { PolicyError } from '../../../../access/policy/errors';
import { createWorld } from '../../../../access/world/create';
import { readTerraform } from '../../../../access/world/terraform/read';
import { TerraformReadError } from '../../../../access/world/terraform/read-error';
import vectors from '../../../vectors/terraform-json/refusals.json';

const { account } = vectors;

function errorOf(...stacks: readonly unknown[]): unknown {
  const world = createWorld();
  try {
    for (const stack of stacks) readTerraform(world, stack, { account, region: 'eu-west-1' });
  } catch (error) {
    return error;
  }
  return undefined;
}

describe('a stack is refused for', () => {
  test.each(vectors.cases)('$title', ({ stack, address, what }) => {
    const error = errorOf(stack) as TerraformReadError;
    expect(error).toBeInstanceOf(TerraformReadError);
    expect(error.address).toBe(address);
    expect(error.what).toContain(what);
    expect(error.message.startsWith(`${address}: ${error.what}`)).toBe(true);
    expect(error.message.endsWith(`; allowed: ${error.allowed}; ${error.fix}`)).toBe(true);
  });

  test('what an earlier stack made', () => {
    const stack = { resource: { aws_s3_bucket: { data: { bucket: 'acme-data' } } } };
    expect(errorOf(stack, stack)).toMatchObject({ what: 'there is one of that name already' });
  });

  test('expressions that are nested too deeply for anybody', () => {
    const bucket = `${'${['.repeat(20_000)}${']}'.repeat(20_000)}`;
    expect(errorOf({ resource: { aws_s3_bucket: { data: { bucket } } } })).toBeInstanceOf(TerraformReadError);
  });
});

describe('a policy that AWS would refuse to save is refused in its words:', () => {
  test.each(vectors.policies)('$title', ({ stack, code, message, detail }) => {
    const error = errorOf(stack) as PolicyError;
    expect(error).toBeInstanceOf(PolicyError);
    expect(error.code).toBe(code);
    expect(error.message).toBe(message);
    expect(error.detail).toMatch(new RegExp(`^${detail.replace(/[[\].]/g, '\\$&')}: `));
  });
});
