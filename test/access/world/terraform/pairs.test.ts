import { describe, expect, test } from '@jest/globals';
import { decide } from '../../../../access/decide/decide';
import { createWorld } from '../../../../access/world/create';
import { sessionOf } from '../../../../access/world/lookup';
import { readTerraform } from '../../../../access/world/terraform/read';
import type { World } from '../../../../access/world/world';
import vectors from '../../../vectors/terraform-json/pairs.json';
import { plainWorld } from './plain-world';

interface StackJson {
  readonly account: string;
  readonly region: string;
  readonly json: unknown;
}

interface Pair {
  readonly name: string;
  readonly producer: StackJson;
  readonly consumer: StackJson;
  readonly expected: object;
}

const pairs: readonly Pair[] = vectors.pairs;

function worldOf(stacks: readonly StackJson[]): World {
  const world = createWorld();
  for (const { json, ...where } of stacks) readTerraform(world, json, where);
  return world;
}

describe.each(pairs)('the two stacks of $name', ({ producer, consumer, expected }) => {
  test('become the world that they describe', () => {
    expect(plainWorld(worldOf([consumer, producer]))).toMatchObject(expected);
  });

  test('can be read in either order', () => {
    expect(worldOf([producer, consumer])).toEqual(worldOf([consumer, producer]));
  });
});

test('all stacks together are one world, whose names and ids are the same each time', () => {
  const stacks = pairs.flatMap(({ producer, consumer }) => [producer, consumer]);
  const world = worldOf(stacks);
  expect([...world.buckets.keys()]).toHaveLength(4);
  expect(world).toEqual(worldOf(stacks));
});

describe('the world of a pair, asked', () => {
  const [{ producer, consumer }] = pairs as [Pair];

  /** Decides a read by the consumer's role, on stacks that may have been edited. */
  function read(key: string, secure: 'true' | 'false', edit: (json: string) => string = (json) => json): string {
    const edited = { ...producer, json: JSON.parse(edit(JSON.stringify(producer.json))) as unknown };
    const world = worldOf([consumer, edited]);
    for (const { account } of [producer, consumer]) {
      world.accounts.get(account)!.organization = { id: 'o-a1b2c3d4e5', path: ['r-root'] };
    }
    return decide(world, {
      caller: sessionOf(world, 'arn:aws:iam::222222222222:role/analytics-reader', { sessionName: 'test' }),
      action: 's3:GetObject',
      resource: `arn:aws:s3:::acme-lake-exports/${key}`,
      resourceAccount: producer.account,
      context: { 'aws:securetransport': secure, 's3:tlsversion': '1.3' },
    }).effect;
  }

  test.each([
    ['reports/2025.csv', 'true', 'allow'],
    ['reports-private/2025.csv', 'true', 'implicitDeny'],
    ['reports/2025.csv', 'false', 'explicitDeny'],
  ] as const)('a read of %s with TLS %s is %s', (key, secure, effect) => {
    expect(read(key, secure)).toBe(effect);
  });

  test('a policy that was made public by hand closes the bucket to the consumer (R-BPA-4)', () => {
    const statement = String.raw`{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"s3:GetObject\",\"Resource\":\"arn:aws:s3:::acme-lake-exports/*\"}`;
    const begin = String.raw`\"Statement\":[{\"Sid\":\"DenyInsecureTransport\"`;
    const edit = (json: string) => json.replace(begin, () => begin.replace('[', `[${statement},`));
    expect(read('reports/2025.csv', 'true', edit)).toBe('explicitDeny');
  });
});
