/** One mistake in a pair file, each part lowercase and without a final period. */
export interface Fault {
  /** Where it is and what is wrong: `producer.account has 11 digits`. */
  readonly what: string;
  /** The value that was given, as its reader wrote it; left out where nothing was given. */
  readonly value?: unknown;
  /** What would be right. */
  readonly allowed: string;
  /** What to do about it. */
  readonly fix: string;
}

/** A place in a file, both counted from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Pair files that cannot be used: all their mistakes, each a line of its own. Nothing was written. */
export class PairFileError extends Error {
  /** @param messages one or more, each `file:line:column: what is wrong, …` */
  constructor(readonly messages: readonly string[]) {
    super(messages.join('\n'));
    this.name = 'PairFileError';
  }
}

/** Renders one mistake: `file:line:column: what, got value; allowed: …; fix`, on one line whatever the value holds. */
export function faultMessage(file: string, { line, column }: Position, fault: Fault): string {
  const got = fault.value === undefined ? '' : `, got ${shown(fault.value)}`;
  return `${oneLine(file)}:${line}:${column}: ${oneLine(fault.what)}${got}; allowed: ${fault.allowed}; ${oneLine(fault.fix)}`;
}

const longest = 100;

/** A value as a message shows it: JSON, cut where it is long. */
export function shown(value: unknown): string {
  let text: string;
  try {
    text = JSON.stringify(value) ?? String(value);
  } catch {
    // A value that stands in itself, by an alias.
    text = Array.isArray(value) ? '[…]' : '{…}';
  }
  const line = oneLine(text);
  return line.length <= longest ? line : `${line.slice(0, longest)}… (${line.length} characters)`;
}

/** Control characters could end the line, or move a terminal's cursor over it. */
function oneLine(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}
