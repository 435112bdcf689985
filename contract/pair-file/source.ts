import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument, visit, type Document, type Node } from 'yaml';
import type { Fault, Position } from '../messages';

/** Keys and list positions that lead from the top of a pair file to a value. */
export type Path = readonly (string | number)[];

/** One mistake and where it is. */
export interface Mistake {
  readonly position: Position;
  readonly fault: Fault;
}

/** The text of a pair file, read as YAML (which JSON is, too). */
export interface Source {
  /** What the file says, as plain data; undefined when it cannot be read as data at all. */
  readonly data: unknown;
  /** Mistakes of the YAML itself. */
  readonly mistakes: readonly Mistake[];
  /**
   * Where a value stands; for one that is not there, where the object stands that lacks it.
   *
   * @param of the value, or the key in front of it
   */
  place(path: Path, of?: 'value' | 'key'): Position;
  /** A number as it is written: `012345678901`. undefined for anything but a bare number. */
  written(path: Path): string | undefined;
}

const start: Position = { line: 1, column: 1 };
const nothing: Pick<Source, 'place' | 'written'> = { place: () => start, written: () => undefined };

/** An alias may be used again and again; past this it is an attack. */
const maxAliasCount = 100;

/** Reads the text of a pair file. Never throws: whatever is wrong with it is a mistake of the result. */
export function readSource(text: string): Source {
  const lines = new LineCounter();
  const plain = text.replace(/^\ufeff/, '');
  const document = parseDocument(plain, { lineCounter: lines, prettyErrors: false });
  const at = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const mistakes = [...withoutEchoes(document.errors), ...document.warnings].map(({ code, message, pos }): Mistake => {
    // How deep the parser gets depends on the machine.
    if (/call stack/i.test(message)) return { position: start, fault: tooDeep };
    return { position: at(pos[0]), fault: syntaxFault(code, message, lineFrom(plain, pos[0])) };
  });
  const isBadAlias = document.errors.some(({ code }) => code === 'BAD_ALIAS');
  mistakes.push(...keysThatAreNoText(document, at), ...(isBadAlias ? [] : aliasesOfNothing(document, at)));
  // What else is wrong can only be told of a file that is read to its end.
  const isWhole = document.errors.every(({ code }) => code === 'DUPLICATE_KEY' || code === 'MULTIPLE_DOCS');
  if (!isWhole || mistakes.length > document.errors.length) return { data: undefined, mistakes, ...nothing };
  try {
    return { ...located(document, at), mistakes, data: document.toJS({ maxAliasCount }) as unknown };
  } catch (error) {
    if (!(error instanceof ReferenceError)) throw error;
    const allowed = `at most ${maxAliasCount} values by alias`;
    const fault = { what: 'file repeats values by alias without end', allowed, fix: 'write the values out' };
    return { data: undefined, mistakes: [{ position: start, fault }], ...nothing };
  }
}

/** Mistakes after which the parser reads on as if nothing had been. */
const harmless: ReadonlySet<string> = new Set(['DUPLICATE_KEY', 'MULTIPLE_DOCS', 'BAD_ALIAS']);

/** Where the parser stumbles, only the first stone is the mistake; what comes after is its echo. */
function withoutEchoes(errors: Document.Parsed['errors']): Document.Parsed['errors'] {
  const first = errors.find(({ code }) => !harmless.has(code));
  return errors.filter(
    (error) => error === first || (harmless.has(error.code) && (!first || error.pos[0] < first.pos[0])),
  );
}

/** What stands at a place, to the end of its line. */
function lineFrom(text: string, offset: number): string {
  return text.slice(offset).split(/\r?\n/, 1)[0]!;
}

/** Thousands of brackets in each other are too much for the parser's stack. */
const tooDeep: Fault = {
  what: 'file is nested too deeply',
  allowed: 'a pair file, which has four levels',
  fix: 'write it anew',
};

