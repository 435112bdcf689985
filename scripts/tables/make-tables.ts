import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderTables } from './render-tables';

/** Of the checkout, from which `npm run tables` runs. */
const FOLDER = join('access', 'tables', 'generated');

async function main(): Promise<void> {
  for (const [file, text] of await renderTables()) writeFileSync(join(FOLDER, file), text);
}

void main();
