import { describe, expect, test } from '@jest/globals';
import { createWorld } from '../../../../../access/world/create';
import { readTerraform } from '../../../../../access/world/terraform/read';
import vectors from '../../../../vectors/terraform-json/resource-settings.json';
import { withPlaceholders } from '../placeholders';
import { plainWorld } from '../plain-world';

interface Case {
  readonly title: string;
  /** A stack of the same account that was read earlier. */
  readonly before?: unknown;
  readonly stack: unknown;
  /** Parts of the world, whole. */
  readonly parts: readonly { readonly at: readonly string[]; readonly is: unknown }[];
}

const where = { account: vectors.account, region: 'eu-west-1' };

describe('what a world holds of resources, and nothing else', () => {
  test.each(vectors.cases as Case[])('$title', ({ before, stack, parts }) => {
    const world = createWorld();
    if (before) readTerraform(world, before, where);
    readTerraform(world, stack, where);
    const found = parts.map(({ at }) => ({
      at,
      is: at.reduce((part, name) => (part as Record<string, unknown>)[name], plainWorld(world)),
    }));
    expect(found).toStrictEqual(withPlaceholders(parts));
  });
});