/** Parser codes that have a better explanation than the parser's own. */
const explained: Readonly<Record<string, (found: string) => Fault>> = {
  DUPLICATE_KEY: (found) => ({
    what: 'key stands twice',
    value: keyText(found),
    allowed: 'each key once',
    fix: 'remove one of them',
  }),
  MULTIPLE_DOCS: () => ({
    what: 'file has several documents',
    allowed: 'one pair a file',
    fix: 'move what follows --- to a file of its own',
  }),
  TAB_AS_INDENT: () => ({ what: 'line is indented by a tab', allowed: 'spaces', fix: 'replace the tab by spaces' }),
  BAD_ALIAS: (found) => aliasFault(/^[^\s,\]}]*/.exec(found)![0]),
  TAG_RESOLVE_FAILED: (found) => ({
    what: 'value has a tag that pair files do not have',
    value: found.split(/\s/, 1)[0],
    allowed: 'texts, lists and objects without a tag',
    fix: 'remove the tag, or put the text in quotes if it is none',
  }),
};

function syntaxFault(code: string, message: string, found: string): Fault {
  const known = explained[code];
  if (known) return known(found);
  const what = message.charAt(0).toLowerCase() + message.slice(1);
  return {
    what: `file is no YAML or JSON: ${what.replace(/\.$/, '')}`,
    allowed: 'a file that can be read to its end',
    fix: 'correct the syntax here',
  };
}

/** The key at the beginning of a line. */
const keyText = (found: string): string => /^["']?([^"':\s]*)/.exec(found)?.[1] || found;

/** A key that is a list, a number or a date would become some text; none of them is a key of a pair file. */
function keysThatAreNoText(document: Document.Parsed, at: (offset: number) => Position): Mistake[] {
  const mistakes: Mistake[] = [];
  visit(document, {
    Pair: (_, { key }) => {
      if (isScalar(key) && typeof key.value === 'string') return undefined;
      const node = key as Node | null;
      const value = isScalar(key) ? key.value : undefined;
      const fault = { what: 'key is no text', value, allowed: 'the keys of a pair file', fix: 'remove it' };
      mistakes.push({ position: at(node?.range?.[0] ?? 0), fault });
      return undefined;
    },
  });
  return mistakes;
}

function aliasesOfNothing(document: Document.Parsed, at: (offset: number) => Position): Mistake[] {
  const mistakes: Mistake[] = [];
  visit(document, {
    Alias: (_, alias) => {
      if (alias.resolve(document)) return undefined;
      mistakes.push({ position: at(alias.range?.[0] ?? 0), fault: aliasFault(`*${alias.source}`) });
      return undefined;
    },
  });
  return mistakes;
}

/** A star begins an alias in YAML, which is seldom what somebody means who writes one here. */
function aliasFault(found: string): Fault {
  return {
    what: 'alias means nothing',
    value: found,
    allowed: 'values written out; never * for everybody',
    fix: 'name each value, or put the text in quotes if it is no alias',
  };
}

function located(document: Document.Parsed, at: (offset: number) => Position): Pick<Source, 'place' | 'written'> {
  const resolved = (node: unknown): unknown => (isAlias(node) ? node.resolve(document) : node);
  const entry = (node: unknown, key: string | number) =>
    isMap(node) ? node.items.find((pair) => isScalar(pair.key) && pair.key.value === key) : undefined;
  const child = (node: unknown, key: string | number): unknown =>
    isSeq(node) && typeof key === 'number' ? node.items[key] : entry(node, key)?.value;
  const offsetOf = (node: unknown): number | undefined => (node as Node | null | undefined)?.range?.[0];

  return {
    place: (path, of = 'value') => {
      let node: unknown = document.contents;
      let offset = offsetOf(node) ?? 0;
      for (const [index, key] of path.entries()) {
        const parent = resolved(node);
        const pair = entry(parent, key);
        node = child(parent, key);
        // A value that is not there is missing at the object that lacks it, which its key names.
        if (node === undefined && !pair) break;
        // An object or list begins on the line of its key, whose name its reader knows.
        const byKey = isMap(node) || isSeq(node) || (of === 'key' && index === path.length - 1);
        const offsets = [offsetOf(pair?.key), offsetOf(node)];
        offset = (byKey ? (offsets[0] ?? offsets[1]) : (offsets[1] ?? offsets[0])) ?? offset;
      }
      return at(offset);
    },
    written: (path) => {
      const node = path.reduce<unknown>((parent, key) => child(resolved(parent), key), document.contents);
      const scalar = resolved(node);
      return isScalar(scalar) && typeof scalar.value === 'number' ? scalar.source : undefined;
    },
  };
}
