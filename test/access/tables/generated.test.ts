import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { renderTables } from '../../../scripts/tables/render-tables';

const folder = join(__dirname, '../../../access/tables/generated');

test('the tables are what make-tables makes of the iam-data that is installed', async () => {
  const files = readdirSync(folder).sort();
  const written = new Map(files.map((file) => [file, readFileSync(join(folder, file), 'utf8')]));
  const made = await renderTables();
  expect([...made.keys()].sort()).toEqual(files);
  // One line a file, not a diff of thousands.
  for (const [file, text] of made) expect({ file, same: text === written.get(file) }).toEqual({ file, same: true });
});
