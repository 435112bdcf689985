import { readFileSync } from 'node:fs';
import { checkPairs, rememberPlaces } from './check-pairs';
import { faultMessage, PairFileError, type Fault } from './messages';
import type { Pair } from './pair';
import { completePair } from './pair-file/complete';
import { nameOf, schemaMistakes, valueAt } from './pair-file/issues';
import { ruleMistakes } from './pair-file/rules';
import { sizeMistakes } from './pair-file/sizes';
import { readSource, type Mistake, type Path, type Source } from './pair-file/source';
import { pairKeys, pairSchema } from './schema';

/**
 * Reads pair files and holds them against each other.
 *
 * @param files paths of YAML or JSON files, one pair each
 * @throws PairFileError with every mistake of every file, each a line `file:line:column: …`
 */
export function loadPairs(files: readonly string[]): Pair[] {
  const messages: string[] = [];
  const pairs: Pair[] = [];
  for (const file of files) {
    try {
      pairs.push(parsePair(textOf(file), file));
    } catch (error) {
      if (!(error instanceof PairFileError)) throw error;
      messages.push(...error.messages);
    }
  }
  if (messages.length) throw new PairFileError(messages);
  checkPairs(pairs);
  return pairs;
}

/**
 * Reads one pair. What it shares with other pairs is asked by {@link checkPairs}.
 *
 * @param text YAML or JSON
 * @param file what messages call it
 * @throws PairFileError with every mistake of the file
 */
export function parsePair(text: string, file: string): Pair {
  const source = withAccountsAsText(readSource(text));
  const { pair, mistakes } = checked(source, file);
  if (!pair) throw errorOf(file, mistakes);
  const oversized = sizeMistakes(pair, source);
  if (oversized.length) throw errorOf(file, oversized);
  rememberPlaces(pair, (path) => source.place(path));
  return pair;
}

export { checkPairs };

function checked(source: Source, file: string): { readonly pair?: Pair; readonly mistakes: readonly Mistake[] } {
  const { data, mistakes: syntax } = source;
  if (data === undefined) return { mistakes: syntax };
  if (typeof data !== 'object' || data === null || Array.isArray(data)) {
    return { mistakes: [...syntax, { position: source.place([]), fault: notAPair(data) }] };
  }
  const result = pairSchema.safeParse(data);
  const issues = result.error?.issues ?? [];
  const wrong = new Set(issues.map(({ path }) => nameOf(path as Path)));
  const mistakes = [...syntax, ...schemaMistakes(issues, source), ...ruleMistakes(source, wrong)];
  return result.success && !mistakes.length ? { pair: completePair(result.data, file), mistakes } : { mistakes };
}

function notAPair(data: unknown): Fault {
  const allowed = `an object with ${pairKeys['']!.join(', ')}`;
  if (data === null) return { what: 'file is empty', allowed, fix: 'crossbucket add writes a pair file' };
  const what = Array.isArray(data) ? 'file is a list' : 'file is no object';
  return { what, value: data, allowed, fix: 'write one pair a file, with its keys at the top' };
}

/** An account id that YAML took for a number, and that still has all its digits, is the text that was meant. */
function withAccountsAsText(source: Source): Source {
  const { data } = source;
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return source;
  const sides = ['producer', 'consumer'].flatMap((side) => {
    const written = source.written([side, 'account']);
    if (written === undefined || !/^[1-9]\d{11}$/.test(written)) return [];
    return [[side, { ...(valueAt(data, [side]) as object), account: written }]];
  });
  return { ...source, data: { ...data, ...Object.fromEntries(sides) } };
}

function errorOf(file: string, mistakes: readonly Mistake[]): PairFileError {
  const inOrder = [...mistakes].sort(
    (a, b) => a.position.line - b.position.line || a.position.column - b.position.column,
  );
  return new PairFileError(inOrder.map(({ position, fault }) => faultMessage(file, position, fault)));
}

function textOf(file: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(readFileSync(file));
  } catch (error) {
    throw new PairFileError([faultMessage(file, { line: 1, column: 1 }, unreadable(error))]);
  }
}

const reasons: Readonly<Record<string, Pick<Fault, 'what' | 'fix'>>> = {
  ENOENT: { what: 'file is not there', fix: 'correct the path, or write it with crossbucket add' },
  EISDIR: { what: 'file is a folder', fix: 'name the files in it' },
  EACCES: { what: 'file may not be read', fix: 'give yourself the right to read it' },
  ERR_ENCODING_INVALID_ENCODED_DATA: { what: 'file is no UTF-8 text', fix: 'save it as UTF-8' },
};

function unreadable(error: unknown): Fault {
  const { code = '', message } = error as NodeJS.ErrnoException;
  const { what, fix } = reasons[code] ?? { what: `file cannot be read: ${message}`, fix: 'name another file' };
  return { what, allowed: 'a pair file in YAML or JSON', fix };
}
