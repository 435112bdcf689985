import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';

const ROOT = join(__dirname, '../..');
/** An id of the specification; not the middle of a longer word. */
const RULE = /(?<![\w-])R-[A-Z0-9]+(?:-[A-Z0-9]+)*/g;

const filesIn = (folder: string, ending: string): string[] =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(ending))
    .map((name) => join(folder, name));

/** Every rule that the engine names. The linter's findings have names and cases of their own. */
function implementedRules(): string[] {
  const files = filesIn('access', '.ts').filter((file) => !file.startsWith(join('access', 'lint')));
  const found = files.flatMap((file) => readFileSync(join(ROOT, file), 'utf8').match(RULE) ?? []);
  return [...new Set(found)].sort();
}

/** One case of a file of vectors, as far as it says which rule it is about. */
interface RuleCase {
  readonly id?: string;
  readonly title?: string;
  readonly rule?: string;
  readonly source?: string;
}

/** The cases of a file, which are all of it or its member `cases`. */
function casesIn(file: string): RuleCase[] {
  const content = JSON.parse(readFileSync(join(ROOT, file), 'utf8')) as RuleCase[] | { cases?: RuleCase[] };
  return Array.isArray(content) ? content : (content.cases ?? []);
}

/** Rule -> the cases that are about it, by file and id or title. */
function casesByRule(): Map<string, string[]> {
  const table = new Map<string, string[]>();
  // Pair files are data for another room, and some are meant not to be read.
  for (const file of filesIn('test/vectors', '.json').filter((name) => !name.includes('pair-files'))) {
    for (const { id, title, rule, source } of casesIn(file)) {
      for (const [found] of `${rule ?? ''} ${source ?? ''}`.matchAll(RULE)) {
        table.set(found, [...(table.get(found) ?? []), `${file} ${id ?? title}`]);
      }
    }
  }
  return table;
}

describe('the rules of the specification', () => {
  const table = casesByRule();

  test.each(implementedRules())('%s has a case that is about it', (rule) => {
    expect(table.get(rule) ?? []).not.toEqual([]);
  });
});

describe('every case of these folders', () => {
  const folders = ['access-points', 'acl', 'decisions', 'matching', 'public-access', 'chains'];
  const files = folders.flatMap((folder) => filesIn(`test/vectors/${folder}`, '.json'));
  const cases = files.flatMap((file) => casesIn(file).map((one) => ({ file, ...one })));

  test('has an id of its own', () => {
    const ids = cases.map(({ id }) => id);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });

  test('names the page that it comes from', () => {
    expect(
      cases.filter(({ source }) => !/^[\w#/ -]+/.test(source ?? '')).map(({ file, id }) => `${file} ${id}`),
    ).toEqual([]);
  });
});
