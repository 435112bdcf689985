import { describe, expect, test } from '@jest/globals';
import { decide } from '../../../../access/decide/decide';
import { createWorld } from '../../../../access/world/create';
import { tryFindUser } from '../../../../access/world/lookup';
import { readTerraform } from '../../../../access/world/terraform/read';
import vectors from '../../../vectors/terraform-json/unknowns.json';
import { withPlaceholders } from './placeholders';

const { account } = vectors;

describe('what only an apply can tell', () => {
  test.each(vectors.cases)('$title', ({ stack, policy }) => {
    const world = createWorld();
    readTerraform(world, stack, { account, region: 'eu-west-1' });
    expect(world.buckets.get('acme-data')!.policy).toEqual(withPlaceholders(policy));
  });

  test.each(vectors.cases)('$title leaves it open what the policy allows', ({ stack }) => {
    const world = createWorld();
    readTerraform(world, stack, { account, region: 'eu-west-1' });
    const { path, name, uniqueId } = tryFindUser(world, `arn:aws:iam::${account}:user/ci`)!;
    const { effect, mayAllow } = decide(world, {
      caller: { kind: 'user', account, path, name, uniqueId },
      action: 's3:GetObject',
      resource: 'arn:aws:s3:::acme-data/a/key',
      resourceAccount: account,
      context: {},
    });
    expect({ effect, mayAllow }).toEqual({ effect: 'unknown', mayAllow: true });
  });
});
