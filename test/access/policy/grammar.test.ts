import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { PolicyKind } from '../../../access/policy/document';
import { checkPolicy, parsePolicy } from '../../../access/policy/parse';
import { refusalBy } from './refusal';

/** A policy, whether AWS saves it (no code) or how it refuses it, and where that is said. */
interface GrammarCase {
  readonly name: string;
  readonly kind: PolicyKind;
  readonly text?: string;
  readonly document?: unknown;
  readonly code?: string;
  readonly message?: string;
  readonly source: string;
}

const folder = join(__dirname, '../../vectors/policy-grammar');
const files = readdirSync(folder).map((file) => ({
  file,
  cases: JSON.parse(readFileSync(join(folder, file), 'utf8')) as GrammarCase[],
}));

describe.each(files)('policies in $file', ({ cases }) => {
  test.each(cases)('$kind: $name', ({ kind, text, document, code, message }) => {
    const refusal = refusalBy(() => parsePolicy(text ?? JSON.stringify(document), kind));
    expect(refusal).toEqual(code === undefined ? undefined : { code, message, detail: expect.stringMatching(/./) });
  });

  const documents = cases.filter(({ document }) => document !== undefined);
  test.each(documents)('$kind, as a document: $name', ({ kind, document, code, message }) => {
    expect(refusalBy(() => checkPolicy(document, kind))).toEqual(
      code === undefined ? undefined : { code, message, detail: expect.stringMatching(/./) },
    );
  });
});
