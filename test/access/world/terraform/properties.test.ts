import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { PolicyError } from '../../../../access/policy/errors';
import { createWorld } from '../../../../access/world/create';
import { snapshot } from '../../../../access/world/snapshot';
import { readTerraform } from '../../../../access/world/terraform/read';
import { TerraformReadError } from '../../../../access/world/terraform/read-error';
import dataSources from '../../../vectors/terraform-json/data-sources.json';
import pairs from '../../../vectors/terraform-json/pairs.json';
import refusals from '../../../vectors/terraform-json/refusals.json';
import resources from '../../../vectors/terraform-json/resources.json';
import unknowns from '../../../vectors/terraform-json/unknowns.json';

const account = '111111111111';

const readable: readonly unknown[] = [
  ...resources.cases.filter((vector) => !('region' in vector)).map(({ stack }) => stack),
  ...unknowns.cases.map(({ stack }) => stack),
  ...pairs.pairs.map(({ producer }) => producer.json),
];
const all: readonly unknown[] = [
  ...readable,
  ...refusals.cases.map(({ stack }) => stack),
  ...dataSources.cases.map(({ stack }) => stack),
];

function worldOf(stack: unknown): unknown {
  const world = createWorld();
  readTerraform(world, stack, { account, region: 'eu-west-1' });
  return world;
}

/** The same JSON with the members of its objects in another order, at every level. */
function reordered(value: unknown, orders: Iterator<number>): unknown {
  if (Array.isArray(value)) return value.map((item) => reordered(item, orders));
  if (typeof value !== 'object' || value === null) return value;
  const ranked = Object.entries(value).map(([name, item]) => ({
    rank: orders.next().value as number,
    entry: [name, reordered(item, orders)] as const,
  }));
  return Object.fromEntries(ranked.sort((a, b) => a.rank - b.rank).map(({ entry }) => entry));
}

/** What a careless or a hostile hand may put in the place of anything. */
const junk: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom(null, true, 0, -1, 1e300, '', '${', '${}', '${"', '%{', '$${', '${local.a}', '${var.b.c[0]}'),
  fc.constantFrom('${aws_s3_bucket.data}', '${aws_s3_bucket.data.arn}', '${data.aws_region.r.name}', '\uE000', '*'),
  fc.constantFrom(
    ...['["__proto__"]', '{"__proto__":{}}', '{"constructor":"x"}', '[[]]', '{}'].map(
      (text) => JSON.parse(text) as unknown,
    ),
  ),
  fc.string({ maxLength: 12 }).map((text) => `\${${text}}`),
  fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<unknown>,
);

/** JSON in which one thing is another, is gone, or has a name of an object's prototype. */
function mangled(value: unknown, path: Iterator<number>, by: unknown): unknown {
  if (typeof value !== 'object' || value === null) return by;
  const entries = Object.entries(value);
  const choice = path.next().value as number;
  const index = choice % (entries.length + 2);
  if (index === entries.length) return by;
  if (index > entries.length || entries.length === 0)
    return Array.isArray(value) ? [...value, by] : { ...value, toString: by };
  const [name, item] = entries[index]!;
  if (choice % 17 === 0) entries.splice(index, 1);
  else if (choice % 19 === 0) entries[index] = ['constructor', item];
  else entries[index] = [name, mangled(item, path, by)];
  return Array.isArray(value) ? entries.map(([, one]) => one) : Object.fromEntries(entries);
}

describe('reading Terraform JSON', () => {
  test('gives the same world whatever the order of the file', () => {
    fc.assert(
      fc.property(fc.constantFrom(...readable), fc.infiniteStream(fc.nat()), (stack, orders) => {
        expect(snapshot(worldOf(reordered(stack, orders)) as never)).toEqual(snapshot(worldOf(stack) as never));
      }),
      { numRuns: 300 },
    );
  });

  test('refuses mangled JSON by its own errors and by those of AWS alone', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...all),
        fc.array(fc.tuple(fc.infiniteStream(fc.nat(9999)), junk), { minLength: 1, maxLength: 3 }),
        (stack, changes) => {
          const broken = changes.reduce((json, [path, by]) => mangled(json, path, by), stack);
          try {
            worldOf(broken);
          } catch (error) {
            if (error instanceof TerraformReadError || error instanceof PolicyError) return;
            throw error;
          }
        },
      ),
      { numRuns: 5_000 },
    );
  });

  test('refuses nothing but by its own errors, whatever an expression is', () => {
    const piece = fc.constantFrom(
      ...[
        '${',
        '}',
        '"',
        '{',
        '(',
        ')',
        '[',
        ']',
        ',',
        '=',
        '==',
        '!',
        '?',
        ':',
        '.',
        'local',
        'var',
        'data',
        'jsonencode',
        'a',
        ' ',
        '\\',
        '$',
        '%{',
        '0',
        '1.5',
        '\n',
      ],
    );
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 25 }).map((pieces) => pieces.join('')),
        (text) => {
          try {
            worldOf({
              locals: { a: text },
              resource: { aws_instance: { x: {} }, aws_s3_bucket: { b: { bucket: 'acme-data', tags: { t: text } } } },
            });
          } catch (error) {
            expect(error).toBeInstanceOf(TerraformReadError);
          }
        },
      ),
      { numRuns: 5_000 },
    );
  });
});
