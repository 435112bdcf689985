import { describe, expect, test } from '@jest/globals';
import { PolicyError } from '../../../../access/policy/errors';
import { createWorld } from '../../../../access/world/create';
import { readTerraform } from '../../../../access/world/terraform/read';
import { TerraformReadError } from '../../../../access/world/terraform/read-error';
import type { World } from '../../../../access/world/world';
import vectors from '../../../vectors/terraform-json/refusals.json';

const { account } = vectors;

function errorOf(world: World, stack: unknown): unknown {
  try {
    readTerraform(world, stack, { account, region: 'eu-west-1' });
  } catch (error) {
    return error;
  }
  return undefined;
}

interface Case {
  readonly title: string;
  /** A stack of account 222222222222 that was read earlier. */
  readonly before?: unknown;
  readonly stack: unknown;
  readonly address: string;
  readonly what: string;
}

describe('a stack is refused for', () => {
  test.each(vectors.cases as Case[])('$title', ({ before, stack, address, what }) => {
    const world = createWorld();
    if (before) readTerraform(world, before, { account: '222222222222', region: 'eu-west-1' });
    const error = errorOf(world, stack) as TerraformReadError;
    expect(error).toBeInstanceOf(TerraformReadError);
    expect(error.address).toBe(address);
    expect(error.what).toContain(what);
    expect(error.message.startsWith(`${address}: ${error.what}`)).toBe(true);
    expect(error.message.endsWith(`; allowed: ${error.allowed}; ${error.fix}`)).toBe(true);
  });

  test('what an earlier stack made', () => {
    const world = createWorld();
    const stack = { resource: { aws_s3_bucket: { data: { bucket: 'acme-data' } } } };
    expect(errorOf(world, stack)).toBeUndefined();
    expect(errorOf(world, stack)).toMatchObject({ what: 'there is one of that name already' });
  });

  test('what an earlier stack set, also by a resource of the same address', () => {
    const world = createWorld();
    const block = { resource: { aws_s3_account_public_access_block: { all: {} } } };
    expect(errorOf(world, block)).toBeUndefined();
    expect(errorOf(world, block)).toMatchObject({
      what: 'the public access block of the account is set by aws_s3_account_public_access_block.all of an earlier stack too',
    });
  });

  test('expressions that are nested too deeply for anybody', () => {
    const bucket = `\${${'['.repeat(50_000)}${']'.repeat(50_000)}}`;
    const error = errorOf(createWorld(), { resource: { aws_s3_bucket: { data: { bucket } } } });
    expect(error).toMatchObject({ name: 'TerraformReadError', what: 'expressions are nested too deeply' });
  });
});

describe('a policy that AWS would refuse to save is refused in its words:', () => {
  test.each(vectors.policies)('$title', ({ stack, code, message, detail }) => {
    const error = errorOf(createWorld(), stack) as PolicyError;
    expect(error).toBeInstanceOf(PolicyError);
    expect(error.code).toBe(code);
    expect(error.message).toBe(message);
    expect(error.detail).toMatch(new RegExp(`^${detail.replace(/[[\].]/g, '\\$&')}: `));
  });
});
