import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { Finding, Severity } from '../../../access/lint/finding';
import { lint } from '../../../access/lint/lint';
import type { LintOptions } from '../../../access/lint/linted-policy';
import { RULES } from '../../../access/lint/rules';

/** A policy, all that is found in it, and where AWS says so. */
interface LintCase extends LintOptions {
  readonly name: string;
  readonly document: unknown;
  /** Rule -> the severity with which it is found. */
  readonly findings: Readonly<Record<string, Severity>>;
  /** All that the file's own rule says: where (`statement: element`), what, and how to mend it. @default not looked at */
  readonly says?: readonly (readonly [where: string, text: string, fix: string])[];
  readonly source: string;
}

const folder = join(__dirname, '../../vectors/lint');
const files = readdirSync(folder).map((file) => ({
  rule: file.replace(/\.json$/, ''),
  cases: JSON.parse(readFileSync(join(folder, file), 'utf8')) as LintCase[],
}));

describe.each(files)('$rule', ({ rule, cases }) => {
  test.each(cases)('$kind: $name', ({ document, findings, says, ...options }) => {
    const found = lint(document, options);
    expect(Object.fromEntries(found.map(({ id, severity }) => [id, severity]))).toEqual(findings);
    for (const { text, fix, path } of found) {
      expect([text, fix, path.element]).toEqual([1, 2, 3].map(() => expect.stringMatching(/./)));
    }
    if (says) expect(found.filter(({ id }) => id === rule).map(spoken)).toEqual(says);
  });

  test('has a policy in which it is found, and one in which it is not', () => {
    expect(new Set(cases.map(({ findings }) => rule in findings))).toEqual(new Set([true, false]));
  });

  test('names the page that each case comes from', () => {
    for (const { source } of cases) expect(source).toMatch(/^https:\/\/docs\.aws\.amazon\.com\//);
  });
});

function spoken({ path: { statement, element }, text, fix }: Finding): [where: string, text: string, fix: string] {
  return [statement === undefined ? element : `${statement}: ${element}`, text, fix];
}

test('each rule has a file of cases of its own', () => {
  expect(files.map(({ rule }) => rule).sort()).toEqual([...RULES.map(({ id }) => id), 'not-saved'].sort());
});

test('each rule names a page of AWS', () => {
  for (const { see } of RULES) expect(see).toMatch(/^https:\/\/docs\.aws\.amazon\.com\//);
});
