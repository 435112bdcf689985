import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pairJsonSchema } from '../../contract/schema';

describe('the JSON Schema of a pair file', () => {
  test('is the one that editors find in docs/', () => {
    const committed = readFileSync(join(__dirname, '..', '..', 'docs', 'pair.schema.json'), 'utf8');
    expect(`${JSON.stringify(pairJsonSchema(), null, 2)}\n`).toBe(committed);
  });

  test('explains every key, and takes no other', () => {
    const objects: string[] = [];
    const visit = (schema: Schema, path: string): void => {
      if (schema.properties) {
        objects.push(path);
        expect(schema.additionalProperties).toBe(false);
        for (const [key, inner] of Object.entries(schema.properties)) {
          expect([`${path}.${key}`, inner.description]).toEqual([`${path}.${key}`, expect.stringMatching(/\.$/)]);
          visit(inner, `${path}.${key}`);
        }
      }
      if (schema.items) visit(schema.items, `${path}[]`);
    };
    visit(pairJsonSchema() as Schema, '');
    expect(objects).toEqual(['', '.producer', '.consumer', '.grants[]']);
  });

  test('takes account ids as texts, and as numbers that have all their digits', () => {
    const { properties } = pairJsonSchema() as Schema;
    expect(properties!.producer!.properties!.account!.anyOf).toEqual([
      { type: 'string', pattern: '^\\d{12}$' },
      { type: 'integer', minimum: 100_000_000_000, maximum: 999_999_999_999 },
    ]);
  });
});

interface Schema {
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean;
  readonly items?: Schema;
  readonly anyOf?: readonly unknown[];
}
