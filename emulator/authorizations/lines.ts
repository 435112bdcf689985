import type { PolicyDocument } from '../../access/policy/document';
import { beginningOf, readAuthorization, writeAuthorization, type LoggedAuthorization } from './record';

/** Writes the lines of one file: a line for each authorization, and before it one for each policy that is new in the file. */
export class LineWriter {
  private readonly numbers = new WeakMap<PolicyDocument, number>();
  private documents = 0;

  /** The lines to append, with a break before the first: it parts them from one that could not be finished. */
  linesOf(authorizations: readonly LoggedAuthorization[]): string {
    const lines: string[] = [];
    const numberOf = (document: PolicyDocument): number => {
      const known = this.numbers.get(document);
      if (known !== undefined) return known;
      const number = this.documents++;
      this.numbers.set(document, number);
      lines.push(JSON.stringify({ number, document }));
      return number;
    };
    for (const logged of authorizations) {
      const line = writeAuthorization(logged, numberOf);
      lines.push(line);
    }
    return `\n${lines.join('\n')}\n`;
  }
}

/** Finds an authorization in what a {@link LineWriter} wrote; undefined when it is not there, or not whole. */
export function findInLines(bytes: Buffer, id: string): LoggedAuthorization | undefined {
  const line = lineIn(bytes, beginningOf(id));
  if (line === undefined) return undefined;
  return readAuthorization(line, (number) => {
    const { document } = JSON.parse(lineIn(bytes, `{"number":${number},`)!) as { document: PolicyDocument };
    return document;
  });
}

/** A line that a break ends. */
function lineIn(bytes: Buffer, beginning: string): string | undefined {
  const start = bytes.indexOf(`\n${beginning}`) + 1;
  if (start === 0) return undefined;
  const end = bytes.indexOf('\n', start);
  return end < 0 ? undefined : bytes.toString('utf8', start, end);
}
